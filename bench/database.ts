import pg from 'pg'
import { startEmbeddedPostgres } from '../scripts/embedded-postgres.ts'
import { workFolder } from './work-folder.ts'

/** What a bench does in a database. */
export interface BenchDatabase {
  readonly url: string
  query<Row extends object>(sql: string): Promise<Row[]>
}

/** A real PostgreSQL, as the tests have it but with fsync; what `DATABASE_URL` names, where it is set. */
export async function withDatabase<T>(work: (database: BenchDatabase) => Promise<T>): Promise<T> {
  const server = await startEmbeddedPostgres({
    directory: workFolder('postgres'),
    persistent: true,
  })
  const client = new pg.Client(server.databaseUrl)
  try {
    await client.connect()
    return await work({
      url: server.databaseUrl,
      query: async <Row extends object>(sql: string) => (await client.query<Row>(sql)).rows,
    })
  } finally {
    await client.end()
    await server.stop()
  }
}

/** Makes sure that a table has so many rows: a side that does less costs less. */
export async function expectRows(
  { query }: BenchDatabase,
  table: string,
  expected: number,
): Promise<void> {
  const [row] = await query<{ count: number }>(`SELECT count(*)::int FROM ${table}`)
  if (row?.count !== expected) throw new Error(`${table} has ${row?.count} rows, not ${expected}`)
}
