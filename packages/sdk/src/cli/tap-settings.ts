import type { JsonSchema } from '../schema/infer.ts'

/** The settings that every tap has. */
const tapSettings = {
  start_date: {
    type: 'string',
    format: 'date-time',
    description:
      'Where streams without a bookmark begin, RFC 3339, as 2026-01-01T00:00:00Z. Without it they ' +
      'begin at the beginning.',
  },
  select: {
    type: 'array',
    items: { type: 'string' },
    description:
      'Which streams and fields are wanted, where no catalog is given: `["orders", "!orders.note", ' +
      '"customers.*"]`. Without it, those that are selected by default.',
  },
  emit_activate_version_messages: {
    type: 'boolean',
    default: false,
    description:
      'Whether streams that are read whole number their records and end with ACTIVATE_VERSION, so ' +
      'that a target can remove what the source no longer has.',
  },
  batch_config: {
    type: 'object',
    required: ['storage'],
    properties: {
      encoding: {
        type: 'object',
        properties: { format: { enum: ['jsonl'] }, compression: { enum: ['gzip', 'none'] } },
      },
      storage: {
        type: 'object',
        required: ['root'],
        properties: { root: { type: 'string' }, prefix: { type: 'string' } },
      },
      batch_size: { type: 'integer', minimum: 1 },
      dialect: { enum: ['meltano', 'pipelinewise'] },
    },
    description:
      'Write records into files and name them by BATCH messages: `{"storage": {"root": ' +
      '"file:///batches"}, "encoding": {"format": "jsonl", "compression": "gzip"}, "batch_size": 10000}`.',
  },
  max_duration_seconds: {
    type: 'number',
    exclusiveMinimum: 0,
    description:
      'The run ends itself in time, with a usable STATE and exit code 75; run again to go on.',
  },
} as const

/** Kept by schema, since what is compiled from one is kept by schema too. */
const extended = new WeakMap<JsonSchema, JsonSchema>()

/** The schema of a tap's own settings and of those that every tap has. */
export function withTapSettings(schema: JsonSchema): JsonSchema {
  const known = extended.get(schema) ?? {
    ...schema,
    properties: { ...schema.properties, ...tapSettings },
  }
  extended.set(schema, known)
  return known
}
