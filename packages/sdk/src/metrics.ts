import type { Logger } from './log.ts'

/** What a metric is about, as `{ stream: 'orders' }` or `{ endpoint: 'graphql.json' }`. */
export type Tags = Readonly<Record<string, string | number>>

/** Counts and times of a run, told as Singer metric lines. */
export interface Metrics {
  /** Adds to a counter; what was added is told at most once per interval, and when the run ends. */
  count(metric: string, value: number, tags: Tags): void
  /** Tells how long something took, in seconds. */
  time(metric: string, seconds: number, tags: Tags): void
  /** Tells what the counters hold. */
  flush(): void
}

export interface MetricsOptions {
  readonly log: Logger
  /** Seconds between two lines of one counter. @default 60 */
  readonly intervalSeconds?: number
  readonly now?: () => number
}

interface Counter {
  readonly metric: string
  readonly tags: Tags
  value: number
}

/**
 * Makes the metrics of a run. Counters tell what was added since their last line, as singer-python's
 * do, so that a reader adds them up.
 */
export function createMetrics(options: MetricsOptions): Metrics {
  const { log, intervalSeconds = 60, now = () => performance.now() } = options
  const counters = new Map<string, Counter>()
  let told = now()

  const flush = () => {
    told = now()
    for (const { metric, tags, value } of counters.values()) {
      log.metric({ type: 'counter', metric, value, tags })
    }
    counters.clear()
  }

  return {
    count(metric, value, tags) {
      const id = `${metric} ${JSON.stringify(tags)}`
      const counter = counters.get(id)
      if (counter) counter.value += value
      else counters.set(id, { metric, tags, value })
      if (now() - told >= intervalSeconds * 1000) flush()
    },
    time: (metric, seconds, tags) =>
      log.metric({ type: 'timer', metric, value: Number(seconds.toFixed(6)), tags }),
    flush,
  }
}
