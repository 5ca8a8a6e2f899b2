import { createWriteStream, existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Bench } from './bench.ts'
import { buildFixtures } from './build-fixtures.ts'
import { salesforceHeader, salesforceRow } from './fixtures/salesforce-row.ts'
import { installUdsv } from './peers/udsv.ts'
import { type PipelineCost, runPipeline } from './pipeline.ts'
import { measureSides, median } from './sides.ts'
import { allTaken } from './taken.ts'
import { workFolder } from './work-folder.ts'

function* resultOf(rows: number): Generator<string> {
  yield salesforceHeader
  for (let start = 0; start < rows; start += 100) {
    let block = ''
    for (let row = start; row < Math.min(start + 100, rows); row++) block += salesforceRow(row)
    yield block
  }
}

/** The path of a file that is a Bulk result of so many rows; makes it where it is not there yet. */
async function resultFile(rows: number): Promise<string> {
  const path = join(workFolder('input'), `salesforce-${rows}.csv`)
  if (existsSync(path)) return path
  const unfinished = `${path}.unfinished`
  await pipeline(Readable.from(resultOf(rows)), createWriteStream(unfinished))
  renameSync(unfinished, path)
  return path
}

const cpuOf = (costs: readonly PipelineCost[]) => median(costs.map(({ cpuSeconds }) => cpuSeconds))
const peakOf = (costs: readonly PipelineCost[]) =>
  median(costs.map(({ processes }) => processes[0]?.peakBytes ?? 0))

export const salesforceBulk: Bench = {
  description:
    'The CSV of a Bulk 2.0 result, 50 columns, into Singer messages, against the fastest CSV reader ' +
    'on npm, which only counts its rows.',
  size: { records: 1_000_000, runs: 3 },
  async run({ records, runs }) {
    const udsv = installUdsv()
    const [ours, counter] = await buildFixtures(['salesforce-csv', 'count-csv'])
    const few = Math.max(1, Math.floor(records / 10))
    const [all, tenth] = [await resultFile(records), await resultFile(few)]
    const costs = await measureSides(runs, {
      uDSV: () => allTaken(runPipeline([[...counter, all, udsv]]), records),
      descant: () => allTaken(runPipeline([[...ours, all]]), records),
      'descant, a tenth of it': () => allTaken(runPipeline([[...ours, tenth]]), few),
    })
    return [
      {
        bar: 'uDSV, which only counts',
        unit: 'CPU seconds',
        ours: cpuOf(costs.descant),
        theirs: cpuOf(costs.uDSV),
        limit: 2.5,
      },
      {
        bar: 'peak memory of all rows against a tenth of them',
        unit: 'bytes',
        ours: peakOf(costs.descant),
        theirs: peakOf(costs['descant, a tenth of it']),
        limit: 1.3,
      },
    ]
  },
}
