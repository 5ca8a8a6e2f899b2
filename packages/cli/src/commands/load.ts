import { type LoadProgress, type LoadReport, runLoad, type TableReport } from '@descant/loader'
import { ConfigError } from '@descant/sdk'
import { defineCommand } from '../command.ts'
import {
  choiceOf,
  countOf,
  requireOptions,
  resourceOptions,
  s3OptionsOf,
  zoneOptions,
} from '../zone-options.ts'

const { customer, processed, ...zones } = zoneOptions

const lineOf = (table: TableReport): string => {
  if (table.skipped) return `${table.table}: ${table.rows} rows, already loaded`
  const { inserted, updated, deleted, unchanged } = table
  return `${table.table}: ${table.rows} rows (${inserted} new, ${updated} changed, ${deleted} removed, ${unchanged} as before)`
}

const summaryOf = (report: LoadReport): string =>
  `${report.tables.map((table) => `${lineOf(table)}\n`).join('')}loaded in ${report.seconds} s\n`

const databaseUrlOf = (given: string | undefined, environment: NodeJS.ProcessEnv): string => {
  const url = given ?? environment.DATABASE_URL
  if (url) return url
  const message =
    'is missing; give it or set DATABASE_URL, as postgres://USER:PASSWORD@HOST/DATABASE'
  throw new ConfigError([{ path: '--database-url', message }])
}

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
    json: { type: 'boolean', description: 'Write the report as JSON.' },
    's3-endpoint': zones['s3-endpoint'],
    's3-region': zones['s3-region'],
    's3-force-path-style': zones['s3-force-path-style'],
    ...resourceOptions,
  },
  async run(options, { environment, signal, log, hide }) {
    const names = requireOptions(options, environment, ['customer', 'processed'])
    const databaseUrl = databaseUrlOf(options['database-url'], environment)
    hide([databaseUrl])
    const memoryLimitMib = countOf(options, 'memory-limit-mib')
    const report = await runLoad({
      ...names,
      databaseUrl,
      mode: choiceOf(options, 'mode', ['incremental', 'historic']),
      s3: s3OptionsOf(options),
      signal,
      ...(options.table ? { tables: options.table } : {}),
      ...(memoryLimitMib === undefined ? {} : { memoryLimitMib }),
      ...(options['temporary-directory']
        ? { temporaryDirectory: options['temporary-directory'] }
        : {}),
      onProgress: (progress: LoadProgress) => log.debug('load', { ...progress }),
    })
    process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : summaryOf(report))
    return { exitCode: 0 }
  },
})
