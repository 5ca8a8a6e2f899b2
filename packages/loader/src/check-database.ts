import { LoadError } from './load-error.ts'
import { PostgresSession } from './postgres/postgres.ts'

/**
 * Proves that a load can begin: the server answers, the credentials are taken, and the user may make
 * the customer's schema, or write into the one that is there. Changes nothing.
 *
 * @returns what was found, in words.
 * @throws {LoadError} that says who must do what.
 * @example
 * await checkDatabase('postgres://loader@localhost/warehouse', 'acme')
 */
export async function checkDatabase(databaseUrl: string, schema: string): Promise<string> {
  const session = await PostgresSession.open(databaseUrl)
  try {
    const [row] = await session.rows<{ known: boolean; may: boolean }>(
      `SELECT n.oid IS NOT NULL AS known,
        CASE WHEN n.oid IS NULL THEN has_database_privilege(current_database(), 'CREATE')
          ELSE has_schema_privilege(n.oid, 'CREATE') END AS may
      FROM (SELECT 1) AS one LEFT JOIN pg_namespace AS n ON n.nspname = $1`,
      [schema],
    )
    const { address, database, user } = session.server
    const place = `PostgreSQL ${session.version} at ${address}, database ${database}`
    if (row?.may) return `${place}: ${user} may write schema ${schema}`
    const right = row?.known ? `CREATE ON SCHEMA ${schema}` : `CREATE ON DATABASE ${database}`
    throw new LoadError('LOAD_PERMISSION', `${place}: GRANT ${right} TO ${user}.`)
  } finally {
    await session.close()
  }
}
