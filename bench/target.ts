import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Bench } from './bench.ts'
import { buildFixtures } from './build-fixtures.ts'
import { buildTarget, clearZones, targetCommand } from './built-target.ts'
import { orderFile } from './order-file.ts'
import { runningMinio } from './peers/minio.ts'
import { pythonBin } from './peers/python-bin.ts'
import { targetJsonl } from './peers/target-jsonl.ts'
import { targetS3Jsonl } from './peers/target-s3-jsonl.ts'
import { type Command, type PipelineCost, runPipeline } from './pipeline.ts'
import { settingsFile } from './settings-file.ts'
import { measureSides, median } from './sides.ts'
import { thousands } from './thousands.ts'
import { workFolder } from './work-folder.ts'

const wallOf = (costs: readonly PipelineCost[]) =>
  median(costs.map(({ wallSeconds }) => wallSeconds))

/** As many records as a batch holds. */
const batch = 20_000

export const target: Bench = {
  description:
    'Nested orders into target-s3-ndjson with its defaults (validation on, gzip 6), against ' +
    'target-jsonl to a folder, uncompressed, and target-s3-jsonl to MinIO, gzipped.',
  size: { records: 500_000, runs: 3 },
  async run({ records, runs }) {
    const jsonl = pythonBin(targetJsonl)
    const s3Jsonl = pythonBin(targetS3Jsonl)
    buildTarget()
    const [stateLag] = await buildFixtures(['state-lag'])
    const input = await orderFile(records)
    const minio = await runningMinio()
    Object.assign(process.env, minio.environment)
    const lagPath = join(workFolder('output'), 'lag')
    const toFolder = targetCommand('target-folder', {})
    const toMinio = targetCommand('target-minio', {
      raw: 's3://lake/raw',
      dead_letters: 's3://lake/dead-letters',
      s3_endpoint: minio.url,
    })
    const jsonlSettings = settingsFile('target-jsonl', {
      destination_path: workFolder('output', 'jsonl'),
      do_timestamp_file: false,
    })
    const s3JsonlSettings = settingsFile('target-s3-jsonl', {
      s3_bucket: 'lake',
      path_template: 'peer/{stream}.jsonl',
      compression: 'gzip',
      aws_endpoint_url: minio.url,
      work_dir: workFolder('output', 's3-jsonl'),
    })
    const measure = (command: Command) => () => {
      clearZones()
      return runPipeline([['cat', input], command])
    }
    try {
      const costs = await measureSides(runs, {
        'descant to a folder': measure(toFolder),
        'target-jsonl': measure([...jsonl, ...jsonlSettings]),
        'descant to MinIO': measure(toMinio),
        'target-s3-jsonl': measure([...s3Jsonl, ...s3JsonlSettings]),
        'descant, fed as fast as it reads': () => {
          clearZones()
          return runPipeline([[...stateLag, String(records), ...toMinio]], lagPath)
        },
      })
      const unit = `seconds for ${thousands(records)} orders`
      return [
        {
          bar: 'target-jsonl to a folder',
          unit,
          ours: wallOf(costs['descant to a folder']),
          theirs: wallOf(costs['target-jsonl']),
          limit: 1 / 30,
        },
        {
          bar: 'target-s3-jsonl to MinIO',
          unit,
          ours: wallOf(costs['descant to MinIO']),
          theirs: wallOf(costs['target-s3-jsonl']),
          limit: 1 / 12,
        },
        {
          bar: 'longest wait of a STATE, against two batches',
          unit: 'records',
          ours: Number(readFileSync(lagPath, 'utf8')),
          theirs: 2 * batch,
          limit: 1,
        },
      ]
    } finally {
      await minio.stop()
    }
  },
}
