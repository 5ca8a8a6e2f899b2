import { delimiter } from 'node:path'
import type { Bench } from './bench.ts'
import { rawZone } from './fixtures/raw-zone/raw-zone.ts'
import { sparkPeer } from './peers/spark.ts'
import { measureSides } from './sides.ts'
import { thousands } from './thousands.ts'
import { buildTransform, fresh, transformed, wallOf } from './transform.ts'

const memoryLimitMib = 4096

export const engines: Bench = {
  description:
    'One plan on both engines: raw records of two providers into all tables, embedded and on PySpark ' +
    'with local[2], the start of each included.',
  size: { records: 1_100_000, runs: 1 },
  async run({ records, runs }) {
    const { bin } = sparkPeer()
    buildTransform()
    const raw = await rawZone(records)
    const historic = (more: readonly string[]) => () => {
      fresh(raw)
      return transformed('historic', memoryLimitMib, more)
    }
    process.env.PATH = `${bin}${delimiter}${process.env.PATH}`
    process.env.PYSPARK_PYTHON = `${bin}/python`
    const spark = [
      '--engine=spark',
      `--spark-submit=${bin}/spark-submit`,
      '--spark-master=local[2]',
      '--spark-driver-memory=8g',
    ]
    const costs = await measureSides(runs, { embedded: historic([]), Spark: historic(spark) })
    return [
      {
        bar: 'the same plan on PySpark local[2]',
        unit: `seconds for ${thousands(records)} records`,
        ours: wallOf(costs.embedded),
        theirs: wallOf(costs.Spark),
        limit: 1 / 6,
      },
    ]
  },
}
