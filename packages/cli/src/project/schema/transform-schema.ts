import { scheduleSchema } from './schedule-schema.ts'
import { sparkSchema } from './spark-schema.ts'

/** How the raw zone becomes tables. */
export const transformSchema = {
  type: 'object',
  additionalProperties: false,
  description: 'How the raw zone becomes tables.',
  properties: {
    engine: { enum: ['duckdb', 'spark'], default: 'duckdb', description: 'What does the work.' },
    spark: sparkSchema,
    max_rejected_ratio: {
      type: 'number',
      minimum: 0,
      maximum: 1,
      description: 'More dead letters of a stream than this part of it fail the run.',
    },
    match_probability: {
      type: 'number',
      minimum: 0.5,
      maximum: 1,
      description: 'How sure a trained model must be that two records are of one person.',
    },
    memory_limit_mib: { type: 'integer', minimum: 1, description: 'Memory of the engine.' },
    threads: { type: 'integer', minimum: 1, description: 'Threads of the engine.' },
    temporary_directory: {
      type: 'string',
      minLength: 1,
      description: 'Where large work is spilled: on a disk, not a tmpfs.',
    },
    model: {
      type: 'string',
      minLength: 1,
      description: 'A module with sources and entities of your own.',
    },
    rates: { type: 'string', minLength: 1, description: 'A file of exchange rates.' },
    rates_most_days_old: { type: 'integer', minimum: 1, description: 'How long a rate holds.' },
    reporting_currency: { type: 'string', minLength: 3, description: 'As EUR. With `rates`.' },
    catalog: { enum: ['none', 'glue'], description: 'Where engines find tables by name.' },
    glue_region: { type: 'string', minLength: 1 },
    glue_endpoint: { type: 'string', minLength: 1 },
    glue_database_prefix: { type: 'string', minLength: 1 },
    schedule: {
      ...scheduleSchema,
      description: 'When tables are made and loaded. Without it, after the sources of each run.',
    },
  },
} as const
