import { type ObjectStore, parseRawKey, providerPrefix } from '@descant/lake'
import { readLedger } from './ledger.ts'

const day = 86_400_000

export interface PendingOptions {
  /** The raw zone. */
  readonly raw: ObjectStore
  /** The state zone. */
  readonly state: ObjectStore
  readonly customer: string
  readonly providers: readonly string[]
  /** Looks at the raw objects of the days from this time on. */
  readonly since: Date
  readonly until: Date
}

/**
 * Since when each provider has records in the raw zone that the tables do not show yet: the time in the
 * name of the oldest object that no run has consumed. Providers that have none are left out, and so are
 * streams of which nothing was ever consumed while others of their provider were: no table is made of
 * them.
 *
 * @throws {LakeError} where a zone cannot be read.
 * @example
 * const pending = await pendingSince({ raw, state, customer: 'acme', providers: ['shop'], since, until })
 * pending.get('shop') // 2026-11-23T02:00:00.000Z: what came then waits for a transform
 */
export async function pendingSince(options: PendingOptions): Promise<Map<string, Date>> {
  const { raw, state, customer, providers, since, until } = options
  const { consumed } = await readLedger(state, customer)
  const seen = new Set<string>()
  for (const key of consumed.keys()) {
    const name = parseRawKey(key)
    if (name) seen.add(name.provider).add(JSON.stringify([name.provider, name.stream]))
  }
  const pending = new Map<string, Date>()
  for (const provider of providers) {
    for (const partition of partitions(since, until)) {
      for await (const { key } of raw.list(providerPrefix({ customer, provider }) + partition)) {
        const name = parseRawKey(key)
        if (name?.kind !== 'batch' || consumed.has(key)) continue
        const isUnmapped =
          seen.has(name.provider) && !seen.has(JSON.stringify([name.provider, name.stream]))
        if (isUnmapped) continue
        const known = pending.get(provider)
        if (!known || name.startedAt < known) pending.set(provider, name.startedAt)
      }
    }
  }
  return pending
}

/** The folders of the days from one time to another. */
function partitions(since: Date, until: Date): string[] {
  const first = Math.floor(since.getTime() / day)
  const days = Math.floor(until.getTime() / day) - first + 1
  return Array.from({ length: days }, (_, n) => {
    const [year, month, date] = new Date((first + n) * day).toISOString().slice(0, 10).split('-')
    return `year=${year}/month=${month}/day=${date}/`
  })
}
