import { identityLinks } from '../identity/links.ts'
import type { PeopleTable } from '../identity/people.ts'
import { splitNodes } from '../identity/splits.ts'
import type { Entity } from '../model/define-entity.ts'
import { forgottenRecords } from '../model/entities/bookkeeping.ts'
import type { Dialect } from '../sql/dialect.ts'
import type { Step } from '../sql/step.ts'
import { suppressed } from './forget-people.ts'
import { hashedRecord, idOf } from './forgotten-graph.ts'
import { hashesOf } from './forgotten-rows.ts'
import { hashedFor } from './hashed.ts'

/** What a run has touched in the tables that tell who is who. */
export interface TouchedRows {
  readonly customer: string
  /** The hashes of the suppression list. */
  readonly identifiers: ReadonlySet<string>
  /** Rows as they were and as they are to be, of the touched keys. */
  readonly people: readonly PeopleTable[]
  readonly orders: PeopleTable
  /** Tables that new records were merged into: `ENTITY_touched` and `ENTITY_activations` are there. */
  readonly merged: readonly Entity[]
}

const stored = `${forgottenRecords.name}_current`

/**
 * `forgotten_met`: a row where touched records have anything in common with people who are forgotten
 * or on the list: themselves, a node, an identifier, or a full extraction that did not see them. Where
 * there is none, who is forgotten cannot be others than before.
 */
export function meetsForgotten(dialect: Dialect, touched: TouchedRows): Step[] {
  const { customer, identifiers, people, orders, merged } = touched
  const hashed = hashedFor(dialect, customer)
  const bare = [...people, orders].flatMap(({ entity, relation }) =>
    (['email', 'phone'] as const)
      .filter((name) => name in entity.columns)
      .map(
        (name) =>
          `SELECT ${hashed(name === 'email' ? 'e:' : 't:', `r.${name}`)} FROM ${relation} r`,
      ),
  )
  const records = merged.map(
    (entity) =>
      `SELECT ${hashedRecord(hashed, entity.name, 't.provider', dialect.field('t', idOf(entity)))} FROM ${entity.name}_touched t`,
  )
  const retired = merged.map(
    ({ name }) =>
      `SELECT m.record AS hash FROM ${stored} m JOIN ${name}_activations a ON a.provider = m.provider AND a.version > m._sdc_table_version WHERE m.table_name = ${dialect.text(name)}`,
  )
  return [
    suppressed(dialect, identifiers),
    splitNodes(dialect, undefined),
    ...identityLinks(dialect, { people, orders: orders.relation }),
    {
      name: 'forgotten_met',
      query: `SELECT hash FROM (
  SELECT ${hashed('n:', 'node')} AS hash FROM identity_nodes
  UNION ALL SELECT ${hashed('', 'identifier')} FROM identity_links
  UNION ALL ${[...bare, ...records].join('\n  UNION ALL ')}
) touched WHERE hash IN (
  SELECT hash FROM suppressed UNION ${hashesOf(dialect, stored, true)} UNION SELECT record FROM ${stored})
UNION ALL ${retired.length === 0 ? 'SELECT hash FROM suppressed WHERE false' : retired.join('\nUNION ALL ')}
LIMIT 1`,
    },
  ]
}
