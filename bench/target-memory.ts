import { join } from 'node:path'
import type { Bench } from './bench.ts'
import { buildFixtures } from './build-fixtures.ts'
import { type PipelineCost, runPipeline } from './pipeline.ts'
import { settingsFile } from './settings-file.ts'
import { measureSides, median } from './sides.ts'
import { allTaken } from './taken.ts'
import { workFolder } from './work-folder.ts'

const countOf = (count: number) => count.toLocaleString('en-US')

/** The peak of the last process, which is the target. */
const peakOf = (costs: readonly PipelineCost[]) =>
  median(costs.map(({ processes }) => processes.at(-1)?.peakBytes ?? 0))

export const targetMemory: Bench = {
  description:
    'The memory of a target that writes batches to a file, at a number of records and at a tenth of it.',
  size: { records: 10_000_000, runs: 3 },
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
    const costs = measureSides(runs, { few: measure(few), many: measure(records) })
    return [
      {
        bar: `peak at ${countOf(records)} records against ${countOf(few)}`,
        unit: 'bytes',
        ours: peakOf(costs.many),
        theirs: peakOf(costs.few),
        limit: 1.3,
      },
    ]
  },
}
