/** The time that a schedule goes by. A test or a simulation gives its own. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /**
   * Resolves when it is that time, or when the signal is aborted, whichever is first.
   *
   * @param isWorking whether runs are going on: a simulated time stands still while they are.
   */
  waitUntil(time: number, signal: AbortSignal, isWorking: boolean): Promise<void>
}

/** A timer of Node ends at once where it is set for longer than this (2³¹ ms), and clocks are set. */
const longestWait = 10 * 60_000

/** The clock of this machine. */
export const systemClock: Clock = {
  now: Date.now,
  async waitUntil(time, signal) {
    while (!signal.aborted && Date.now() < time) {
      const wait = Math.min(time - Date.now(), longestWait)
      await new Promise<void>((resolve) => {
        const done = () => {
          clearTimeout(timer)
          signal.removeEventListener('abort', done)
          resolve()
        }
        const timer = setTimeout(done, wait)
        signal.addEventListener('abort', done)
      })
    }
  },
}
