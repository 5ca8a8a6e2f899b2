import type { ObjectStore } from '@descant/lake'
import { TransformError } from '../../errors.ts'
import type { SparkLauncher } from '../launchers/spark-launcher.ts'

/**
 * The URL of an object as Spark opens it.
 *
 * @throws {TransformError} `TRANSFORM_SPARK_ZONE` for a folder of this machine that a job elsewhere cannot see.
 */
export function sparkUrl(
  { name, isLocal, s3Scheme }: SparkLauncher,
  store: ObjectStore,
  key: string,
): string {
  const path = key === '' || key.endsWith('/') ? undefined : store.localPath(key)
  if (store.url.startsWith('s3:')) return `${s3Scheme}:${store.url.slice('s3:'.length)}${key}`
  if (isLocal) return `file:${path ?? `${store.localPath(`${key}_`)?.slice(0, -1)}`}`
  throw new TransformError(
    'TRANSFORM_SPARK_ZONE',
    `${store.url} lies on this machine, and ${name} runs Spark elsewhere. Give zones in S3 (s3://bucket/prefix), or let spark-submit run here.`,
    { exitCode: 2 },
  )
}
