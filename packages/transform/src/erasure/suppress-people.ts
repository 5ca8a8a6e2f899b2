import { openStore } from '@descant/lake'
import { type Duck, sqlString } from '@descant/lake/duckdb'
import { TransformError } from '../errors.ts'
import { usableEmail, usablePhone } from '../identity/blocked.ts'
import { personColumn } from '../identity/people.ts'
import { identityMap } from '../model/entities/bookkeeping.ts'
import { standardModel } from '../model/standard-model.ts'
import { withWorkspace } from '../run/workspace.ts'
import { duckdbDialect as dialect } from '../sql/duckdb-dialect.ts'
import { normalEmail } from '../standards/normal-email.ts'
import { openTables, viewCurrent } from '../tables/processed-tables.ts'
import type { TableWorkOptions } from '../transform-options.ts'
import { addToSuppressionList, suppressedIdentifier } from './suppression-list.ts'

export interface SuppressOptions extends TableWorkOptions {
  /** The profile to forget: every record of it, and every address and number that they have. */
  readonly profileId?: string
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
 * The raw zone is not rewritten, and older snapshots of the tables hold the person until they expire.
 *
 * @returns how many identifiers were put on the list.
 * @throws {TransformError} `TRANSFORM_NOBODY` where nobody was named, or there is no such profile.
 * @example
 * await suppressPeople({
 *   customer: 'acme',
 *   processed: 'file:///data/processed',
 *   state: 'file:///data/state',
 *   profileId: 'p_1f3a…',
 *   reason: 'request 4711',
 * })
 */
export async function suppressPeople(options: SuppressOptions): Promise<number> {
  const { customer, kind = 'suppress', reason, now = () => new Date() } = options
  const identifiers = await withWorkspace(options, dialect, (duck, directory) =>
    identifiersOf(duck, directory, options),
  )
  if (identifiers.length === 0) {
    throw new TransformError(
      'TRANSFORM_NOBODY',
      'There is nobody to put on the list: give the id of a profile that is there, an e-mail address or an E.164 phone number.',
      { exitCode: 2 },
    )
  }
  await addToSuppressionList(openStore(options.state, options.s3), customer, {
    requested_at: now().toISOString(),
    kind,
    ...(reason === undefined ? {} : { reason }),
    identifiers: identifiers.map((identifier) => suppressedIdentifier(customer, identifier)),
  })
  return identifiers.length
}

async function identifiersOf(
  duck: Duck,
  directory: string,
  { customer, processed, s3, profileId, email, phone, model = standardModel }: SuppressOptions,
): Promise<string[]> {
  const given = [
    ...(email === undefined ? [] : [`'e:' || ${normalEmail(dialect, sqlString(email.trim()))}`]),
    ...(phone === undefined
      ? []
      : [
          `CASE WHEN ${dialect.matches(sqlString(phone), '^[+][1-9][0-9]{6,14}$')} THEN 't:' || ${sqlString(phone)} END`,
        ]),
  ].map((value) => `SELECT ${value} AS identifier`)
  const found: string[] = []
  if (profileId !== undefined) {
    const store = openStore(processed, s3)
    const tables = await openTables(store, customer, model)
    for (const { name } of [identityMap, ...model.peopleEntities]) {
      const target = tables.get(name)
      if (target !== undefined) await viewCurrent(duck, dialect, store, target, directory)
    }
    const id = sqlString(profileId)
    found.push(
      `SELECT 'n:' || node AS identifier FROM ${identityMap.name}_current WHERE profile_id = ${id}`,
      ...model.peopleEntities.flatMap((entity) => {
        const of = (column: string) => personColumn(dialect, entity, 'p', column)
        const from = `FROM ${entity.name}_current p WHERE p.profile_id = ${id}`
        return [
          `SELECT 'e:' || ${usableEmail(dialect, of('email'), entity.person?.blocked?.email)} ${from}`,
          `SELECT 't:' || ${usablePhone(dialect, of('phone'), entity.person?.blocked?.phone)} ${from}`,
        ]
      }),
    )
  }
  const all = [...given, ...found]
  if (all.length === 0) return []
  const rows = await duck.rows<{ identifier: string }>(
    `SELECT DISTINCT identifier FROM (${all.join('\nUNION ALL ')}) identifiers WHERE identifier IS NOT NULL ORDER BY identifier`,
  )
  return rows.map(({ identifier }) => identifier)
}
