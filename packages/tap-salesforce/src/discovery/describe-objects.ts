import { RequestError } from '@descant/sdk'
import { type Answer, askTogether, partsPerCall } from '../client/composite.ts'
import type { Salesforce } from '../client/salesforce.ts'
import { isRefusal } from '../client/salesforce-error.ts'
import { essentialsOf, type ObjectDescribe } from './describe.ts'
import type { CachedDescribe } from './describe-cache.ts'
import { httpDate } from './http-date.ts'

/** An object to describe, and what is known of it. */
export interface DescribeRequest {
  readonly name: string
  readonly known: CachedDescribe | undefined
}

/**
 * Describes objects, 25 a call. One that cannot be described is left out with a warning, and keeps
 * nobody else; one that has not changed since it was last described comes back without a body.
 */
export async function describeObjects(
  salesforce: Salesforce,
  requests: readonly DescribeRequest[],
): Promise<readonly CachedDescribe[]> {
  const groups: DescribeRequest[][] = []
  for (let at = 0; at < requests.length; at += partsPerCall) {
    groups.push(requests.slice(at, at + partsPerCall))
  }
  const found: CachedDescribe[] = []
  const workers = Array.from({ length: salesforce.settings.maxWorkers }, async () => {
    for (let group = groups.shift(); group; group = groups.shift()) {
      found.push(...(await describeGroup(salesforce, group)))
    }
  })
  await Promise.all(workers)
  return found
}

async function describeGroup(
  salesforce: Salesforce,
  group: readonly DescribeRequest[],
): Promise<readonly CachedDescribe[]> {
  const at = salesforce.now()
  const answers = await askGroup(salesforce, group)
  const found: CachedDescribe[] = []
  for (const [index, { name, known }] of group.entries()) {
    let answer = answers[index]
    // A failure within the call may be a passing one.
    if (answer === undefined || answer.status >= 500) answer = await askAlone(salesforce, name)
    if (answer.status === 304 && known) found.push({ describe: known.describe, at, askedAt: at })
    else if (answer.status === 200) {
      found.push({ describe: essentialsOf(answer.body as ObjectDescribe), at, askedAt: at })
    } else {
      salesforce.log.warning('an object cannot be described; left out', {
        object: name,
        status: answer.status,
        error_code: errorCodeOf(answer.body),
      })
    }
  }
  return found
}

/** All of them by one call; in an org or version that takes no describes there, by one of 25 for 25. */
async function askGroup(
  salesforce: Salesforce,
  group: readonly DescribeRequest[],
): Promise<readonly Answer[]> {
  const parts = group.map(({ name, known }) => ({
    path: `sobjects/${name}/describe`,
    ...(known && { headers: { 'If-Modified-Since': httpDate(known.askedAt) } }),
  }))
  try {
    return await askTogether(salesforce, parts)
  } catch (error) {
    if (!isRefusal(error)) throw error
    return askInBatch(salesforce, group)
  }
}

async function askInBatch(
  salesforce: Salesforce,
  group: readonly DescribeRequest[],
): Promise<readonly Answer[]> {
  const version = `v${salesforce.settings.apiVersion}`
  const { results } = await salesforce.post<{
    results: readonly { statusCode: number; result: unknown }[]
  }>('composite/batch', {
    haltOnError: false,
    batchRequests: group.map(({ name }) => ({
      method: 'GET',
      url: `${version}/sobjects/${name}/describe`,
    })),
  })
  return results.map(({ statusCode, result }) => ({ status: statusCode, body: result }))
}

async function askAlone(salesforce: Salesforce, name: string): Promise<Answer> {
  try {
    return { status: 200, body: await salesforce.get(`sobjects/${name}/describe`) }
  } catch (error) {
    if (!(error instanceof RequestError)) throw error
    return { status: error.status ?? 0, body: undefined }
  }
}

const errorCodeOf = (body: unknown): string | undefined => {
  const first = Array.isArray(body) ? body[0] : undefined
  return typeof first?.errorCode === 'string' ? first.errorCode : undefined
}
