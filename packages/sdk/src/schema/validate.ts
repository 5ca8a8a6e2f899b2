import { createRequire } from 'node:module'
import type { Ajv, ErrorObject, ValidateFunction } from 'ajv'
import type { Issue } from '../errors.ts'
import type { JsonSchema } from './infer.ts'

/** Says what is wrong with a value; an empty list where nothing is. */
export type Validator = (value: unknown) => readonly Issue[]

/** Thrown where a schema cannot be compiled; its message says why. */
export class SchemaError extends Error {}

/** The formats that a loader turns into types; any other is a remark for the reader of the schema. */
const checkedFormats = ['date-time', 'date', 'time'] as const

/** They are loaded by the first schema that is compiled: a thread that packs good records needs none. */
const load = createRequire(import.meta.url)

const createAjv = (allErrors: boolean): Ajv => {
  const { Ajv } = load('ajv') as typeof import('ajv')
  const { default: addFormats } = load('ajv-formats') as typeof import('ajv-formats')
  const ajv = new Ajv({
    allErrors,
    strict: false,
    allowUnionTypes: true,
    strictNumbers: false,
    validateFormats: true,
    validateSchema: false,
    addUsedSchema: false,
    logger: false,
  })
  // It is how taps tell a decimal's scale, and doubles cannot be held to it.
  ajv.removeKeyword('multipleOf')
  addFormats(ajv, { mode: 'fast', formats: [...checkedFormats] })
  return ajv
}

const none: readonly Issue[] = []

/** The JSON Pointer to the fault; of a property that is missing, to where it should be. */
const pointerOf = ({ instancePath, keyword, params }: ErrorObject): string => {
  if (keyword !== 'required') return instancePath
  const name = String(params.missingProperty).replaceAll('~', '~0').replaceAll('/', '~1')
  return `${instancePath}/${name}`
}

const pathOf = (pointer: string): string =>
  pointer.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~')

const wordsOf = (error: ErrorObject): string => {
  const { keyword, params } = error
  if (keyword === 'required') return 'is missing'
  if (keyword === 'type') return `must be ${[params.type].flat().join(' or ')}`
  if (keyword === 'format') return `must be a ${params.format}`
  if (keyword === 'enum') {
    return `must be one of ${(params.allowedValues as unknown[]).map((value) => JSON.stringify(value)).join(', ')}`
  }
  if (keyword === 'additionalProperties') {
    return `must not have the property ${params.additionalProperty}`
  }
  return error.message ?? `breaks ${keyword}`
}

const issueOf = (error: ErrorObject): Issue => {
  const pointer = pointerOf(error)
  return { path: pathOf(pointer), message: wordsOf(error), keyword: error.keyword, pointer }
}

/**
 * Drafts that `$schema` may name differ in nothing that Singer schemas use; a `$id` would be kept by
 * ajv across schemas, and two streams may carry the same.
 */
const withoutIdentity = (schema: JsonSchema): JsonSchema =>
  '$schema' in schema || '$id' in schema || 'id' in schema
    ? Object.fromEntries(
        Object.entries(schema).filter(
          ([key, value]) =>
            !(key === '$schema' || key === '$id' || (key === 'id' && typeof value === 'string')),
        ),
      )
    : schema

const compile = (schema: JsonSchema, allErrors: boolean): ValidateFunction => {
  try {
    return createAjv(allErrors).compile(withoutIdentity(schema))
  } catch (cause) {
    throw new SchemaError((cause as Error).message, { cause })
  }
}

/**
 * Compiles a JSON Schema into a validator. Formats `date-time`, `date` and `time` are checked, other
 * formats and `multipleOf` are not.
 *
 * @param options.allIssues Whether every problem is told (for a config) or the first (for records).
 * @throws {SchemaError} where the schema itself cannot be used.
 * @example
 * const validate = createValidator({ type: 'object', properties: { id: { type: 'integer' } } })
 * validate({ id: 'one' }) // [{ path: 'id', message: 'must be integer', keyword: 'type' }]
 */
export function createValidator(
  schema: JsonSchema,
  options: { readonly allIssues?: boolean } = {},
): Validator {
  const validate = compile(schema, options.allIssues ?? false)
  return (value) => (validate(value) ? none : (validate.errors ?? []).map(issueOf))
}
