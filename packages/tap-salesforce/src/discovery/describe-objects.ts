import { RequestError } from '@descant/sdk'
import type { Salesforce } from '../client/salesforce.ts'
import { isRefusal } from '../client/salesforce-error.ts'
import { essentialsOf, type ObjectDescribe } from './describe.ts'
import type { CachedDescribe } from './describe-cache.ts'

/** The most that one `/composite` call may hold. It counts as a single call, whatever it holds. */
const describesPerCall = 25

/** An object to describe, and what is known of it. */
export interface DescribeRequest {
  readonly name: string
  readonly known: CachedDescribe | undefined
}

interface Answer {
  readonly status: number
  readonly body: unknown
}

/** An HTTP date, as `If-Modified-Since` wants it; a second earlier, since it has no milliseconds. */
export const httpDate = (milliseconds: number): string =>
  new Date(milliseconds - 1000).toUTCString()

/**
 * Describes objects, 25 a call. One that cannot be described is left out with a warning, and keeps
 * nobody else; one that has not changed since it was last described comes back without a body.
 */
export async function describeObjects(
  salesforce: Salesforce,
  requests: readonly DescribeRequest[],
): Promise<readonly CachedDescribe[]> {
  const groups: DescribeRequest[][] = []
  for (let at = 0; at < requests.length; at += describesPerCall) {
    groups.push(requests.slice(at, at + describesPerCall))
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
  const answers = await askTogether(salesforce, group)
  const found: CachedDescribe[] = []
  for (const [index, { name, known }] of group.entries()) {
    let answer = answers[index]
    // A failure within the call may be a passing one.
    if (answer === undefined || answer.status >= 500) answer = await askAlone(salesforce, name)
    if (answer.status === 304 && known) found.push({ describe: known.describe, at })
    else if (answer.status === 200) {
      found.push({ describe: essentialsOf(answer.body as ObjectDescribe), at })
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

async function askTogether(
  salesforce: Salesforce,
  group: readonly DescribeRequest[],
): Promise<readonly Answer[]> {
  const base = `/services/data/v${salesforce.settings.apiVersion}`
  const compositeRequest = group.map(({ name, known }, index) => ({
    method: 'GET',
    url: `${base}/sobjects/${name}/describe`,
    referenceId: `r${index}`,
    ...(known && { httpHeaders: { 'If-Modified-Since': httpDate(known.at) } }),
  }))
  try {
    const { compositeResponse } = await salesforce.post<{
      compositeResponse: readonly { body: unknown; httpStatusCode: number; referenceId: string }[]
    }>('composite', { allOrNone: false, compositeRequest })
    const byReference = new Map(compositeResponse.map((one) => [one.referenceId, one]))
    return group.map((_, index) => {
      const one = byReference.get(`r${index}`)
      return { status: one?.httpStatusCode ?? 500, body: one?.body }
    })
  } catch (error) {
    // An org or version that does not take describes there: the same in a batch, 25 calls for 25.
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
