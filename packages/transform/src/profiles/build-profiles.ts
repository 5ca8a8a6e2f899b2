import { enrich } from '../enrichment/enrich.ts'
import type { IdentityTables } from '../identity/links.ts'
import { type PeopleTable, personColumn, personNode } from '../identity/people.ts'
import type { Entity } from '../model/define-entity.ts'
import type { Dialect } from '../sql/dialect.ts'
import type { Step } from '../sql/step.ts'

/** The facts of a person that are taken from the newest record that has them. */
const newestFacts = ['email', 'phone', 'first_name', 'last_name', 'country', 'region']

/** The columns of people and of orders that profiles are built from. */
export const profileColumns = (entity: Entity): string[] =>
  [...newestFacts, ...datesAndSales].filter((name) => name in entity.columns)

const datesAndSales = [
  'created_at',
  'updated_at',
  'processed_at',
  'cancelled_at',
  'test',
  'total_price',
  'currency',
  'reporting_total_price',
  'reporting_currency',
  'shipping_country',
]

/**
 * `profiles_next`, from people that carry their `profile_id`, and from orders, whose profiles
 * `order_profiles` tells.
 *
 * Who a person is, customer records and contacts say, then leads; orders only where their customer
 * record has not come, or where there is none. What a person bought, orders say, without cancelled and test orders.
 *
 * @param entity `profiles`, with the steps that add to it.
 * @param now the start of the run: what depends on the clock holds for this time.
 */
export function buildProfiles(
  dialect: Dialect,
  { people, orders }: IdentityTables,
  entity: Entity,
  now: Date,
): Step[] {
  // Value and source are found at once: to look for the greatest costs more than to carry both.
  const facts = newestFacts.map((fact) => {
    const withSource = dialect.struct({ value: fact, node: 'node' })
    return `${dialect.latestValue(withSource, 'known_by', fact)} AS newest_${fact}`
  })
  const values = newestFacts.map((fact) => `${dialect.field(`newest_${fact}`, 'value')} AS ${fact}`)
  const sources = newestFacts.map(
    (fact) => `${dialect.text(`${fact}: `)} || ${dialect.field(`newest_${fact}`, 'node')}`,
  )
  const knownBy = (relation: string, id: string, rank: number) =>
    dialect.struct({
      rank: String(rank),
      at: `coalesce(${relation}.updated_at, ${relation}.created_at, ${dialect.parse(dialect.text('1970-01-01T00:00:00Z'), 'timestamptz')})`,
      id: `${relation}.provider || ':' || ${relation}.${id}`,
    })
  const peopleQuery = ({ entity, relation }: PeopleTable) => {
    const id = entity.key.find((name) => name !== 'provider') ?? ''
    const known = newestFacts.map((fact) => personColumn(dialect, entity, 'p', fact))
    const rank = entity.person?.isHearsay ? 0 : 1
    return `SELECT p.profile_id, p.provider, ${personNode(entity, 'p')} AS node, ${known.join(', ')},
    p.created_at, p.updated_at, ${knownBy('p', id, rank)} AS known_by
  FROM ${relation} p`
  }
  const sold = 'FILTER (WHERE cancelled_at IS NULL AND NOT coalesce(test, false))'
  const time = dialect.cast(dialect.text(now.toISOString()), 'timestamptz')
  const money = (value: string) => dialect.tryCast(value, 'decimal(18,2)')
  return [
    {
      name: 'profile_people',
      query: `SELECT profile_id, ${values.join(', ')},
  ${dialect.withoutNulls(dialect.list(sources))} AS provenance, sources, created_at, updated_at
FROM (
  SELECT profile_id, ${facts.join(',\n    ')},
    ${dialect.distinctList('provider')} AS sources, min(created_at) AS created_at, max(updated_at) AS updated_at
  FROM (
  ${people.map(peopleQuery).join('\n  UNION ALL ')}
  UNION ALL
  SELECT i.profile_id, o.provider, i.node, o.email, o.phone, NULL, NULL, o.shipping_country, NULL,
    o.created_at, o.updated_at, ${knownBy('o', 'order_id', 0)} AS known_by
  FROM ${orders} o JOIN order_profiles i ON i.provider = o.provider AND i.order_id = o.order_id
  WHERE i.profile_id IS NOT NULL AND NOT i.has_customer
) people GROUP BY profile_id
) newest`,
    },
    {
      name: 'profile_sales',
      query: `SELECT i.profile_id, ${dialect.cast(`count(*) ${sold}`, 'long')} AS orders_count,
  ${money(`coalesce(sum(total_price) ${sold}, 0)`)} AS total_spent,
  CASE WHEN min(currency) ${sold} = max(currency) ${sold} THEN min(currency) ${sold} END AS currency,
  CASE WHEN count(*) ${sold} = count(reporting_total_price) ${sold}
    THEN ${money(`sum(reporting_total_price) ${sold}`)} END AS reporting_total_spent,
  max(reporting_currency) ${sold} AS reporting_currency,
  min(coalesce(processed_at, created_at)) ${sold} AS first_order_at,
  max(coalesce(processed_at, created_at)) ${sold} AS last_order_at,
  min(created_at) AS created_at, max(updated_at) AS updated_at
FROM ${orders} o JOIN order_profiles i ON i.provider = o.provider AND i.order_id = o.order_id
WHERE i.profile_id IS NOT NULL GROUP BY i.profile_id`,
    },
    {
      name: 'profiles_next',
      query: enrich(
        dialect,
        entity,
        `(SELECT p.profile_id, ${newestFacts.map((fact) => `p.${fact}`).join(', ')},
  coalesce(s.orders_count, 0) AS orders_count,
  ${money('CASE WHEN s.profile_id IS NULL THEN 0 ELSE s.total_spent END')} AS total_spent,
  CASE WHEN s.orders_count > 0 THEN ${money(dialect.average('s.total_spent', 's.orders_count'))} END AS average_order_value,
  s.currency, s.reporting_total_spent,
  CASE WHEN s.orders_count > 0 THEN ${money(dialect.average('s.reporting_total_spent', 's.orders_count'))} END AS reporting_average_order_value,
  s.reporting_currency, s.first_order_at, s.last_order_at,
  ${dialect.cast(`CASE WHEN s.last_order_at > ${time} THEN 0 ELSE ${dialect.daysBetween(dialect.cast('s.last_order_at', 'date'), dialect.cast(time, 'date'))} END`, 'int')} AS recency_days,
  ${time} AS computed_at, p.sources, p.provenance,
  least(p.created_at, s.created_at) AS created_at, greatest(p.updated_at, s.updated_at) AS updated_at
FROM profile_people p LEFT JOIN profile_sales s ON s.profile_id = p.profile_id)`,
        Object.keys(entity.columns).filter((name) => entity.columns[name]?.isEnriched !== true),
      ),
    },
  ]
}
