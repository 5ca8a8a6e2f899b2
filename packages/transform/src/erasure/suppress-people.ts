import { openStore } from '@descant/lake'
import { type Duck, sqlString } from '@descant/lake/duckdb'
import { TransformError } from '../errors.ts'
import { mostRecordsOfAnIdentifier } from '../identity/components.ts'
import { mostRecordsOf } from '../identity/identity-rules.ts'
import { identityLinks } from '../identity/links.ts'
import { splitNodes } from '../identity/splits.ts'
import { identityMap } from '../model/entities/bookkeeping.ts'
import { orders } from '../model/entities/orders.ts'
import { standardModel } from '../model/standard-model.ts'
import { withWorkspace } from '../run/workspace.ts'
import { duckdbDialect as dialect } from '../sql/duckdb-dialect.ts'
import { materialise } from '../sql/materialise.ts'
import { normalEmail } from '../standards/normal-email.ts'
import { openTables, viewCurrent } from '../tables/processed-tables.ts'
import type { TableWorkOptions } from '../transform-options.ts'
import {
  addToSuppressionList,
  readSuppressionList,
  suppressedIdentifier,
} from './suppression-list.ts'

export interface SuppressOptions extends TableWorkOptions {
  /** The profile to forget: every record of it, and every address and number that they have. */
  readonly profileId?: string
  /** An e-mail address; whoever has it is forgotten as a whole. */
  readonly email?: string
  /** E.164, as `+4930123456`. */
  readonly phone?: string
  /** `'lift'` lets the person be known again, from what the raw zone holds. @default 'suppress' */
  readonly kind?: 'suppress' | 'lift'
  /** Why, for those who audit; without personal data. */
  readonly reason?: string
}

/**
 * Puts a person on the customer's suppression list. Every run from then on, a historic one too, keeps
 * the person out of every table, also where records arrive again; the next run takes out what is there.
 *
 * An e-mail address or a phone number stands for the whole person: for all records of the profiles that
 * have it. One that names nobody, or that more records share than a profile may be made of, stands for
 * the rows alone that bear it. To lift a person takes back every request that they had in common with
 * what is given.
 *
 * The raw zone is not rewritten, and older snapshots of the tables hold the person until they expire.
 *
 * @returns how many identifiers were put on the list, or taken off.
 * @throws {TransformError} `TRANSFORM_NOBODY` where nobody was named, or there is no such profile;
 *   `TRANSFORM_NOT_SUPPRESSED` where somebody is to be lifted who is not on the list.
 * @example
 * await suppressPeople({
 *   customer: 'acme',
 *   processed: 'file:///data/processed',
 *   state: 'file:///data/state',
 *   email: 'ann@shop.eu',
 *   reason: 'request 4711',
 * })
 */
export async function suppressPeople(options: SuppressOptions): Promise<number> {
  const { customer, kind = 'suppress', reason, now = () => new Date() } = options
  const state = openStore(options.state, options.s3)
  const identifiers = await withWorkspace(options, dialect, async (duck, directory) => {
    const given = await identifiersGiven(duck, options)
    return kind === 'lift' ? given : identifiersOfPeople(duck, directory, options, given)
  })
  if (identifiers.length === 0) {
    throw new TransformError(
      'TRANSFORM_NOBODY',
      'There is nobody to put on the list: give the id of a profile that is there, an e-mail address or an E.164 phone number.',
      { exitCode: 2 },
    )
  }
  const before = await readSuppressionList(state, customer)
  const hashes = identifiers.map((identifier) => suppressedIdentifier(customer, identifier))
  if (kind === 'lift' && !hashes.some((hash) => before.identifiers.has(hash))) {
    throw new TransformError(
      'TRANSFORM_NOT_SUPPRESSED',
      'Nobody on the suppression list is known by what was given. Give the profile, the e-mail address or the phone number of the request that is to be taken back.',
      { exitCode: 2 },
    )
  }
  await addToSuppressionList(state, customer, {
    requested_at: now().toISOString(),
    kind,
    ...(reason === undefined ? {} : { reason }),
    identifiers: hashes,
  })
  if (kind === 'suppress') return identifiers.filter((one) => !one.startsWith('p:')).length
  return before.identifiers.size - (await readSuppressionList(state, customer)).identifiers.size
}

