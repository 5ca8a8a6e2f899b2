import { limitsSchema } from './limits-schema.ts'
import { targetSchema } from './program-schema.ts'
import { scheduleSchema } from './schedule-schema.ts'
import { alertsSchema, searchSchema, warehouseSchema } from './servers-schema.ts'
import { freshnessSchema, sourceSchema } from './source-schema.ts'
import { transformSchema } from './transform-schema.ts'
import { zonesSchema } from './zones-schema.ts'

const names = {
  pattern: '^[A-Za-z0-9][A-Za-z0-9_.-]*$',
  maxLength: 63,
} as const

/** What the project and a customer may both say. */
const common = {
  zones: zonesSchema,
  warehouse: warehouseSchema,
  search: searchSchema,
  alerts: alertsSchema,
  transform: transformSchema,
  schedule: scheduleSchema,
  freshness_minutes: freshnessSchema,
  limits: limitsSchema,
} as const

const customer = {
  type: 'object',
  additionalProperties: false,
  required: ['sources'],
  description: 'A tenant. What it does not say is as the project says.',
  properties: {
    ...common,
    sources: {
      type: 'object',
      minProperties: 1,
      propertyNames: names,
      additionalProperties: sourceSchema,
      description: 'Its sources, by name. The name is the provider in paths and tables.',
    },
  },
} as const

/** The JSON Schema of descant.yaml: the one source of what may stand in it. */
export const projectSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'descant.yaml',
  description: 'A project of Descant: customers, their sources, and where their data goes.',
  type: 'object',
  additionalProperties: false,
  required: ['version', 'customers'],
  properties: {
    version: { const: 1, description: 'The version of this form.' },
    ...common,
    parallel_sources: {
      type: 'integer',
      minimum: 1,
      default: 4,
      description: 'So many sources are extracted at once.',
    },
    targets: {
      type: 'object',
      propertyNames: names,
      additionalProperties: targetSchema,
      description: 'Other targets than the raw zone, by name. `raw` changes the raw zone’s own.',
    },
    customers: {
      type: 'object',
      minProperties: 1,
      propertyNames: names,
      additionalProperties: customer,
      description:
        'The tenants, by name. The name is the folder in every zone, and the schema in PostgreSQL.',
    },
  },
} as const
