import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { awaitJob } from '../engines/launchers/await-job.ts'
import type { SparkLauncher } from '../engines/launchers/spark-launcher.ts'
import {
  oneMachine,
  type SparkSubmitOptions,
  sparkSubmit,
} from '../engines/launchers/spark-submit.ts'
import type { PlanStep, SparkPlan } from '../engines/spark/plan/plan.ts'
import { parseRunReport, type RunReport } from '../engines/spark/run-report.ts'
import { tune } from '../engines/spark/tuning.ts'
import { sparkRunner } from '../spark-runner.ts'

const root = fileURLToPath(new URL('../../../../', import.meta.url))

/** The environment that `.ci/spark.sh` installs PySpark and pyiceberg into. */
const home = resolve(root, process.env.DESCANT_PEERS ?? '.bench/peers', 'spark')

/** Why proofs on Spark are not run; undefined where they are. They take minutes: CI alone runs them. */
export const noSpark: string | undefined = !existsSync(`${home}/bin/spark-submit`)
  ? 'Spark is not installed: bash .ci/spark.sh'
  : process.env.DESCANT_LONG === '1'
    ? undefined
    : 'Spark is run under DESCANT_LONG=1'

export const sparkEnvironment: NodeJS.ProcessEnv = {
  ...process.env,
  PATH: `${home}/bin${delimiter}${process.env.PATH}`,
  PYSPARK_PYTHON: `${home}/bin/python`,
}

const sparkCommand = `${home}/bin/spark-submit`

export const sparkPython: string = `${home}/bin/python`

/** For small inputs: few tasks, and neither compilers that take long nor threads that clean up. */
const quickStart = {
  'spark.sql.shuffle.partitions': '2',
  'spark.driver.extraJavaOptions': '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC',
}

/** Settings of a Spark that lives through many runs of tests. */
export const sparkSettings: Readonly<Record<string, string>> = {
  ...quickStart,
  ...tune(0, 0).application,
  ...oneMachine,
}

/** Spark as tests run it: small, and without what pays only for large inputs. */
export const testSpark = (options: SparkSubmitOptions = {}): SparkLauncher =>
  sparkSubmit({
    command: sparkCommand,
    master: 'local[2]',
    driverMemory: '1g',
    settings: quickStart,
    environment: sparkEnvironment,
    ...options,
  })

/** Runs steps on Spark, in a folder that is gone afterwards. */
export async function runSteps(steps: readonly PlanStep[]): Promise<RunReport> {
  const directory = await mkdtemp(join(tmpdir(), 'descant-spark-'))
  try {
    const url = (name: string) => `file:${join(directory, name)}`
    const { session, advice, application } = tune(0, 0)
    const plan: SparkPlan = {
      version: 2,
      run: 'test',
      report: url('report.json'),
      checkpoint: url('kept'),
      session,
      advice,
      steps,
    }
    await writeFile(join(directory, 'plan.json'), JSON.stringify(plan))
    const job = { run: 'test', runner: sparkRunner, plan: url('plan.json'), settings: application }
    await awaitJob(await testSpark().submit(job))
    return parseRunReport(await readFile(join(directory, 'report.json')), 'test')
  } finally {
    await rm(directory, { recursive: true })
  }
}

/** Runs a Python program of the tests in the environment of Spark; gives back what it prints, as JSON. */
export async function runPython<T>(program: URL, ...given: readonly string[]): Promise<T> {
  const { stdout } = await promisify(execFile)(sparkPython, [fileURLToPath(program), ...given], {
    env: sparkEnvironment,
    maxBuffer: 2 ** 28,
  })
  return JSON.parse(stdout) as T
}

/** The jar with Iceberg's reader for Spark. */
export const icebergJar: string = join(home, 'jars', 'iceberg-spark-runtime-3.5_2.12-1.10.0.jar')
