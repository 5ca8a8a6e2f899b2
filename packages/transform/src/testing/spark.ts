import { existsSync } from 'node:fs'
import { delimiter, resolve } from 'node:path'
import type { SparkLauncher } from '../engines/launchers/spark-launcher.ts'
import { type SparkSubmitOptions, sparkSubmit } from '../engines/launchers/spark-submit.ts'

const root = new URL('../../../../', import.meta.url).pathname

/** The environment that `.ci/spark.sh` installs PySpark and pyiceberg into. */
export const sparkHome: string = resolve(root, process.env.DESCANT_PEERS ?? '.bench/peers', 'spark')

/** Why proofs on Spark are skipped; undefined where they can run. */
export const sparkMissing: string | undefined = existsSync(`${sparkHome}/bin/spark-submit`)
  ? undefined
  : 'skipped: PySpark is not installed (bash .ci/spark.sh)'

/** Spark as the tests run it: small, on one core. */
export const testSpark = (options: SparkSubmitOptions = {}): SparkLauncher =>
  sparkSubmit({
    command: `${sparkHome}/bin/spark-submit`,
    master: 'local[1]',
    driverMemory: '1g',
    environment: {
      ...process.env,
      PATH: `${sparkHome}/bin${delimiter}${process.env.PATH}`,
      PYSPARK_PYTHON: `${sparkHome}/bin/python`,
    },
    ...options,
  })
