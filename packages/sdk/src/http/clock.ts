import { setTimeout as delay } from 'node:timers/promises'

/** What time is and how it passes. Given in by tests, so that no test waits. */
export interface Clock {
  /** Milliseconds since 1970, as `Date.now()`. */
  now(): number
  /** Resolves after so many seconds; rejects at once with the signal's reason when it aborts. */
  sleep(seconds: number, signal?: AbortSignal): Promise<void>
}

/** The clock of the machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(seconds, signal) {
    signal?.throwIfAborted()
    try {
      await delay(seconds * 1000, undefined, signal ? { signal } : {})
    } catch (error) {
      // Node wraps the reason in an error of its own; callers expect the reason that they gave.
      signal?.throwIfAborted()
      throw error
    }
  },
}
