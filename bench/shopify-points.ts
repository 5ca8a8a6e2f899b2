import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Bench } from './bench.ts'
import { thousands } from './thousands.ts'
import { root } from './work-folder.ts'

/** What a run of the streams took, by the sandbox's own count and clock. */
export interface PointsRun {
  readonly seconds: number
  /** Points that were asked for and not given back. */
  readonly points: number
  readonly restoreRate: number
  readonly requests: number
  readonly throttled: number
  /** Of a second run, with nothing new: requests of the streams, and how many streams there are. */
  readonly idleRequests: number
  readonly streams: number
}

const script = fileURLToPath(new URL('fixtures/points-run.ts', import.meta.url))

/** Runs the streams from source, on a clock that stands still but for what is waited. */
const runStreams = (orders: number): PointsRun => {
  const options = ['--import', 'tsx', '--conditions=@descant/source', script, String(orders)]
  const output = execFileSync(process.execPath, options, {
    cwd: join(root, 'packages', 'tap-shopify'),
    encoding: 'utf8',
    maxBuffer: 1e8,
  })
  return JSON.parse(output) as PointsRun
}

export const shopifyPoints: Bench = {
  description:
    'Four streams of the Shopify tap at once against the sandbox, with 50 points a second, by its ' +
    'clock: the wait against what the points cost; and a second run in which nothing is new.',
  size: { records: 4_000, runs: 1 },
  async run({ records }) {
    const run = runStreams(records)
    const { seconds, points, restoreRate, requests, throttled, idleRequests, streams } = run
    console.log(
      `  ${thousands(points)} points in ${thousands(requests)} requests, ${throttled} throttled, ` +
        `${seconds.toFixed(1)} s of waiting`,
    )
    return [
      {
        bar: `four streams of ${thousands(records)} orders, total cost by restore rate`,
        unit: 'virtual seconds',
        ours: seconds,
        theirs: points / restoreRate,
        limit: 1.05,
      },
      {
        bar: 'requests, those that were not throttled',
        unit: 'requests',
        ours: requests,
        theirs: requests - throttled,
        limit: 1,
      },
      {
        bar: 'a run with nothing new, streams with an updated_at filter',
        unit: 'requests',
        ours: idleRequests,
        theirs: streams,
        limit: 1,
      },
    ]
  },
}
