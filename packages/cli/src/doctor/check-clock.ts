import type { ObjectStore } from '@descant/lake'
import type { Finding } from './check.ts'

/** Leases of two machines allow for so much; Amazon refuses requests from 15 minutes on. */
const toleratedSeconds = 2
const refusedSeconds = 15 * 60

/** How far two clocks are apart, judged: seconds that ours is ahead of the store's. */
export function judgeClock(subject: string, seconds: number): Finding {
  const apart = Math.abs(seconds)
  const words = `${apart.toFixed(1)} seconds ${seconds < 0 ? 'behind' : 'ahead of'} the store's`
  const advice = 'set the clock by NTP: leases go by it, and so do signatures of requests'
  if (apart <= toleratedSeconds) return { subject, outcome: 'ok', words }
  const outcome = apart < refusedSeconds ? 'warning' : 'failed'
  return { subject, outcome, words: `${words}; ${advice}` }
}

/** Holds the clock of this machine against that of a zone's store, by the time of an object that is written now. */
export async function checkClock(
  subject: string,
  store: ObjectStore,
  key: string,
): Promise<Finding> {
  const before = Date.now()
  await store.create(key, Buffer.from('clock\n'))
  const after = Date.now()
  try {
    for await (const { key: listed, modifiedAt } of store.list(key)) {
      if (listed !== key) continue
      const theirs = modifiedAt.getTime()
      // Amazon tells whole seconds: what lies within the request or that second is no difference.
      if (theirs >= before - 1_000 && theirs <= after + 1_000) return judgeClock(subject, 0)
      return judgeClock(subject, ((before + after) / 2 - theirs) / 1000)
    }
  } finally {
    await store.delete(key).catch(() => {})
  }
  return { subject, outcome: 'warning', words: 'the store does not list what it was just given' }
}
