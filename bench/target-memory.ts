import { join } from 'node:path'
import type { Bench } from './bench.ts'
import { buildFixtures } from './build-fixtures.ts'
import { buildTarget, clearZones, targetCommand } from './built-target.ts'
import { type PipelineCost, runPipeline } from './pipeline.ts'
import { settingsFile } from './settings-file.ts'
import { measureSides, median } from './sides.ts'
import { allTaken } from './taken.ts'
import { thousands } from './thousands.ts'
import { workFolder } from './work-folder.ts'

/** The peak of the last process, which is the target. */
const peakOf = (costs: readonly PipelineCost[]) =>
  median(costs.map(({ processes }) => processes.at(-1)?.peakBytes ?? 0))

export const targetMemory: Bench = {
  description:
    'The memory of a target that is slower than its tap (it writes batches, each in a fifth of a ' +
    'second at least), and of target-s3-ndjson with two threads, each at a number of records and at ' +
    'a tenth of it.',
  // One run: peaks differ by a few percent, and it takes two minutes.
  size: { records: 10_000_000, runs: 1 },
  async run({ records, runs }) {
    const [tap, target] = await buildFixtures(['tap', 'file-target'])
    const path = join(workFolder('output'), 'batch.ndjson')
    const targetSettings = settingsFile('file-target', { path })
    const few = Math.ceil(records / 10)
    const measure = (count: number) => () => {
      const tapSettings = settingsFile(`tap-${count}`, { records: count })
      const commands = [
        [...tap, ...tapSettings],
        [...target, ...targetSettings],
      ]
      return allTaken(runPipeline(commands), count)
    }
    buildTarget()
    const packing = targetCommand('target-memory', { workers: 2 })
    const measurePacking = (count: number) => () => {
      clearZones()
      const cost = runPipeline([
        [...tap, ...settingsFile(`tap-${count}`, { records: count })],
        packing,
      ])
      const loaded = Number(/"records":(\d+)|records=(\d+)/.exec(cost.log)?.slice(1).find(Boolean))
      if (loaded !== count) throw new Error(`The target took ${loaded} of ${count} records.`)
      return cost
    }
    const costs = await measureSides(runs, {
      tenth: measure(few),
      full: measure(records),
      'target-s3-ndjson, tenth': measurePacking(few),
      'target-s3-ndjson, full': measurePacking(records),
    })
    clearZones()
    const peakOfPacking = peakOf(costs['target-s3-ndjson, full'])
    return [
      {
        bar: `peak at ${thousands(records)} records against ${thousands(few)}`,
        unit: 'bytes',
        ours: peakOf(costs.full),
        theirs: peakOf(costs.tenth),
        limit: 1.3,
      },
      {
        bar: `target-s3-ndjson at ${thousands(records)} records against ${thousands(few)}`,
        unit: 'bytes',
        ours: peakOfPacking,
        theirs: peakOf(costs['target-s3-ndjson, tenth']),
        limit: 1.3,
      },
      {
        bar: 'peak of target-s3-ndjson against 400 MB',
        unit: 'bytes',
        ours: peakOfPacking,
        theirs: 400e6,
        limit: 1,
      },
    ]
  },
}
