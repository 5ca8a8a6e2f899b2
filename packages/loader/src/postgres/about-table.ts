import type { LoadRun } from '../load-run.ts'
import { explainPostgres } from './explain-postgres.ts'

/** Does work on a table, and names the table in what goes wrong at the server. */
export async function aboutTable<T>(
  { session }: Pick<LoadRun, 'session'>,
  table: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw explainPostgres(error, session.server, table)
  }
}
