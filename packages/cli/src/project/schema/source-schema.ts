import { limitsSchema } from './limits-schema.ts'
import { programProperties, settingsSchema } from './program-schema.ts'
import { scheduleSchema } from './schedule-schema.ts'

/** How old data may be. */
export const freshnessSchema = {
  type: 'integer',
  minimum: 1,
  default: 120,
  description: 'How old the newest data may be before somebody is told.',
} as const

const contract = { enum: ['evolve', 'freeze', 'discard_row', 'discard_value'] } as const

/** A source of a customer. */
export const sourceSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['tap'],
  description: 'A Singer tap with its settings, and where its records go.',
  properties: {
    type: {
      type: 'string',
      minLength: 1,
      description:
        'Which built-in mapping makes tables of it: `shopify`, `salesforce`. The name of the source, where that is one.',
    },
    tap: {
      type: ['string', 'object'],
      minLength: 1,
      additionalProperties: false,
      description:
        'The tap: a name (`tap-shopify`), a path from this file (`.venv/bin/tap-github`), or an object of `command`, `package`, `args` and `env`.',
      properties: programProperties,
    },
    config: settingsSchema,
    config_file: { type: 'string', minLength: 1, description: 'A JSON file of settings.' },
    catalog: { type: 'string', minLength: 1, description: 'A Singer catalog.' },
    select: {
      type: 'array',
      items: { type: 'string', minLength: 1 },
      description: 'Streams and fields that are wanted: `orders`, `!orders.note`.',
    },
    target: {
      type: 'string',
      description: 'One of `targets`. Without it the raw zone, by target-s3-ndjson.',
    },
    schedule: scheduleSchema,
    freshness_minutes: freshnessSchema,
    contract: {
      ...contract,
      default: 'evolve',
      description: 'What a changed schema does, in streams seen for the first time.',
    },
    contracts: {
      type: 'object',
      additionalProperties: contract,
      description: 'The same for single streams.',
    },
    limits: limitsSchema,
  },
} as const
