import { quoteTable } from '../postgres/identifier.ts'
import type { PostgresSession } from '../postgres/postgres.ts'
import { shapeSelection, type TableShape } from './table-shape.ts'

/** A table as the database has it. */
export interface ExistingTable extends TableShape {
  readonly owner: string
  /** What hangs on it and can be made again on a table that takes its place. */
  readonly parts: readonly TablePart[]
  /** What hangs on it and keeps it in its place, as `trigger audit`. */
  readonly pins: readonly string[]
  /** `GRANT`s on it, without the name of the table: see `grantStatements`. */
  readonly grants: readonly Grant[]
}

/** Something that a rename of another table over this one would not carry along. */
export interface TablePart {
  /** A `reference` is a foreign key of another table to this one. */
  readonly kind: 'primary key' | 'index' | 'unique index' | 'constraint' | 'reference' | 'view'
  /** Its own name, not quoted. */
  readonly name: string
  /** The quoted name of the table or view that it stands on. */
  readonly on: string
  /** What follows its name in the statement that makes it. */
  readonly definition: string
  /** Of a reference: which of its columns holds which of this table's. */
  readonly columns: readonly { readonly from: string; readonly to: string }[] | null
}

export interface Grant {
  readonly privilege: string
  /** A role, quoted where it needs to be, or PUBLIC. */
  readonly grantee: string
  readonly grantable: boolean
}

const ours = (owner: string) => `pg_has_role(${owner}, 'USAGE')`

/** Views that read the table, and its rules. */
const rules = `pg_depend d JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
  JOIN pg_class v ON v.oid = r.ev_class WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = t.oid`

const isCarriedView = `v.relkind = 'v' AND v.oid <> t.oid AND ${ours('v.relowner')}`
const isCarriedReference = `conrelid <> t.oid AND ${ours('(SELECT relowner FROM pg_class WHERE oid = conrelid)')}`

const parts = `
  SELECT CASE contype WHEN 'p' THEN 'primary key' ELSE 'constraint' END AS kind, conname AS name,
      t.oid::regclass::text AS "on", pg_get_constraintdef(oid) AS definition, NULL::json AS columns
    FROM pg_constraint WHERE conrelid = t.oid AND contype IN ('p', 'c', 'f', 'u', 'x') AND confrelid <> t.oid
  UNION ALL SELECT CASE WHEN indisunique THEN 'unique index' ELSE 'index' END, c.relname, t.oid::regclass::text,
      substr(pg_get_indexdef(c.oid), length('CREATE INDEX  ON  ' || CASE WHEN indisunique THEN 'UNIQUE ' ELSE '' END ||
        quote_ident(c.relname) || t.oid::regclass::text) + 1), NULL
    FROM pg_index i JOIN pg_class c ON c.oid = indexrelid
    WHERE indrelid = t.oid AND indisvalid AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = c.oid AND conrelid = t.oid)
  UNION ALL SELECT 'reference', conname, conrelid::regclass::text, replace(pg_get_constraintdef(oid), ' NOT VALID', ''),
      (SELECT json_agg(json_build_object('from', c.attname, 'to', p.attname)) FROM unnest(conkey, confkey) AS k(c, p)
        JOIN pg_attribute c ON c.attrelid = conrelid AND c.attnum = k.c
        JOIN pg_attribute p ON p.attrelid = confrelid AND p.attnum = k.p)
    FROM pg_constraint WHERE contype = 'f' AND confrelid = t.oid AND ${isCarriedReference}
  UNION ALL SELECT 'view', v.relname, v.oid::regclass::text,
      coalesce('WITH (' || array_to_string(v.reloptions, ', ') || ') ', '') || 'AS ' || pg_get_viewdef(v.oid), NULL
    FROM pg_class v WHERE v.oid IN (SELECT v.oid FROM ${rules} AND ${isCarriedView})`

const pins = `
  SELECT CASE WHEN v.oid = t.oid THEN 'rule ' || r.rulename WHEN v.relkind = 'm' THEN 'materialized view ' || v.oid::regclass
      ELSE 'view ' || v.oid::regclass END FROM ${rules} AND NOT (${isCarriedView})
  UNION SELECT 'constraint ' || conname FROM pg_constraint
    WHERE contype = 'f' AND confrelid = t.oid AND NOT (${isCarriedReference})
  UNION SELECT 'trigger ' || tgname FROM pg_trigger WHERE tgrelid = t.oid AND NOT tgisinternal
  UNION SELECT 'policy ' || polname FROM pg_policy WHERE polrelid = t.oid
  UNION SELECT 'row security' WHERE t.relrowsecurity
  UNION SELECT 'publication ' || p.pubname FROM pg_publication_rel r
    JOIN pg_publication p ON p.oid = r.prpubid WHERE r.prrelid = t.oid
  UNION SELECT 'inheritance with ' || CASE inhrelid WHEN t.oid THEN inhparent ELSE inhrelid END::regclass
    FROM pg_inherits WHERE t.oid IN (inhrelid, inhparent)
  UNION SELECT 'statistics ' || stxname FROM pg_statistic_ext WHERE stxrelid = t.oid
  UNION SELECT 'function ' || objid::regprocedure FROM pg_depend
    WHERE classid = 'pg_proc'::regclass AND refclassid = 'pg_class'::regclass AND refobjid = t.oid
  UNION SELECT 'grant on column ' || attname FROM pg_attribute
    WHERE attrelid = t.oid AND attnum > 0 AND attacl IS NOT NULL
  UNION SELECT 'default of column ' || attname FROM pg_attribute WHERE attrelid = t.oid AND atthasdef`

const description = `
SELECT ${shapeSelection}, pg_get_userbyid(t.relowner) AS owner,
  (SELECT coalesce(json_agg(p ORDER BY p.kind, p.name), '[]') FROM (${parts}) AS p) AS parts,
  ARRAY(SELECT * FROM (${pins}) AS a(name) ORDER BY 1) AS pins,
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
  const [row] = await session.rows<ExistingTable>(description, [quoteTable(schema, table)])
  return row
}

/** Statements that give a table the grants that another one has. */
export const grantStatements = (table: string, grants: readonly Grant[]): string[] =>
  grants.map(
    ({ privilege, grantee, grantable }) =>
      `GRANT ${privilege} ON ${table} TO ${grantee}${grantable ? ' WITH GRANT OPTION' : ''}`,
  )