/** What a person was named by: a profile, as `p:` and its id, an address or a number. */
async function identifiersGiven(
  duck: Duck,
  { profileId, email, phone }: SuppressOptions,
): Promise<string[]> {
  const e164 = '^[+][1-9][0-9]{6,14}$'
  const values = [
    ...(email === undefined ? [] : [`'e:' || ${normalEmail(dialect, sqlString(email.trim()))}`]),
    ...(phone === undefined
      ? []
      : [
          `CASE WHEN ${dialect.matches(sqlString(phone), e164)} THEN 't:' || ${sqlString(phone)} END`,
        ]),
  ]
  const given = profileId === undefined ? [] : [`p:${profileId}`]
  if (values.length === 0) return given
  const rows = await duck.rows<{ identifier: string | null }>(
    values.map((value) => `SELECT ${value} AS identifier`).join(' UNION ALL '),
  )
  return [...given, ...rows.flatMap(({ identifier }) => identifier ?? [])]
}

/**
 * What was given, and all that the people are known by who have it and nobody else: an identifier that
 * somebody has too whom a split or a limit keeps apart is not theirs alone.
 */
async function identifiersOfPeople(
  duck: Duck,
  directory: string,
  { customer, processed, s3, model = standardModel }: SuppressOptions,
  given: readonly string[],
): Promise<string[]> {
  if (given.length === 0) return []
  const store = openStore(processed, s3)
  const tables = await openTables(store, customer, model)
  for (const { name } of [identityMap, orders, ...model.peopleEntities]) {
    const target = tables.get(name)
    if (target !== undefined) await viewCurrent(duck, dialect, store, target, directory)
  }
  const people = model.peopleEntities.map((entity) => ({
    entity,
    relation: `${entity.name}_current`,
  }))
  const most = mostRecordsOf(dialect, 'identifier', mostRecordsOfAnIdentifier, model.identity)
  const values = given.map((identifier) => `(${sqlString(identifier)})`).join(', ')
  const isOfPerson = (node: string) =>
    `${node} IN (SELECT m.node FROM ${identityMap.name}_current m JOIN people_named p ON p.profile_id = m.profile_id)`
  await materialise(duck, [
    splitNodes(dialect, undefined),
    ...identityLinks(dialect, { people, orders: `${orders.name}_current` }),
    {
      name: 'identifiers_given',
      query: `SELECT identifier FROM (VALUES ${values}) given(identifier)`,
    },
    {
      name: 'people_named',
      query: `SELECT DISTINCT m.profile_id FROM ${identityMap.name}_current m
WHERE 'p:' || m.profile_id IN (SELECT identifier FROM identifiers_given) OR m.node IN (
  SELECT l.node FROM identity_links l JOIN identifiers_given g ON g.identifier = l.identifier
  WHERE l.identifier IN (SELECT identifier FROM identity_links GROUP BY identifier HAVING count(*) <= ${most}))`,
    },
  ])
  const rows = await duck.rows<{ identifier: string }>(
    `SELECT identifier FROM identifiers_given WHERE NOT starts_with(identifier, 'p:')
UNION SELECT 'p:' || profile_id FROM people_named
UNION SELECT 'n:' || m.node FROM ${identityMap.name}_current m WHERE ${isOfPerson('m.node')}
UNION SELECT l.identifier FROM identity_links l GROUP BY l.identifier HAVING bool_and(${isOfPerson('l.node')})
ORDER BY identifier`,
  )
  return rows.map(({ identifier }) => identifier)
}
