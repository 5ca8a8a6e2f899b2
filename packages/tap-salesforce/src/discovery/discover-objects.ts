import type { WantsStream } from '@descant/sdk'
import type { Salesforce } from '../client/salesforce.ts'
import { type CachedDescribe, DescribeCache, type OrgSchema } from './describe-cache.ts'
import { describeObjects } from './describe-objects.ts'
import { listObjects, type ObjectList } from './list-objects.ts'
import { isReadable, isWantedByDefault } from './object-lists.ts'
import { type SalesforceObject, salesforceObject } from './salesforce-object.ts'

/** Definitions do not tell of everything: what a user may see changes, and fields go without a word. */
const trustedMilliseconds = 24 * 3_600_000

/**
 * Finds the objects that can be read: one call for the list, and one for each 25 objects. With a cache
 * only the first where nothing has changed; where something has, one for each 25 objects that changed.
 * Once a day all are asked whether they have.
 *
 * @param wants Which ones are asked for; where it is absent, all.
 */
export async function discoverObjects(
  salesforce: Salesforce,
  wants?: WantsStream,
): Promise<readonly SalesforceObject[]> {
  const { settings, identity } = salesforce
  const owner = `${identity ?? settings.signIn.clientId} ${settings.apiVersion}`
  const cache = new DescribeCache(settings.cacheDirectory, owner)
  const known = await cache.load()
  const list = await listObjects(salesforce, known)
  const names = list.summaries
    .filter(({ name, queryable, deprecatedAndHidden }) => {
      const isOffered = queryable && !deprecatedAndHidden && isReadable(name)
      return isOffered && settings.offers(name) && (wants?.(name, isWantedByDefault(name)) ?? true)
    })
    .map(({ name }) => name)
  const current = await describeChanged(salesforce, names, known, list)
  if (current.size > 0 || list.at !== known.at) {
    await cache.save({ ...list, describes: new Map([...known.describes, ...current]) })
  }
  return names.flatMap((name) => {
    const entry = current.get(name)
    return entry
      ? [salesforceObject(entry.describe, { includeBinary: settings.includeBinaryFields })]
      : []
  })
}

/** The describes of the objects as they are now, those that can be had. */
async function describeChanged(
  salesforce: Salesforce,
  names: readonly string[],
  known: OrgSchema,
  list: ObjectList,
): Promise<ReadonlyMap<string, CachedDescribe>> {
  const current = new Map<string, CachedDescribe>()
  const toldUnchanged: string[] = []
  const asked: string[] = []
  for (const name of names) {
    const entry = known.describes.get(name)
    // Their clock is told in whole seconds.
    if (entry && entry.at >= list.at - 1000) current.set(name, entry)
    else if (entry && isToldUnchanged(entry, known, list)) toldUnchanged.push(name)
    else asked.push(name)
  }
  const describe = async (some: readonly string[]) => {
    const requests = some.map((name) => ({ name, known: known.describes.get(name) }))
    const found = await describeObjects(salesforce, requests)
    for (const entry of found) current.set(entry.describe.name, entry)
    return found
  }
  const found = await describe(asked)
  const isExplained = found.some(
    ({ describe }) =>
      list.changed?.has(describe.name) && known.describes.get(describe.name)?.describe !== describe,
  )
  if (!isExplained) {
    // Something has changed, and it is nothing that definitions tell of.
    await describe(toldUnchanged)
    return current
  }
  for (const name of toldUnchanged) {
    current.set(name, { ...(known.describes.get(name) as CachedDescribe), at: list.at })
  }
  return current
}

/** Whether the definitions of the org say that an object is as it was. */
const isToldUnchanged = (
  { describe, at, askedAt }: CachedDescribe,
  known: OrgSchema,
  { at: listAt, changed }: ObjectList,
): boolean =>
  changed !== undefined &&
  !changed.has(describe.name) &&
  at >= (known.at ?? Number.POSITIVE_INFINITY) - 1000 &&
  listAt - askedAt < trustedMilliseconds
