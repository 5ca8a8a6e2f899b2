/** The database of the tables. */
export const warehouseSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['database_url'],
  description: 'The PostgreSQL database that the tables are loaded into.',
  properties: {
    database_url: { type: 'string', minLength: 1, description: '`${env:DATABASE_URL}`.' },
  },
} as const

/** The search server of the profiles. */
export const searchSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['url'],
  description: 'The Elasticsearch or OpenSearch that gets the profiles.',
  properties: {
    url: { type: 'string', minLength: 1, description: '`${env:SEARCH_URL}`.' },
    tables: {
      type: 'array',
      items: { type: 'string', minLength: 1 },
      description: 'The tables that it gets. Without it the profiles.',
    },
  },
} as const

/** Who is told. */
export const alertsSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['url'],
  description: 'Who is told of failed runs, late data, changed schemas and dead letters.',
  properties: {
    url: { type: 'string', minLength: 1, description: 'A webhook: `${env:ALERT_URL}`.' },
    format: { enum: ['json', 'slack'], default: 'json', description: 'What it understands.' },
    dead_letters: {
      type: 'integer',
      minimum: 0,
      default: 1000,
      description: 'More of them than this in a day are told.',
    },
  },
} as const
