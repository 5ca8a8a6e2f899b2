import { quoteTable } from '../postgres/identifier.ts'
import type { PostgresSession } from '../postgres/postgres.ts'

/** What of a table decides whether rows can be copied into it. */
export interface TableShape {
  /** Whether it is an ordinary table: no view, no partitioned or foreign one. */
  readonly isPlainTable: boolean
  /** Its columns, with types as `format_type` writes them. */
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  /** The columns of its primary key; none where it has no such key. */
  readonly key: readonly string[]
}

/** What a query of `pg_class t` selects to tell the shape of a table. */
export const shapeSelection = `t.relkind = 'r' AS "isPlainTable",
  (SELECT coalesce(json_agg(json_build_object('name', attname, 'type', format_type(atttypid, atttypmod)) ORDER BY attnum), '[]')
    FROM pg_attribute WHERE attrelid = t.oid AND attnum > 0 AND NOT attisdropped) AS columns,
  ARRAY(SELECT a.attname::text FROM pg_index i JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = ANY (i.indkey)
    WHERE i.indrelid = t.oid AND i.indisprimary ORDER BY array_position(i.indkey, a.attnum)) AS key`

/** The shape of a table, undefined where there is none of that name: a tenth of the work of `describeTable`. */
export async function shapeOf(
  session: PostgresSession,
  schema: string,
  table: string,
): Promise<TableShape | undefined> {
  const query = `SELECT ${shapeSelection} FROM pg_class t WHERE t.oid = to_regclass($1)`
  const [row] = await session.rows<TableShape>(query, [quoteTable(schema, table)])
  return row
}
