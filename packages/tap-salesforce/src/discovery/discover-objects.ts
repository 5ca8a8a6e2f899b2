import type { WantsStream } from '@descant/sdk'
import type { Salesforce } from '../client/salesforce.ts'
import type { ObjectSummary } from './describe.ts'
import { type CachedDescribe, DescribeCache, type OrgSchema } from './describe-cache.ts'
import { describeObjects, httpDate } from './describe-objects.ts'
import { isReadable, isWantedByDefault } from './object-lists.ts'
import { type SalesforceObject, salesforceObject } from './salesforce-object.ts'

/**
 * Finds the objects that can be read: one call for the list, and one for each 25 objects. With a cache
 * only the first where nothing has changed, and objects that have not changed come without a body.
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
  // Their clock is told in whole seconds.
  const isTrue = (entry: CachedDescribe) => entry.at >= list.at - 1000
  const asked = names
    .map((name) => ({ name, known: known.describes.get(name) }))
    .filter(({ known: entry }) => !(entry && isTrue(entry)))
  const fresh = new Map(
    (await describeObjects(salesforce, asked)).map((entry) => [entry.describe.name, entry]),
  )
  const describes = new Map([...known.describes, ...fresh])
  if (fresh.size > 0 || list.at !== known.at) await cache.save({ ...list, describes })
  const isAsked = new Set(asked.map(({ name }) => name))
  return names.flatMap((name) => {
    const entry = isAsked.has(name) ? fresh.get(name) : describes.get(name)
    return entry
      ? [salesforceObject(entry.describe, { includeBinary: settings.includeBinaryFields })]
      : []
  })
}

/** The list of all objects: the known one where Salesforce says that nothing has changed since. */
async function listObjects(
  salesforce: Salesforce,
  known: OrgSchema,
): Promise<{ readonly summaries: readonly ObjectSummary[]; readonly at: number }> {
  const response = await salesforce.request('sobjects', {
    ...(known.at !== undefined && { headers: { 'if-modified-since': httpDate(known.at) } }),
    errors: {
      304: 'ignore',
      404: { kind: 'fail', advice: 'The org does not have this API version: set `api_version`.' },
    },
  })
  if (response.status === 304 && known.at !== undefined) {
    return { summaries: known.summaries, at: known.at }
  }
  const { sobjects } = response.json<{ sobjects: readonly ObjectSummary[] }>()
  const summaries = sobjects.map(({ name, queryable, deprecatedAndHidden }) => ({
    name,
    queryable,
    deprecatedAndHidden,
  }))
  // By the clock of the answer; what changed while it was made is asked for again.
  return { summaries, at: salesforce.now() }
}
