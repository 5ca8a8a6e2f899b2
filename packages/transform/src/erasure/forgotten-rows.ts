import { usableEmail, usablePhone } from '../identity/blocked.ts'
import { mostRecordsOfAnIdentifier } from '../identity/components.ts'
import { mostRecordsOf } from '../identity/identity-rules.ts'
import { blockedBy, type PeopleTable, personColumn, personNode } from '../identity/people.ts'
import type { Entity } from '../model/define-entity.ts'
import { deletedRecords, forgottenRecords } from '../model/entities/bookkeeping.ts'
import type { Dialect } from '../sql/dialect.ts'
import { sameKey } from '../sql/select.ts'
import type { Step } from '../sql/step.ts'
import { deletedRecord, hashedRecord, idOf, type SearchedPeople } from './forgotten-graph.ts'
import { hashedFor, hashWithin } from './hashed.ts'

/**
 * Who is to be forgotten, by the components of the graph: `ENTITY_forgotten`, the keys of rows, of people
 * and orders; `forgotten_records_next`, what is remembered of them; and `forgotten_lost`, what had been
 * forgotten and no longer is: rows that hang on it are in the raw zone alone.
 *
 * A part of the graph is forgotten where the list has a node of it, or an identifier that holds any two
 * nodes of it together or could. What too many share, or what names nobody, makes only rows forgotten
 * that bear it.
 */
export function forgottenRows(dialect: Dialect, searched: SearchedPeople): Step[] {
  const { people, orders } = searched
  const tables = [...people, orders]
  const isForgotten = (node: string) => `${node} IN (SELECT node FROM forgotten_nodes)`
  const most = mostRecordsOf(dialect, 'tie', mostRecordsOfAnIdentifier, searched.limits)
  return [
    {
      name: 'forgotten_listed',
      query: `SELECT n.name FROM forgotten_names n WHERE n.hash IN (SELECT hash FROM suppressed)
UNION SELECT '#' || hash FROM suppressed`,
    },
    {
      name: 'forgotten_seeds',
      query: `SELECT node FROM identity_nodes WHERE node IN (SELECT name FROM forgotten_listed)
UNION SELECT t.node FROM forgotten_ties t
WHERE (t.identifier IN (SELECT name FROM forgotten_listed) OR ${hashWithin(dialect, 't.identifier')} IN (SELECT hash FROM suppressed))
  AND t.tie IN (SELECT tie FROM forgotten_ties GROUP BY tie HAVING count(*) <= ${most})`,
    },
    {
      name: 'forgotten_nodes',
      query: `SELECT c.node FROM identity_components c WHERE c.component IN (
  SELECT s.component FROM identity_components s JOIN forgotten_seeds f ON f.node = s.node)`,
    },
    {
      name: 'forgotten_shared',
      query: `SELECT DISTINCT identifier FROM forgotten_ties WHERE NOT ${isForgotten('node')}`,
    },
    ...people.map((table) => keysOfPeople(dialect, searched, table)),
    {
      name: `${orders.entity.name}_forgotten`,
      query: `SELECT o.provider, o.order_id FROM ${orders.relation} o
JOIN identity_orders i ON i.provider = o.provider AND i.order_id = o.order_id
WHERE ${isForgotten('i.node')} OR ${bears(dialect, searched, orders.entity, 'o')}`,
    },
    {
      name: 'forgotten_found',
      query: tables.flatMap((table) => foundIn(dialect, searched, table)).join('\nUNION ALL '),
    },
    {
      name: 'forgotten_still',
      query: `SELECT DISTINCT g.record FROM forgotten_named g
WHERE ${isForgotten('g.node')} OR g.record IN (SELECT m.record FROM forgotten_known m WHERE ${hashWithin(dialect, 'm.identifier')} IN (SELECT hash FROM suppressed))`,
    },
    remembered(dialect),
    {
      name: 'forgotten_lost',
      query: `SELECT hash FROM (${hashesOf(dialect, `${forgottenRecords.name}_current`)}) before
WHERE hash NOT IN (SELECT hash FROM suppressed)
  AND hash NOT IN (${hashesOf(dialect, `${forgottenRecords.name}_next`)})`,
    },
    {
      name: `${deletedRecords.name}_kept`,
      query: `SELECT d.* FROM ${deletedRecords.name}_next d
WHERE ${hashedFor(dialect, searched.customer)('r:', deletedRecord('d'))} NOT IN (SELECT record FROM forgotten_known)`,
    },
    {
      // A deletion may have been overtaken by a version of which hashes alone are known.
      name: `${deletedRecords.name}_next`,
      query: `SELECT * FROM ${deletedRecords.name}_kept`,
    },
  ]
}

/**
 * The query for the hashes, as `hash`, by which people are forgotten.
 *
 * @param isWide whether identifiers are among them that others have too.
 */
