import { setTimeout as sleep } from 'node:timers/promises'
import { LoadError } from '../load-error.ts'
import { type BatchLimits, type BulkBatch, bulkBatches } from './bulk-batch.ts'
import { refusedBySearch } from './explain-search.ts'
import type { SearchEngine } from './search-engine.ts'

/**
 * Smaller than the 5 to 15 MB that both projects advise: with those, both servers spent five to ten
 * per cent more time, on freeing large pieces of memory. Several requests at once make up for what
 * each takes on its way.
 */
const limits: BatchLimits = { bytes: 1024 * 1024, items: 10_000 }

/** While some are indexed, the next are on their way. */
const requestsAtOnce = 4

/** Nine tries over two minutes at most: a server that is catching up does so within that. */
const mostRetries = 8
const firstWaitMs = 500
const longestWaitMs = 30_000

/** A document that the server will never take. */
export interface RejectedDocument {
  /** Its line of the bulk API: action and document. */
  readonly line: Buffer
  /** The kind of refusal, as `mapper_parsing_exception`. */
  readonly type: string
}

export interface BulkCounts {
  readonly sent: number
  readonly rejected: number
  readonly bytes: number
}

export interface SendBulkOptions {
  readonly engine: SearchEngine
  readonly index: string
  /** Lines of the bulk API, each with a tab between its action and its document. */
  readonly lines: AsyncIterable<Buffer>
  readonly onRejected: (document: RejectedDocument) => Promise<void>
  readonly onBytes?: (bytes: number) => void
  /** @default 500 ms, doubled each time, with jitter */
  readonly waitMs?: (attempt: number) => number
}

/**
 * Sends lines to the bulk API, by their bytes and several requests at once. Items are judged one by
 * one: those that a busy server put off are sent again, an older version than what is there is no
 * failure, and what cannot be taken at all is given to `onRejected`.
 *
 * @throws {LoadError} `LOAD_SEARCH_BUSY` where the server puts items off for too long
 */
export async function sendBulk(options: SendBulkOptions): Promise<BulkCounts> {
  const counts = { sent: 0, rejected: 0, bytes: 0 }
  const inFlight = new Set<Promise<void>>()
  let failure: unknown
  try {
    for await (const batch of bulkBatches(options.lines, limits)) {
      while (inFlight.size >= requestsAtOnce) await Promise.race(inFlight)
      if (failure) break
      const request = send(options, batch, counts)
        .catch((error: unknown) => {
          failure ??= error
        })
        .finally(() => inFlight.delete(request))
      inFlight.add(request)
    }
  } finally {
    await Promise.all(inFlight)
  }
  if (failure) throw failure
  return counts
}

async function send(
  options: SendBulkOptions,
  batch: BulkBatch,
  counts: { sent: number; rejected: number; bytes: number },
): Promise<void> {
  const { engine, waitMs = jitteredWait } = options
  let items = batch.items
  for (let attempt = 0; items.length > 0; attempt++) {
    if (attempt > mostRetries) throw tooBusy(engine, items.length)
    if (attempt > 0) await sleep(waitMs(attempt))
    const { later, rejected } = await request(options, items)
    for (const document of rejected) await options.onRejected(document)
    counts.rejected += rejected.length
    items = later
  }
  counts.sent += batch.items.length
  counts.bytes += batch.bytes
  options.onBytes?.(counts.bytes)
}

/** What the answer says of each item that was not simply done. */
interface BulkAnswer {
  readonly errors?: boolean
  readonly items?: readonly Readonly<
    Record<string, { readonly status: number; readonly error?: { readonly type?: string } }>
  >[]
}

const fields = 'errors,error.type,items.*.status,items.*.error.type'

async function request(
  { engine, index }: Pick<SendBulkOptions, 'engine' | 'index'>,
  items: readonly Buffer[],
): Promise<{ later: Buffer[]; rejected: RejectedDocument[] }> {
  const path = `/${encodeURIComponent(index)}/_bulk?filter_path=${fields}`
  const answer = await engine.request({ method: 'POST', path, lines: Buffer.concat([...items]) })
  if (answer.status === 429 || answer.status === 503) return { later: [...items], rejected: [] }
  // Too large for a proxy, or spoilt by one item, as one with an id that is too long.
  if (answer.status === 413 || answer.status === 400) {
    if (items.length > 1) return await inHalves({ engine, index }, items)
    const { error } = (answer.body ?? {}) as { error?: { type?: string } }
    const type = error?.type ?? `status_${answer.status}`
    return { later: [], rejected: items.map((line) => ({ line, type })) }
  }
  if (answer.status >= 300) throw refusedBySearch(engine.address, answer.status, 'for a bulk')
  const { errors, items: results = [] } = answer.body as BulkAnswer
  const later: Buffer[] = []
  const rejected: RejectedDocument[] = []
  if (!errors) return { later, rejected }
  for (const [place, result] of results.entries()) {
    const line = items[place] as Buffer
    const [outcome] = Object.values(result)
    const verdict = judge(outcome?.status ?? 0)
    if (verdict === 'later') later.push(line)
    if (verdict === 'never') rejected.push({ line, type: outcome?.error?.type ?? 'unknown' })
  }
  return { later, rejected }
}

async function inHalves(
  target: Pick<SendBulkOptions, 'engine' | 'index'>,
  items: readonly Buffer[],
): ReturnType<typeof request> {
  const middle = Math.ceil(items.length / 2)
  const first = await request(target, items.slice(0, middle))
  const second = await request(target, items.slice(middle))
  return {
    later: [...first.later, ...second.later],
    rejected: [...first.rejected, ...second.rejected],
  }
}

/** 404 answers a delete of what is not there, 409 a version that is older than what is. */
function judge(status: number): 'done' | 'later' | 'never' {
  if (status < 300 || status === 404 || status === 409) return 'done'
  return status === 429 || status === 503 ? 'later' : 'never'
}

const jitteredWait = (attempt: number): number =>
  Math.min(firstWaitMs * 2 ** (attempt - 1), longestWaitMs) * (0.5 + Math.random() / 2)

const tooBusy = ({ address }: SearchEngine, items: number) =>
  new LoadError(
    'LOAD_SEARCH_BUSY',
    `The search server at ${address} has put ${items} documents off for two minutes (429 or 503). Run again when it has caught up, or give it more room.`,
  )
