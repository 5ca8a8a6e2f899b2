import type { Metrics } from '../metrics.ts'
import { refuseForeign } from './address.ts'
import type { Authenticator } from './auth/authenticator.ts'
import type { Clock } from './clock.ts'
import { type ErrorMap, errorOf } from './error-map.ts'
import { exchange, type Fetch, type Outgoing } from './exchange.ts'
import { readBody } from './http-response.ts'
import { networkError } from './network-error.ts'
import type { RateLimit } from './rate-limit.ts'
import { mergeHeaders, type RequestHeaders } from './request-headers.ts'
import { type Budget, toldWaitSeconds } from './told-wait.ts'

/** What all requests of one client share. */
export interface Channel {
  readonly base: URL
  readonly auth: Authenticator | undefined
  /** May hold credentials: for the own origin only. */
  readonly headers: RequestHeaders
  readonly userAgent: string
  readonly fetch: Fetch
  readonly limit: RateLimit
  readonly budget: (headers: Headers, now: number) => Budget | undefined
  readonly clock: Clock
  readonly metrics: Metrics | undefined
}

/** One request, decided in all but its credentials; each try sends it anew. */
export interface Plan extends Omit<Outgoing, 'headers'> {
  readonly headers: RequestHeaders
  /** Its name in metrics and logs. */
  readonly endpoint: string
  readonly errors: ErrorMap
  readonly allowOtherOrigins: boolean
}

/** An answer whose status is no error, or one that is to be ignored; that one is read already. */
export interface Answer {
  readonly response: Response
  readonly url: URL
  readonly ignored?: { readonly bytes: Uint8Array }
}

const mostErrorBytes = 1024 * 1024

/** One try: credentials, the exchange, what its headers say of the quota, what its status means. */
export async function attempt(
  channel: Channel,
  plan: Plan,
  signal: AbortSignal,
  seen: (status: number) => void,
): Promise<Answer> {
  const answer = await send(channel, plan, signal)
  const { response, url } = answer
  seen(response.status)
  const now = channel.clock.now()
  const budget = channel.budget(response.headers, now)
  if (budget && url.origin === channel.base.origin) channel.limit.feed(budget)
  if (response.ok) return answer
  const bytes = await errorBody(response, plan, signal)
  const error = errorOf(
    {
      method: plan.method,
      url: url.href,
      status: response.status,
      headers: response.headers,
      body: parseOrUndefined(bytes),
      retryAfterSeconds: toldWaitSeconds(response.headers, now),
    },
    plan.errors,
  )
  if (error) throw error
  return { ...answer, ignored: { bytes } }
}

/** Times a try for the metrics, and puts failures of the network into words. */
export async function observed<T>(
  channel: Channel,
  plan: Plan,
  run: (seen: (status: number) => void) => Promise<T>,
): Promise<T> {
  const started = channel.clock.now()
  let code: number | undefined
  let status = 'failed'
  try {
    const result = await run((seen) => {
      code = seen
    })
    status = 'succeeded'
    return result
  } catch (error) {
    throw networkError(error, plan.method, plan.url)
  } finally {
    const seconds = Math.max(0, channel.clock.now() - started) / 1000
    channel.metrics?.time('http_request_duration', seconds, {
      endpoint: plan.endpoint,
      ...(code !== undefined && { http_status_code: code }),
      status,
    })
  }
}

/** Sends the plan; after a 401 once more, where the authenticator has new credentials. */
async function send(channel: Channel, plan: Plan, signal: AbortSignal): Promise<Answer> {
  const { auth, base } = channel
  const isOwn = plan.url.origin === base.origin
  for (let renewed = false; ; renewed = true) {
    const request = {
      ...plan,
      url: new URL(plan.url),
      headers: mergeHeaders(
        { accept: 'application/json', 'user-agent': channel.userAgent },
        isOwn ? channel.headers : {},
        plan.headers,
      ),
    }
    if (isOwn) await auth?.authenticate(request, signal)
    const answer = await exchange(request, {
      fetch: channel.fetch,
      signal,
      allow: (url) => plan.allowOtherOrigins || refuseForeign(url, base, plan.method),
    })
    if (answer.response.status !== 401 || renewed || !isOwn || !auth?.renew) return answer
    const isRenewed = await auth.renew(request, signal)
    if (!isRenewed) return answer
    await answer.response.body?.cancel()
  }
}

/** The body of an error is a courtesy: where it breaks off or runs over, its status must do. */
async function errorBody(response: Response, plan: Plan, signal: AbortSignal): Promise<Uint8Array> {
  try {
    return await readBody(response, { ...plan, maxBytes: mostErrorBytes })
  } catch {
    signal.throwIfAborted()
    return new Uint8Array()
  }
}

function parseOrUndefined(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}
