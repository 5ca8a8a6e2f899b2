import type { Dialect } from '../sql/dialect.ts'
import { columnsOf } from '../sql/select.ts'
import type { Step } from '../sql/step.ts'
import { usableEmail, usablePhone } from './blocked.ts'
import { blockedBy, customerNode, type PeopleTable, personNode } from './people.ts'

/** The relations that the identity graph is made of, and the tables they come from. */
export interface IdentityTables {
  /** The tables of people, `customers` among them. */
  readonly people: readonly PeopleTable[]
  /** Relation with the columns of `orders`. */
  readonly orders: string
}

/** `identity_orders` and `identity_nodes`, as `identityLinks` tells. */
export function identityNodes(dialect: Dialect, { people, orders }: IdentityTables): Step[] {
  const customers = people.find(({ entity }) => entity.name === 'customers')?.relation
  const guestNode = `'g:' || substring(${dialect.sha256(`coalesce(o.usable_email, '') || ' ' || coalesce(o.usable_phone, '')`)}, 1, 32)`
  const known = columnsOf(dialect, 'r', ['provider', 'customer_id', 'email', 'phone'])
  const usable = usableIdentifiers(dialect, people)
  return [
    {
      name: 'identity_orders',
      query: `SELECT o.provider, o.order_id, o.usable_email, o.usable_phone,
  CASE
    WHEN o.customer_id IS NOT NULL THEN ${customerNode('o')}
    WHEN o.usable_email IS NOT NULL OR o.usable_phone IS NOT NULL THEN ${guestNode}
  END AS node,
  c.customer_id IS NOT NULL AS has_customer
FROM (SELECT r.order_id, ${known}, ${usable} FROM ${orders} r) o
LEFT JOIN ${customers} c ON c.provider = o.provider AND c.customer_id = o.customer_id`,
    },
    {
      name: 'identity_nodes',
      query: `${people.map(({ entity, relation }) => `SELECT ${personNode(entity, 'p')} AS node FROM ${relation} p`).join('\nUNION ')}
UNION SELECT node FROM identity_orders WHERE node IS NOT NULL`,
    },
  ]
}

/**
 * The nodes of the identity graph and what they are known by.
 *
 * - `identity_orders`: each order with the node it belongs to, NULL where nothing tells whose it is.
 *   A customer's order belongs to the customer; a guest's to its e-mail and phone together.
 * - `identity_nodes`: every record of a person, and every node that orders add.
 * - `identity_links`: node and identifier. A customer record alone says what a customer is known
 *   by; where it has not come yet, the customer's orders do. What a provider itself says is the
 *   same, as the contact that a lead became, is an identifier too. Records that were split from
 *   others share identifiers among themselves alone.
 */
export function identityLinks(dialect: Dialect, tables: IdentityTables): Step[] {
  const { people } = tables
  const usable = usableIdentifiers(dialect, people)
  return [
    ...identityNodes(dialect, tables),
    {
      name: 'identity_people',
      query: `${people.map(({ entity, relation }) => `SELECT ${personNode(entity, 'r')} AS node, ${usable} FROM ${relation} r`).join('\nUNION ALL ')}
UNION ALL
SELECT node, usable_email, usable_phone FROM identity_orders WHERE NOT has_customer AND node IS NOT NULL`,
    },
    {
      name: 'identity_links',
      query: `SELECT DISTINCT l.node, coalesce(s.split || ' ', '') || l.identifier AS identifier FROM (
SELECT node, 'e:' || usable_email AS identifier FROM identity_people WHERE usable_email IS NOT NULL
UNION ALL
SELECT node, 't:' || usable_phone FROM identity_people WHERE usable_phone IS NOT NULL${sameAs(people)}
) l LEFT JOIN identity_splits s ON s.node = l.node`,
    },
  ]
}

/** `usable_email` and `usable_phone` of a relation `r`. */
function usableIdentifiers(dialect: Dialect, people: readonly PeopleTable[]): string {
  const { email, phone } = blockedBy(people)
  return `${usableEmail(dialect, 'r.email', email)} AS usable_email, ${usablePhone(dialect, 'r.phone', phone)} AS usable_phone`
}

const sameAs = (people: readonly PeopleTable[]): string =>
  people
    .flatMap(({ entity, relation }) =>
      Object.entries(entity.person?.sameAs ?? {}).map(
        ([thing, column]) =>
          `\nUNION ALL SELECT ${personNode(entity, 'p')}, '${thing}:' || p.provider || ':' || p.${column} FROM ${relation} p WHERE p.${column} IS NOT NULL`,
      ),
    )
    .join('')
