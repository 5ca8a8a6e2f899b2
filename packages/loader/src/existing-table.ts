import { quoteTable } from './identifier.ts'
import type { PostgresSession } from './postgres.ts'

/** A table as the database has it. */
export interface ExistingTable {
  /** Whether it is an ordinary table: no view, no partitioned or foreign one. */
  readonly isPlainTable: boolean
  readonly owner: string
  /** Its columns, with types as `format_type` writes them. */
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  /** The columns of its primary key; none where it has no such key. */
  readonly key: readonly string[]
  /** What else hangs on it, as `view acme.best_customers` or `index orders_by_day`. */
  readonly attachments: readonly string[]
  /** `GRANT`s on it, without the name of the table: see `grantStatements`. */
  readonly grants: readonly Grant[]
}

export interface Grant {
  readonly privilege: string
  /** A role, quoted where it needs to be, or PUBLIC. */
  readonly grantee: string
  readonly grantable: boolean
}

interface Description {
  readonly kind: string
  readonly owner: string
  readonly columns: ExistingTable['columns']
  readonly key: string[]
  readonly attachments: string[]
  readonly grants: Grant[]
}

/** Everything in the catalogs that a rename of a new table over this one would not carry along. */
const attachments = `
  SELECT CASE r.ev_class WHEN t.oid THEN 'rule ' || r.rulename ELSE 'view ' || r.ev_class::regclass END
    FROM pg_depend d JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
    WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = t.oid
  UNION SELECT 'index ' || indexrelid::regclass FROM pg_index WHERE indrelid = t.oid AND NOT indisprimary
  UNION SELECT 'constraint ' || conname FROM pg_constraint
    WHERE contype IN ('c', 'f', 'u', 'x') AND t.oid IN (conrelid, confrelid)
  UNION SELECT 'trigger ' || tgname FROM pg_trigger WHERE tgrelid = t.oid AND NOT tgisinternal
  UNION SELECT 'policy ' || polname FROM pg_policy WHERE polrelid = t.oid
  UNION SELECT 'row security' WHERE t.relrowsecurity
  UNION SELECT 'publication ' || p.pubname FROM pg_publication_rel r
    JOIN pg_publication p ON p.oid = r.prpubid WHERE r.prrelid = t.oid
  UNION SELECT 'inheritance with ' || CASE inhrelid WHEN t.oid THEN inhparent ELSE inhrelid END::regclass
    FROM pg_inherits WHERE t.oid IN (inhrelid, inhparent)
  UNION SELECT 'statistics ' || stxname FROM pg_statistic_ext WHERE stxrelid = t.oid
  UNION SELECT 'grant on column ' || attname FROM pg_attribute
    WHERE attrelid = t.oid AND attnum > 0 AND attacl IS NOT NULL
  UNION SELECT 'default of column ' || attname FROM pg_attribute WHERE attrelid = t.oid AND atthasdef`

const description = `
SELECT t.relkind AS kind, pg_get_userbyid(t.relowner) AS owner,
  (SELECT coalesce(json_agg(json_build_object('name', attname, 'type', format_type(atttypid, atttypmod)) ORDER BY attnum), '[]')
    FROM pg_attribute WHERE attrelid = t.oid AND attnum > 0 AND NOT attisdropped) AS columns,
  ARRAY(SELECT a.attname::text FROM pg_index i JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = ANY (i.indkey)
    WHERE i.indrelid = t.oid AND i.indisprimary ORDER BY array_position(i.indkey, a.attnum)) AS key,
  ARRAY(SELECT * FROM (${attachments}) AS a(name) ORDER BY 1) AS attachments,
  (SELECT coalesce(json_agg(json_build_object('privilege', privilege_type, 'grantable', is_grantable,
      'grantee', CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END)), '[]')
    FROM aclexplode(t.relacl) WHERE grantee <> t.relowner) AS grants
FROM pg_class t WHERE t.oid = to_regclass($1)`

/** Describes a table, or returns undefined where there is none of that name. */
export async function describeTable(
  session: PostgresSession,
  schema: string,
  table: string,
): Promise<ExistingTable | undefined> {
  const [row] = await session.rows<Description>(description, [quoteTable(schema, table)])
  if (row === undefined) return undefined
  const { kind, ...rest } = row
  return { ...rest, isPlainTable: kind === 'r' }
}

/** Statements that give a table the grants that another one has. */
export const grantStatements = (table: string, grants: readonly Grant[]): string[] =>
  grants.map(
    ({ privilege, grantee, grantable }) =>
      `GRANT ${privilege} ON ${table} TO ${grantee}${grantable ? ' WITH GRANT OPTION' : ''}`,
  )
