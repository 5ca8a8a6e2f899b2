import { join } from 'node:path'
import type { Bench } from './bench.ts'
import { buildFixtures } from './build-fixtures.ts'
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
    'second at least), at a number of records and at a tenth of it.',
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
    const costs = await measureSides(runs, { tenth: measure(few), full: measure(records) })
    return [
      {
        bar: `peak at ${thousands(records)} records against ${thousands(few)}`,
        unit: 'bytes',
        ours: peakOf(costs.full),
        theirs: peakOf(costs.tenth),
        limit: 1.3,
      },
    ]
  },
}
