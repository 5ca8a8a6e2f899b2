import type { S3Fault } from '../../packages/lake/src/fixtures/s3-server.ts'
import type { Random } from './random.ts'
import type { Trouble, WorldSource } from './world.ts'

const shopifyFaults = [
  { kind: 'throttle', count: 2 },
  { kind: 'drain', points: 2000 },
  { kind: 'expired_token' },
  { kind: 'http', status: 502 },
  { kind: 'reset', after_bytes: 200 },
]

const salesforceFaults = [
  { kind: 'expired_session' },
  { kind: 'request_limit', concurrent: true },
  { kind: 'http', status: 503 },
  { kind: 'reset', after_bytes: 200 },
]

const storeFaults: readonly S3Fault['is'][] = [
  { status: 500, code: 'InternalError' },
  { status: 503, code: 'SlowDown' },
  { afterMilliseconds: 300 },
  'break-before',
  'break-after',
]

const storeWork = ['^PUT /lake/raw/', '^PUT /lake/state/', '^GET /lake/state/']

/** What goes wrong in a cycle: a source in seven, and the store three times. */
export function chooseTrouble(random: Random, sources: readonly WorldSource[]): Trouble {
  const troubled = sources.flatMap(({ type }, at) => {
    const fault = random.pick(type === 'shopify' ? shopifyFaults : salesforceFaults)
    const skip = random.below(3)
    return random.happens(1 / 7) ? [{ at, fault: { ...fault, skip } }] : []
  })
  const store = Array.from({ length: 3 }, () => ({
    of: random.pick(storeWork),
    is: random.pick(storeFaults),
  }))
  return { sources: troubled, store }
}