export const hashesOf = (dialect: Dialect, relation: string, isWide = false): string =>
  `SELECT node AS hash FROM ${relation} WHERE node IS NOT NULL
UNION SELECT ${hashWithin(dialect, 'identifier')} FROM ${relation}
WHERE ${isWide ? "identifier <> ''" : `NOT is_shared AND ${dialect.matches('identifier', '^[^-]')}`}`

/** Whether a row itself bears an e-mail address or a phone number of the list. */
export function bears(
  dialect: Dialect,
  { customer }: Pick<SearchedPeople, 'customer'>,
  entity: Entity,
  row: string,
  listed = 'suppressed',
): string {
  const hashed = hashedFor(dialect, customer)
  const has = (kind: string, column: string) =>
    `coalesce(${hashed(kind, personColumn(dialect, entity, row, column))} IN (SELECT hash FROM ${listed}), false)`
  return `${has('e:', 'email')} OR ${has('t:', 'phone')}`
}

/** Rows of people who are forgotten, and rows that are older than what was forgotten of them. */
function keysOfPeople(dialect: Dialect, searched: SearchedPeople, table: PeopleTable): Step {
  const { entity, relation } = table
  const id = dialect.identifier(idOf(entity))
  return {
    name: `${entity.name}_forgotten`,
    query: `SELECT p.provider, p.${id} FROM ${relation} p
WHERE ${personNode(entity, 'p')} IN (SELECT node FROM forgotten_nodes) OR ${bears(dialect, searched, entity, 'p')}
UNION SELECT v.provider, v.record_id FROM forgotten_versions v
WHERE v.table_name = ${dialect.text(entity.name)} AND v.record IN (SELECT record FROM forgotten_known)`,
  }
}

/** Queries for the records that are forgotten from rows that are there, each with one identifier. */
function foundIn(
  dialect: Dialect,
  { customer, people, orders }: SearchedPeople,
  { entity, relation }: PeopleTable,
): string[] {
  const hashed = hashedFor(dialect, customer)
  const id = dialect.field('r', idOf(entity))
  const isOrders = entity.name === orders.entity.name
  const blocked = blockedBy(people)
  const known = (kind: 'e' | 't', value: string, usable: string) => ({
    identifier: `CASE WHEN ${usable} IS NULL THEN '-' ELSE '${kind}' END || ':' || ${value}`,
    hash: `CASE WHEN ${usable} IS NULL THEN '-' ELSE '${kind}' END || ':' || ${hashed(`${kind}:`, value)}`,
    condition: `${value} IS NOT NULL`,
  })
  const email = personColumn(dialect, entity, 'r', 'email')
  const phone = personColumn(dialect, entity, 'r', 'phone')
  const identifiers = [
    { identifier: "''", hash: "''", condition: 'true' },
    known('e', email, usableEmail(dialect, email, blocked.email)),
    known('t', phone, usablePhone(dialect, phone, blocked.phone)),
    ...Object.entries(entity.person?.sameAs ?? {}).map(([thing, column]) => {
      const named = `r.provider || ':' || ${dialect.field('r', column)}`
      return {
        identifier: `'${thing}:' || ${named}`,
        hash: `'${thing}:' || ${hashed(`${thing}:`, named)}`,
        condition: `${dialect.field('r', column)} IS NOT NULL`,
      }
    }),
  ]
  const node = isOrders ? 'i.node' : personNode(entity, 'r')
  const key = sameKey(dialect, 'f', 'r', entity.key)
  const from = `FROM ${relation} r JOIN ${entity.name}_forgotten f ON ${key}${
    isOrders ? ' JOIN identity_orders i ON i.provider = r.provider AND i.order_id = r.order_id' : ''
  }`
  const record = hashedRecord(hashed, entity.name, 'r.provider', id)
  return identifiers.map(
    ({ identifier, hash, condition }) =>
      `SELECT ${dialect.text(entity.name)} AS table_name, r.provider, ${record} AS record, ${identifier} AS name,
  ${hash} AS identifier, ${hashed('n:', node)} AS node, r.updated_at, r._sdc_sequence, r._sdc_table_version
${from} WHERE ${condition}`,
  )
}

/** `forgotten_records_next`: what was found now, and what was known and stays forgotten. */
function remembered(dialect: Dialect): Step {
  const isShared = (name: string) => `${name} IN (SELECT identifier FROM forgotten_shared)`
  const isKnown = 'record IN (SELECT record FROM forgotten_known)'
  const columns = Object.keys(forgottenRecords.columns)
  const list = columns.map((name) => (name === 'is_shared' ? '$SHARED AS is_shared' : `r.${name}`))
  const select = (shared: string) => list.join(', ').replace('$SHARED', shared)
  return {
    name: `${forgottenRecords.name}_next`,
    query: `SELECT ${select(isShared('r.name'))} FROM forgotten_found r
WHERE NOT (r.${isKnown})
UNION ALL SELECT ${select(isShared('coalesce(i.name, r.identifier)'))}
FROM forgotten_known r LEFT JOIN forgotten_names i ON i.hash = ${hashWithin(dialect, 'r.identifier')}
WHERE r.record IN (SELECT record FROM forgotten_still)`,
  }
}
