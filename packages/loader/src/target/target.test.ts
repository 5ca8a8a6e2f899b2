import { testTarget } from '@descant/sdk/testing'
import pg from 'pg'
import { useServer } from '../fixtures/use-server.ts'
import { targetPostgres } from './target.ts'

const { databaseUrl, query } = useServer()
const dateType = 1082
pg.types.setTypeParser(dateType, String)

let schemas = 0

/** A schema that the target's own user owns, and nothing else. */
async function newSchema() {
  const schema = `kit_${++schemas}`
  await query(
    `CREATE ROLE ${schema} LOGIN PASSWORD 'pw'; CREATE SCHEMA ${schema} AUTHORIZATION ${schema}`,
  )
  const url = new URL(databaseUrl())
  url.username = schema
  url.password = 'pw'
  return { database_url: url.href, schema }
}

const exists = async (table: string) =>
  (await query<{ there: boolean }>(`SELECT to_regclass('${table}') IS NOT NULL AS there`))[0]?.there

testTarget(targetPostgres, {
  config: async () => ({ ...(await newSchema()), workers: 1 }),
  loadMethod: 'upsert',
  removesOldVersions: true,
  read: async (stream, { schema }) => {
    const table = `${schema}."${stream}"`
    if (!(await exists(table))) return []
    return await query(`SELECT * FROM ${table} WHERE _sdc_deleted_at IS NULL`)
  },
  readRejects: async (stream, { schema }) => {
    const rows = await query<{ record: string; issues: unknown }>(
      `SELECT record, issues FROM ${schema}._sdc_rejected WHERE stream = '${stream}'`,
    )
    return rows.map(({ record, issues }) => ({ record, reason: JSON.stringify(issues) }))
  },
  breakWrites: async ({ schema }) => {
    await query(
      `ALTER SCHEMA ${schema} OWNER TO postgres; REVOKE ALL ON SCHEMA ${schema} FROM ${schema}`,
    )
    return async () => {
      await query(`ALTER SCHEMA ${schema} OWNER TO ${schema}`)
    }
  },
  samples: 2,
  skip: { 'a null character arrives': 'PostgreSQL cannot keep one, so it is left out' },
})
