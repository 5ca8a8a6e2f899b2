import type { JsonSchema, ObjectSchema } from '@descant/sdk'
import { type CastType, castTypes } from '../changes/cast.ts'
import { type HashAlgorithm, hashAlgorithms } from '../changes/hash.ts'
import type { Mask } from '../changes/mask.ts'
import { type LetterCase, letterCases } from '../steps/letter-case.ts'

const name = { type: 'string', minLength: 1 } as const
const names = { type: 'array', items: name } as const

/** What becomes of one stream: each property is an operation, applied in this order. */
export const streamSettings: ObjectSchema = {
  type: ['object', 'null'],
  additionalProperties: false,
  properties: {
    alias: {
      ...name,
      description: "The stream's new name; `{stream}` in it stands for the old one.",
    },
    filter: {
      ...name,
      description: 'Only records for which this expression is true go on.',
    },
    compute: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        required: ['expression', 'type'],
        properties: {
          expression: { ...name, description: 'Sees the record as the tap sent it.' },
          type: { type: 'object', description: 'The JSON Schema of what it gives.' },
        },
      },
      description: 'New fields, or new values of old ones: `{"field": {"expression", "type"}}`.',
    },
    select: {
      ...names,
      description: 'The fields that are kept, beside the computed ones and `_sdc_…`.',
    },
    drop: { ...names, description: 'The fields that are left out.' },
    hash: {
      type: 'object',
      additionalProperties: { type: 'string', enum: hashAlgorithms },
      description: `Fields to hash, each with its algorithm: ${hashAlgorithms.join(', ')}.`,
    },
    mask: {
      type: 'object',
      additionalProperties: {
        type: ['string', 'object'],
        additionalProperties: false,
        properties: {
          keep_first: { type: 'integer', minimum: 0 },
          keep_last: { type: 'integer', minimum: 0 },
          character: { ...name, maxLength: 1 },
        },
      },
      description:
        'Fields to hide, each behind a word, or all but its ends: ' +
        '`{"keep_first": 0, "keep_last": 4, "character": "*"}`.',
    },
    cast: {
      type: 'object',
      additionalProperties: { type: 'string', enum: castTypes },
      description: `Fields to make into another type: ${castTypes.join(', ')}.`,
    },
    flatten: {
      type: 'object',
      additionalProperties: false,
      properties: {
        separator: { ...name, default: '__', description: 'Stands between the names.' },
        max_depth: {
          type: 'integer',
          minimum: 1,
          default: 16,
          description: 'How many levels of objects are taken apart.',
        },
        max_key_length: {
          type: 'integer',
          minimum: 16,
          default: 255,
          description: 'In bytes; longer names are cut and end in digits of their own.',
        },
        nested: {
          type: 'string',
          enum: ['string', 'keep'],
          default: 'string',
          description: 'Whether what cannot be taken apart, as lists, becomes a string of JSON.',
        },
      },
      description:
        'Takes objects apart into fields: `{"separator": "__", "max_depth": 16, ' +
        '"max_key_length": 255, "nested": "string"}`.',
    },
    rename: {
      type: 'object',
      additionalProperties: name,
      description: 'Old names to new ones; flattened fields by their flat names.',
    },
    rename_all: {
      type: 'object',
      additionalProperties: false,
      minProperties: 1,
      dependencies: { match: ['replace'], replace: ['match'] },
      properties: {
        match: { ...name, description: 'A regular expression.' },
        replace: { type: 'string', description: 'What stands for each match; `$1` is a group.' },
        case: { type: 'string', enum: letterCases, description: 'The letter case of the name.' },
      },
      description:
        'What becomes of every other name: `{"match", "replace", "case"}`; case is one of ' +
        `${letterCases.join(', ')}.`,
    },
    key_properties: {
      ...names,
      description: 'The key of what leaves, by its new names; `[]` for none. Default: as it was.',
    },
  },
}

/** What becomes of one stream, as the config says it. */
export interface StreamConfig {
  readonly alias?: string
  readonly filter?: string
  readonly compute?: Readonly<
    Record<string, { readonly expression: string; readonly type: JsonSchema }>
  >
  readonly select?: readonly string[]
  readonly drop?: readonly string[]
  readonly hash?: Readonly<Record<string, HashAlgorithm>>
  readonly mask?: Readonly<Record<string, Mask>>
  readonly cast?: Readonly<Record<string, CastType>>
  readonly flatten?: {
    readonly separator?: string
    readonly max_depth?: number
    readonly max_key_length?: number
    readonly nested?: 'string' | 'keep'
  }
  readonly rename?: Readonly<Record<string, string>>
  readonly rename_all?: {
    readonly match?: string
    readonly replace?: string
    readonly case?: LetterCase
  }
  readonly key_properties?: readonly string[]
}
