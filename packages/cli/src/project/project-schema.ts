import { limitsSchema } from './limits-schema.ts'
import { sparkSchema } from './spark-schema.ts'

const names = {
  pattern: '^[A-Za-z0-9][A-Za-z0-9_.-]*$',
  maxLength: 63,
} as const

const schedule = {
  type: ['string', 'object'],
  description:
    'When sources run: a cron expression (`0 * * * *`), or more exactly an object of `cron`, `time_zone`, `catch_up` and `jitter_seconds`.',
  required: ['cron'],
  additionalProperties: false,
  properties: {
    cron: {
      type: 'string',
      description: 'Five fields, as `30 2 * * *`, or `@hourly`, `@daily`, `@weekly`, `@monthly`.',
    },
    time_zone: { type: 'string', default: 'UTC', description: 'As `Europe/Berlin`.' },
    catch_up: {
      enum: ['once', 'all', 'skip'],
      default: 'once',
      description: 'What becomes of runs that were missed.',
    },
    jitter_seconds: {
      type: 'integer',
      minimum: 0,
      default: 0,
      description: 'Runs begin up to so much later, so that not all begin at once.',
    },
  },
} as const

const zones = {
  type: 'object',
  additionalProperties: false,
  description:
    'Where the data lies: `s3://bucket/prefix`, `file:///folder`, or a folder that stands from this file.',
  properties: {
    raw: { type: 'string', minLength: 1, description: 'What the sources sent, byte for byte.' },
    processed: { type: 'string', minLength: 1, description: 'Clean Iceberg tables.' },
    dead_letters: { type: 'string', minLength: 1, description: 'What could not go on, and why.' },
    state: {
      type: 'string',
      minLength: 1,
      description: 'Bookmarks, runs and their logs, schemas, leases.',
    },
    s3_endpoint: { type: 'string', description: "A store that is not Amazon's." },
    s3_region: { type: 'string', description: 'The region of the buckets.' },
    s3_force_path_style: { type: 'boolean', description: 'The bucket stands in the path of URLs.' },
  },
} as const

const settings = {
  type: 'object',
  description: 'Settings of the program. Secrets are references: `${env:NAME}`.',
} as const

const environment = {
  type: 'object',
  description: 'Variables of the environment of the program.',
  additionalProperties: { type: 'string' },
} as const

const program = {
  command: {
    type: 'string',
    minLength: 1,
    description: 'A name on the PATH or of an installed package, or a path from this file.',
  },
  package: {
    type: 'string',
    minLength: 1,
    description: 'The npm package that has the program, where its name does not say so.',
  },
  args: {
    type: 'array',
    items: { type: 'string' },
    description: 'Arguments before those of Singer.',
  },
  env: environment,
} as const

const contract = { enum: ['evolve', 'freeze', 'discard_row', 'discard_value'] } as const

const warehouse = {
  type: 'object',
  additionalProperties: false,
  required: ['database_url'],
  description: 'The PostgreSQL database that the tables are loaded into.',
  properties: {
    database_url: { type: 'string', minLength: 1, description: '`${env:DATABASE_URL}`.' },
  },
} as const

const search = {
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

const alerts = {
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

const transform = {
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
    temporary_directory: {
      type: 'string',
      minLength: 1,
      description: 'Where large work is spilled.',
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
      ...schedule,
      description: 'When tables are made and loaded. Without it, after the sources of each run.',
    },
  },
} as const

const freshness = {
  type: 'integer',
  minimum: 1,
  default: 120,
  description: 'How old the newest data may be before somebody is told.',
} as const

const source = {
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
      properties: program,
    },
    config: settings,
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
    schedule,
    freshness_minutes: freshness,
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

const target = {
  type: 'object',
  additionalProperties: false,
  properties: {
    ...program,
    config: settings,
    config_file: { type: 'string', minLength: 1, description: 'A JSON file of settings.' },
  },
} as const

const common = {
  zones,
  warehouse,
  search,
  alerts,
  transform,
  schedule,
  freshness_minutes: freshness,
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
      additionalProperties: source,
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
      additionalProperties: target,
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
