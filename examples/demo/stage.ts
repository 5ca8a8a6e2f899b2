import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { ended, followLines, startBin } from './bin.ts'
import type { Workspace } from './workspace.ts'

const runDescant = async (
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<unknown> => {
  const child = startBin('descant', [...args, '--json'], ['ignore', 'pipe', 'pipe'], env)
  const words = followLines(child.stderr as Readable)
  const [report] = await Promise.all([
    text(child.stdout as Readable),
    ended('descant', child, words),
  ])
  return JSON.parse(report)
}

/** `descant transform`: the raw zone into Iceberg tables. */
export const transform = (workspace: Workspace): Promise<unknown> =>
  runDescant([
    'transform',
    ...['--customer', 'demo'],
    ...['--raw', workspace.zone('raw')],
    ...['--processed', workspace.zone('processed')],
    ...['--dead-letters', workspace.zone('dead-letters')],
    ...['--state', workspace.zone('state')],
  ])

/** One table, as `descant load --json` reports it. */
export interface LoadedTable {
  readonly table: string
  readonly rows: number
  readonly inserted: number
  readonly updated: number
  readonly deleted: number
}

/** `descant load`: the Iceberg tables into PostgreSQL. */
export const load = async (
  workspace: Workspace,
  databaseUrl: string,
): Promise<readonly LoadedTable[]> => {
  const report = await runDescant(
    ['load', ...['--customer', 'demo'], ...['--processed', workspace.zone('processed')]],
    { DATABASE_URL: databaseUrl },
  )
  return (report as { tables: LoadedTable[] }).tables
}
