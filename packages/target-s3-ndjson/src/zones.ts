import { randomUUID } from 'node:crypto'
import { type ObjectStore, openStore, type S3Options } from '@descant/lake'
import type { Infer, Logger } from '@descant/sdk'
import { RunRecord } from './run-record.ts'
import type { settings } from './settings.ts'

type Settings = Infer<typeof settings>

/** Where one run of the target writes. */
export interface Zones {
  readonly raw: ObjectStore
  readonly deadLetters: ObjectStore | undefined
  /** What is kept of the run beside its data. */
  readonly record: RunRecord
  readonly customer: string
  readonly provider: string
  /** Tells this run from others of the same second. */
  readonly run: string
  readonly level: number
  readonly extension: 'ndjson.gz' | 'ndjson.gzip'
}

const s3Options = (config: Settings): S3Options => ({
  ...(config.s3_endpoint === undefined ? {} : { endpoint: config.s3_endpoint }),
  ...(config.s3_region === undefined ? {} : { region: config.s3_region }),
  ...(config.s3_force_path_style === undefined
    ? {}
    : { forcePathStyle: config.s3_force_path_style }),
  ...(config.s3_timeout_seconds === undefined ? {} : { timeoutSeconds: config.s3_timeout_seconds }),
  ...(config.s3_encryption === undefined ? {} : { encryption: config.s3_encryption }),
  ...(config.s3_kms_key_id === undefined ? {} : { kmsKeyId: config.s3_kms_key_id }),
  ...(config.s3_tags === undefined ? {} : { tags: config.s3_tags as Record<string, string> }),
})

/**
 * Opens the zones of a run, and proves that they take writes and never overwrite.
 *
 * @throws {LakeError} where a zone is unreachable, refuses writes, or would overwrite.
 */
export async function openZones(config: Settings, log: Logger): Promise<Zones> {
  const options = s3Options(config)
  const raw = openStore(config.raw, options)
  const deadLetters =
    config.dead_letters === undefined ? undefined : openStore(config.dead_letters, options)
  const state = config.state === undefined ? undefined : openStore(config.state, options)
  await Promise.all([raw.probe(), deadLetters?.probe(), state?.probe()])
  const { customer, provider, alert_url: url, alert_format: format = 'json' } = config
  const run = randomUUID().slice(0, 8)
  return {
    raw,
    deadLetters,
    record: new RunRecord({
      state,
      customer,
      provider,
      run,
      log,
      contract: config.schema_contract ?? 'evolve',
      alerts: url === undefined ? undefined : { url, format },
      deadLettersADay: config.alert_dead_letters ?? 1000,
    }),
    customer,
    provider,
    run,
    level: config.compression_level ?? 6,
    extension: config.file_extension ?? 'ndjson.gz',
  }
}
