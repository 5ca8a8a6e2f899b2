import {
  type LoadProgress,
  type LoadReport,
  rollBackLoad,
  runLoad,
  type SearchReport,
  type TableReport,
} from '@descant/loader'
import { ConfigError } from '@descant/sdk'
import { defineCommand } from '../command.ts'
import { resourceOptions, resourcesOf } from '../resource-options.ts'
import { choiceOf, type Given, requireOptions, s3OptionsOf, zoneOptions } from '../zone-options.ts'

const { customer, processed, ...zones } = zoneOptions

const lineOf = (table: TableReport): string => {
  if (table.skipped) return `${table.table}: ${table.rows} rows, already loaded`
  const { inserted, updated, deleted, unchanged } = table
  return `${table.table}: ${table.rows} rows (${inserted} new, ${updated} changed, ${deleted} removed, ${unchanged} as before)`
}

const searchLineOf = ({ alias, skipped, sent, rejected }: SearchReport): string =>
  skipped
    ? `${alias} (search): already loaded`
    : `${alias} (search): ${sent} documents sent, ${rejected} refused`

const summaryOf = ({ tables, search, mode, seconds }: LoadReport): string => {
  const told = [...tables.map(lineOf), ...search.map(searchLineOf)]
  const lines = told.map((line) => `${line}\n`).join('')
  return `${lines}${mode === 'rollback' ? 'rolled back' : 'loaded'} in ${seconds} s\n`
}

const databaseUrlOf = (given: string | undefined, environment: NodeJS.ProcessEnv): string => {
  const url = given ?? environment.DATABASE_URL
  if (url) return url
  const message =
    'is missing; give it or set DATABASE_URL, as postgres://USER:PASSWORD@HOST/DATABASE'
  throw new ConfigError([{ path: '--database-url', message }])
}

/** What a load needs and a rollback does not. */
const loadOptionsOf = (options: Given, environment: NodeJS.ProcessEnv) => {
  const { processed } = requireOptions(options, environment, ['processed'])
  return {
    processed,
    mode: choiceOf(options, 'mode', ['incremental', 'historic']),
    s3: s3OptionsOf(options),
    ...resourcesOf(options),
  }
}

/** What a run is doing, for the eyes of a person. */
const stepWords = ({ table, step, rows, bytes }: LoadProgress): string =>
  [
    `${step} ${table}`,
    ...(rows === undefined ? [] : [`${rows.toLocaleString('en-US')} rows`]),
    ...(bytes === undefined ? [] : [`${(bytes / 2 ** 20).toFixed(1)} MiB`]),
  ].join('  ')

/** `descant load`: the processed tables into PostgreSQL. */
export const load = defineCommand({
  name: 'load',
  summary: 'brings the processed tables into PostgreSQL, with nothing half loaded.',
  options: {
    customer,
    processed,
    'database-url': {
      type: 'string',
      value: 'URL',
      description: 'The database. Default: DATABASE_URL in the environment.',
    },
    mode: {
      type: 'string',
      value: 'incremental|historic',
      description: 'What changed since the last load (default), or all tables anew.',
    },
    table: {
      type: 'string',
      multiple: true,
      value: 'NAME',
      description: 'Only this table; again for more.',
    },
    rollback: {
      type: 'boolean',
      description: 'Bring back the tables that the last historic load replaced, and load nothing.',
    },
    'search-url': {
      type: 'string',
      value: 'URL',
      description:
        'Elasticsearch or OpenSearch, to get the profiles too. Default: DESCANT_SEARCH_URL.',
    },
    'search-table': {
      type: 'string',
      multiple: true,
      value: 'NAME',
      description: 'A table that the search server gets; again for more. Default: profiles.',
    },
    'dead-letters': {
      ...zones['dead-letters'],
      description: 'Dead-letter zone, for documents that the search server refuses.',
    },
    json: { type: 'boolean', description: 'Write the report as JSON.' },
    's3-endpoint': zones['s3-endpoint'],
    's3-region': zones['s3-region'],
    's3-force-path-style': zones['s3-force-path-style'],
    ...resourceOptions,
  },
  async run(options, { environment, signal, log, hide, progress }) {
    const { customer } = requireOptions(options, environment, ['customer'])
    const databaseUrl = databaseUrlOf(options['database-url'], environment)
    const searchUrl = options['search-url'] ?? environment.DESCANT_SEARCH_URL
    hide([databaseUrl, ...(searchUrl ? [searchUrl] : [])])
    const deadLetters = options['dead-letters'] ?? environment.DESCANT_DEAD_LETTERS
    const search = searchUrl && {
      url: searchUrl,
      s3: s3OptionsOf(options),
      ...(options['search-table'] ? { tables: options['search-table'] } : {}),
      ...(deadLetters ? { deadLetters } : {}),
    }
    const common = {
      customer,
      databaseUrl,
      signal,
      ...(options.table ? { tables: options.table } : {}),
      ...(search ? { search } : {}),
      onProgress: (step: LoadProgress) => {
        progress.say(stepWords(step))
        log.debug('load', { ...step })
      },
    }
    const report = options.rollback
      ? await rollBackLoad(common)
      : await runLoad({ ...common, ...loadOptionsOf(options, environment) })
    process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : summaryOf(report))
    return { exitCode: 0 }
  },
})
