import { createHash } from 'node:crypto'
import { ObjectChangedError } from '../errors.ts'
import { encodePathPart } from '../path-part.ts'
import type { ObjectStore } from '../store/object-store.ts'
import { type Alert, type AlertFormat, alertBody } from './alert.ts'

/** Where alerts go. */
export interface AlertTarget {
  /** A webhook. Its path is often a secret: it is never told. */
  readonly url: string
  readonly format: AlertFormat
  /** @default the platform's, looked up when an alert is sent */
  readonly fetch?: typeof fetch
  /** @default the system's clock */
  readonly now?: () => Date
}

/** What became of an alert: 'known' was sent before, or is being sent by another. */
export type AlertOutcome = 'sent' | 'known' | 'failed'

/** A process that has not sent what it claimed for so long is dead. */
const claimMilliseconds = 10 * 60_000
const timeoutMilliseconds = 15_000

interface AlertRecord {
  readonly status: 'claimed' | 'sent' | 'failed'
  readonly at: string
  readonly subject: string
  readonly title: string
}

/**
 * Sends an alert, unless its subject was told before: by this process or any other that shares the
 * state zone. It is claimed by compare-and-swap, sent, and noted as sent; a claim whose process died
 * is taken over, so an alert can come twice, and never not at all.
 *
 * A webhook that fails is no error: 'failed', and whoever comes next tries again.
 *
 * @throws {LakeError} where the state zone cannot be read or written.
 */
export async function sendAlert(
  state: ObjectStore,
  target: AlertTarget,
  alert: Alert,
): Promise<AlertOutcome> {
  const now = target.now ?? (() => new Date())
  const key = alertKey(alert)
  const known = await state.get(key)
  if (known && !isFree(known.body, now())) return 'known'
  const note = (status: AlertRecord['status'], etag: string | null) => {
    const { subject, title } = alert
    const record: AlertRecord = { status, at: now().toISOString(), subject, title }
    return state.replace(key, Buffer.from(`${JSON.stringify(record)}\n`), etag)
  }
  try {
    const claim = await note('claimed', known?.etag ?? null)
    const isSent = await post(target, alertBody(alert, target.format, now()))
    await note(isSent ? 'sent' : 'failed', claim.etag)
    return isSent ? 'sent' : 'failed'
  } catch (error) {
    if (error instanceof ObjectChangedError) return 'known'
    throw error
  }
}

const alertKey = ({ customer, provider, kind, subject }: Alert) => {
  const hash = createHash('sha256').update(subject).digest('hex').slice(0, 32)
  return `${encodePathPart(customer)}/alerts/${encodePathPart(provider)}/${kind}-${hash}.json`
}

function isFree(body: Buffer, now: Date): boolean {
  try {
    const { status, at } = JSON.parse(body.toString()) as AlertRecord
    if (status === 'claimed') return now.getTime() - Date.parse(at) > claimMilliseconds
    return status === 'failed'
  } catch {
    return true
  }
}

async function post({ url, fetch: send = fetch }: AlertTarget, body: string): Promise<boolean> {
  try {
    const response = await send(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      signal: AbortSignal.timeout(timeoutMilliseconds),
    })
    await response.body?.cancel()
    return response.ok
  } catch {
    return false
  }
}
