import { firstLabels, identityEdges, mostRecordsOfAnIdentifier } from '../identity/components.ts'
import { type IdentityRules, mostRecordsOf } from '../identity/identity-rules.ts'
import { identityLinks } from '../identity/links.ts'
import { type PeopleTable, personNode } from '../identity/people.ts'
import { type Splits, splitNodes } from '../identity/splits.ts'
import type { Entity } from '../model/define-entity.ts'
import { deletedRecords, forgottenRecords } from '../model/entities/bookkeeping.ts'
import type { Dialect } from '../sql/dialect.ts'
import { noTime } from '../sql/map-records.ts'
import type { Step } from '../sql/step.ts'
import { type Hashed, hashedFor, hashWithin } from './hashed.ts'

/** The rows that people who are to be forgotten are looked for in. */
export interface SearchedPeople {
  readonly customer: string
  /** The tables of people, and orders: all rows, forgotten people's newest ones among them. */
  readonly people: readonly PeopleTable[]
  readonly orders: PeopleTable
  readonly splits: Splits
  readonly limits: IdentityRules
  /** Tables that new records were merged into: `ENTITY_activations` are there. */
  readonly merged: readonly Entity[]
}

const stored = `${forgottenRecords.name}_current`

/**
 * The identity graph of everybody, those who are forgotten already among them, up to its first labels.
 * Of the latter, hashes alone are known (`forgotten_records`): where a record that is there has the
 * same identifier, the hash gets its name back, and else stands for itself.
 *
 * Reads `suppressed` and `deleted_records_next`. Leaves behind, beside what the labelling goes on with:
 * - `forgotten_versions`: rows that are there of records that were forgotten;
 * - `forgotten_known`: of `forgotten_records`, what no newer version, deletion or full extraction
 *   has taken the place of;
 * - `forgotten_named`: the same with nodes and identifiers by their names;
 * - `forgotten_ties`: node and identifier of everybody, and the same behind the mark of a split.
 */
export function forgottenGraph(dialect: Dialect, searched: SearchedPeople): Step[] {
  const { customer, people, orders, splits, limits } = searched
  const hashed = hashedFor(dialect, customer)
  const customers = people.find(({ entity }) => entity.name === 'customers')
  const isPerson = `g.table_name <> ${dialect.text(orders.entity.name)}`
  return [
    splitNodes(dialect, undefined),
    ...identityLinks(dialect, { people, orders: orders.relation }),
    splitNodes(dialect, splits),
    {
      name: 'forgotten_hashes',
      query: `SELECT hash FROM suppressed UNION SELECT node FROM ${stored} WHERE node IS NOT NULL
UNION SELECT ${hashWithin(dialect, 'identifier')} FROM ${stored} WHERE identifier <> ''`,
    },
    {
      name: 'forgotten_names',
      query: `SELECT hash, name FROM (
  SELECT ${hashed('n:', 'node')} AS hash, node AS name FROM (SELECT node FROM identity_nodes UNION SELECT node FROM identity_splits) nodes
  UNION ALL
  SELECT ${hashed('', 'identifier')}, identifier FROM (SELECT DISTINCT identifier FROM identity_links) identifiers
) names WHERE hash IN (SELECT hash FROM forgotten_hashes)`,
    },
    versionsThere(dialect, hashed, [...people, orders]),
    stillKnown(dialect, hashed, searched),
    {
      name: 'forgotten_named',
      query: `SELECT m.table_name, m.provider, m.record, coalesce(n.name, '#' || m.node) AS node,
  coalesce(i.name, m.identifier) AS identifier, m.updated_at, m._sdc_sequence, m._sdc_table_version
FROM forgotten_known m LEFT JOIN forgotten_names n ON n.hash = m.node
LEFT JOIN forgotten_names i ON i.hash = ${hashWithin(dialect, 'm.identifier')} AND NOT ${dialect.matches('m.identifier', '^-:')}`,
    },
    {
      // A record of a person says what its node is known by; orders do where there is none.
      name: 'forgotten_people',
      query: `SELECT DISTINCT g.node FROM forgotten_named g WHERE g.node IS NOT NULL AND ${isPerson}`,
    },
    {
      name: 'forgotten_ties',
      query: `SELECT k.node, k.identifier, coalesce(s.split || ' ', '') || k.identifier AS tie FROM (
  SELECT l.node, l.identifier FROM identity_links l WHERE l.node NOT IN (SELECT node FROM forgotten_people)
  UNION
  SELECT g.node, g.identifier FROM forgotten_named g
  WHERE g.node IS NOT NULL AND ${dialect.matches('g.identifier', '^[^-]')}
    AND (${isPerson} OR g.node NOT IN (
      SELECT node FROM forgotten_people UNION SELECT ${personNode(customers?.entity as Entity, 'c')} FROM ${customers?.relation} c))
) k LEFT JOIN identity_splits s ON s.node = k.node`,
    },
    {
      name: 'forgotten_all_nodes',
      query:
        'SELECT node FROM identity_nodes UNION SELECT node FROM forgotten_named WHERE node IS NOT NULL',
    },
    { name: 'identity_nodes', query: 'SELECT node FROM forgotten_all_nodes' },
    { name: 'identity_links', query: 'SELECT node, tie AS identifier FROM forgotten_ties' },
    ...identityEdges(mostRecordsOf(dialect, 'identifier', mostRecordsOfAnIdentifier, limits), {}),
    firstLabels,
  ]
}

