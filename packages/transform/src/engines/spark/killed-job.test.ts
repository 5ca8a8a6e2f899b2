import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { firstRecords, laterRecords } from '../../testing/awkward-records.ts'
import { EnginePair } from '../../testing/engine-pair.ts'
import type { TestLake } from '../../testing/lake.ts'
import { SharedSpark } from '../../testing/shared-spark.ts'
import { noSpark, testSpark } from '../../testing/spark.ts'
import type { SparkLauncher } from '../launchers/spark-launcher.ts'

vi.setConfig({ testTimeout: 3_600_000, hookTimeout: 3_600_000 })

/** Spark whose process is killed, as the kernel does it, as soon as something is there. */
const killedWhen = (isThere: () => boolean): SparkLauncher => ({
  ...testSpark(),
  async submit(job) {
    const handle = await testSpark().submit(job)
    const kill = async () => {
      while (!isThere()) await wait(5)
      process.kill(Number(handle.id.split(' ')[1]), 'SIGKILL')
    }
    void kill()
    return handle
  },
})

const folder = (lake: TestLake, ...path: string[]) =>
  join(lake.directory, 'processed', 'acme', ...path)

/** What lies below a folder; nothing where Spark takes it away meanwhile. */
const below = (path: string): string[] => {
  try {
    return readdirSync(path, { recursive: true }).map(String)
  } catch {
    return []
  }
}

/** Moments of a job, each by what lies in the processed zone then. */
const moments: readonly [moment: string, isThere: (lake: TestLake) => boolean][] = [
  [
    'kept its first rows',
    (lake) => below(folder(lake, '_spark')).some((name) => /kept.00001.part/.test(name)),
  ],
  [
    'written files of a table',
    (lake) =>
      below(folder(lake, 'customers', 'data')).some(
        (name) => /parquet$/.test(name) && !isOfBefore.has(name),
      ),
  ],
  [
    'written all but the report',
    (lake) =>
      below(folder(lake, 'profiles', 'data')).some(
        (name) => /parquet$/.test(name) && !isOfBefore.has(name),
      ),
  ],
]

const isOfBefore = new Set<string>()

describe.skipIf(noSpark)('a run on Spark that is killed', () => {
  let spark: SharedSpark
  let pair: EnginePair
  beforeAll(async () => {
    spark = new SharedSpark()
    pair = await EnginePair.open(spark)
    await pair.each(firstRecords)
    await pair.each((lake) => lake.run())
    await pair.each(laterRecords)
    for (const name of ['customers', 'profiles']) {
      for (const path of below(folder(pair.spark, name, 'data'))) isOfBefore.add(path)
    }
  })
  afterAll(async () => {
    await pair?.close()
    await spark?.close()
  })

  test.each(moments)('when it has %s: tables are as before', async (_moment, isThere) => {
    const launcher = killedWhen(() => isThere(pair.spark))
    const killed = pair.runOnSpark('incremental', { spark: { launcher } })
    await expect(killed).rejects.toMatchObject({ code: 'TRANSFORM_SPARK_FAILED' })
    await pair.expectEqualTables()
  })

  test('between two commits: the next run gives the right answer', async () => {
    // Both runs begin at the same moment, since tables tell when a record came to its profile.
    const now = () => new Date('2026-12-24T00:00:00Z')
    const dying = pair.runOnSpark('incremental', {
      now,
      onProgress: ({ stage, subject }) => {
        if (stage === 'publish' && subject === 'profiles') throw new Error('killed')
      },
    })
    await expect(dying).rejects.toThrow('killed')
    await pair.run('incremental', { now })
  })
})
