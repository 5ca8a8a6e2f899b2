import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import type { Bench } from './bench.ts'
import { buildFixtures } from './build-fixtures.ts'
import { itemsOfOrder, linesOfOrder } from './fixtures/bulk-lines.ts'
import { type PipelineCost, runPipeline } from './pipeline.ts'
import { settingsFile } from './settings-file.ts'
import { measureSides, median } from './sides.ts'
import { thousands } from './thousands.ts'
import { workFolder } from './work-folder.ts'

const cpuOf = (costs: readonly PipelineCost[]) => median(costs.map(({ cpuSeconds }) => cpuSeconds))

const peakOf = (costs: readonly PipelineCost[]) =>
  median(costs.map(({ processes }) => processes.at(-1)?.peakBytes ?? 0))

/** Writes a bulk file of so many lines, in whole orders; tells how many it has. */
const writeFile = async (path: string, wanted: number): Promise<number> => {
  const orders = Math.max(1, Math.floor(wanted / (1 + itemsOfOrder)))
  const file = createWriteStream(path)
  for (let number = 0; number < orders; number++) {
    if (!file.write(`${linesOfOrder(number).join('\n')}\n`)) await once(file, 'drain')
  }
  file.end()
  await once(file, 'close')
  return orders * (1 + itemsOfOrder)
}

export const shopifyBulk: Bench = {
  description:
    'The bulk file of a Shopify shop, orders with four items each, to Singer messages by the tap; ' +
    'against JSON.parse and JSON.stringify of the same lines, and against a tenth of them.',
  size: { records: 500_000, runs: 3 },
  async run({ records, runs }) {
    const [tap, raw] = await buildFixtures(['bulk-tap', 'raw-lines'])
    const folder = workFolder('bulk')
    const whole = join(folder, 'whole.jsonl')
    const tenth = join(folder, 'tenth.jsonl')
    const lines = await writeFile(whole, records)
    const fewLines = await writeFile(tenth, Math.ceil(records / 10))
    const ours = (name: string, file: string, count: number) => () =>
      runPipeline([[...tap, ...settingsFile(name, { file, lines: count })]])
    const costs = await measureSides(runs, {
      descant: ours('bulk', whole, lines),
      'descant, a tenth': ours('bulk-tenth', tenth, fewLines),
      'parse and stringify': () => runPipeline([[...raw, whole]]),
    })
    return [
      {
        bar: `${thousands(lines)} lines, JSON.parse and JSON.stringify of them`,
        unit: 'CPU seconds',
        ours: cpuOf(costs.descant),
        theirs: cpuOf(costs['parse and stringify']),
        limit: 2,
      },
      {
        bar: `peak at ${thousands(lines)} lines against ${thousands(fewLines)}`,
        unit: 'bytes',
        ours: peakOf(costs.descant),
        theirs: peakOf(costs['descant, a tenth']),
        // The heap settles at some size; what is held would be ten times as much.
        limit: 1.5,
      },
    ]
  },
}
