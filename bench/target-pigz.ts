import { readdirSync, readFileSync, statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { createGunzip } from 'node:zlib'
import type { Bench } from './bench.ts'
import { buildTarget, clearZones, rawFolder, targetCommand } from './built-target.ts'
import { orderFile } from './order-file.ts'
import { installPigz } from './peers/pigz.ts'
import { type Command, type PipelineCost, runPipeline } from './pipeline.ts'
import { measureSides, median } from './sides.ts'

const wallOf = (costs: readonly PipelineCost[]) =>
  median(costs.map(({ wallSeconds }) => wallSeconds))

/** What lies in the raw zone, compressed and plain. */
const written = async (): Promise<{ bytes: number; plain: number; lines: number }> => {
  const sum = { bytes: 0, plain: 0, lines: 0 }
  for (const entry of readdirSync(rawFolder(), { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (!entry.isFile() || !path.endsWith('.gz')) continue
    sum.bytes += statSync(path).size
    const gunzip = createGunzip()
    gunzip.end(readFileSync(path))
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      sum.plain += chunk.length
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) sum.lines++
    }
  }
  return sum
}

export const targetPigz: Bench = {
  description:
    'Nested orders into target-s3-ndjson, against `pigz -6` of the same bytes on the same cores: ' +
    'the limit of the machine.',
  size: { records: 500_000, runs: 5 },
  async run({ records, runs }) {
    installPigz()
    buildTarget()
    const input = await orderFile(records)
    const measure = (command: Command) => () => {
      clearZones()
      return runPipeline([['cat', input], command])
    }
    const costs = await measureSides(runs, {
      pigz: measure(['pigz', '-6', '-p', String(availableParallelism()), '-c']),
      'descant, no validation': measure(
        targetCommand('target-unvalidated', { validate_records: false }),
      ),
      'descant, compression_level 1': measure(
        targetCommand('target-level-1', { compression_level: 1 }),
      ),
      'descant, compression_level 3': measure(
        targetCommand('target-level-3', { compression_level: 3 }),
      ),
      descant: measure(targetCommand('target-folder', {})),
    })
    const { bytes, plain, lines } = await written()
    if (lines !== records) throw new Error(`${lines} of ${records} records were written.`)
    console.log(`  ${plain} bytes of lines became ${bytes}`)
    const theirs = wallOf(costs.pigz)
    return [
      { bar: 'pigz -6', unit: 'seconds', ours: wallOf(costs.descant), theirs, limit: 1.8 },
      {
        bar: 'pigz -6, without validation',
        unit: 'seconds',
        ours: wallOf(costs['descant, no validation']),
        theirs,
        limit: 1.2,
      },
      { bar: 'compressed against plain', unit: 'bytes', ours: bytes, theirs: plain, limit: 0.3 },
    ]
  },
}