/** The hash that a record is known by. */
export const hashedRecord = (hashed: Hashed, table: string, provider: string, id: string) =>
  hashed(`r:${table}:`, `${provider} || ':' || ${id}`)

/** The same of a row of `deleted_records`, behind `r:`. */
export const deletedRecord = (row: string): string =>
  `${row}.table_name || ':' || ${row}.provider || ':' || ${row}.record_id`

/** The column with the id of an entity's records. */
export const idOf = ({ key }: Entity): string => key.find((name) => name !== 'provider') ?? ''

function versionsThere(dialect: Dialect, hashed: Hashed, tables: readonly PeopleTable[]): Step {
  const versions = tables.map(({ entity, relation }) => {
    const id = dialect.field('r', idOf(entity))
    const personal = ['email', 'phone', ...(entity.about ? [entity.about.id] : [])]
    const tells = personal.map((name) => `${dialect.field('r', name)} IS NOT NULL`).join(' OR ')
    return `SELECT ${dialect.text(entity.name)} AS table_name, r.provider, ${id} AS record_id,
  ${hashedRecord(hashed, entity.name, 'r.provider', id)} AS record,
  ${versionOf(dialect, 'r.updated_at', 'r._sdc_sequence')}, r._sdc_table_version, ${tells} AS tells
FROM ${relation} r`
  })
  return {
    name: 'forgotten_versions',
    query: `SELECT * FROM (${versions.join('\nUNION ALL ')}) versions
WHERE record IN (SELECT record FROM ${stored})`,
  }
}

const versionOf = (dialect: Dialect, time: string, sequence: string) =>
  `coalesce(${time}, ${dialect.parse(dialect.text(noTime), 'timestamptz')}) AS version_at, coalesce(${sequence}, 0) AS sequence`

const isNewer = (a: string, b: string) =>
  `(${a}.version_at > ${b}.version_at OR (${a}.version_at = ${b}.version_at AND ${a}.sequence > ${b}.sequence))`

/**
 * `forgotten_known`. Who is forgotten has no row; one that is there is another version, and the newer
 * counts. An order keeps its row, without what tells of the person: the same version of it says
 * nothing, and one that is gone takes what was known along.
 */
function stillKnown(dialect: Dialect, hashed: Hashed, { orders, merged }: SearchedPeople): Step {
  const retired = merged
    .filter(({ person }) => person)
    .map(
      ({ name }) => `
  AND NOT EXISTS (SELECT 1 FROM ${name}_activations a WHERE m.table_name = ${dialect.text(name)} AND a.provider = m.provider AND a.version > greatest(m._sdc_table_version, v._sdc_table_version))`,
    )
  const isOrder = `m.table_name = ${dialect.text(orders.entity.name)}`
  return {
    name: 'forgotten_known',
    query: `SELECT m.table_name, m.provider, m.record, m.identifier, m.node, m.updated_at, m._sdc_sequence,
  greatest(m._sdc_table_version, v._sdc_table_version) AS _sdc_table_version
FROM (SELECT c.*, ${versionOf(dialect, 'c.updated_at', 'c._sdc_sequence')} FROM ${stored} c) m
LEFT JOIN forgotten_versions v ON v.record = m.record
LEFT JOIN (
  SELECT ${hashed('r:', deletedRecord('d'))} AS record,
    ${versionOf(dialect, 'd.deleted_at', 'd._sdc_sequence')} FROM ${deletedRecords.name}_next d
) d ON d.record = m.record
WHERE (d.record IS NULL OR ${isNewer('m', 'd')})
  AND CASE WHEN ${isOrder} THEN v.record IS NOT NULL AND (${isNewer('m', 'v')} OR NOT (v.tells OR ${isNewer('v', 'm')}))
    ELSE v.record IS NULL OR ${isNewer('m', 'v')} END${retired.join('')}`,
  }
}
