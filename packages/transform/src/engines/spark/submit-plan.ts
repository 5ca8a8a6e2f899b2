import { readFile } from 'node:fs/promises'
import type { ObjectStore } from '@descant/lake'
import type { RunPlan } from '../../run/plan-run.ts'
import type { RunContext } from '../../run/run-context.ts'
import { sparkRunner } from '../../spark-runner.ts'
import { awaitJob } from '../launchers/await-job.ts'
import type { SparkLauncher } from '../launchers/spark-launcher.ts'
import type { PlanStep, SparkPlan } from './plan/plan.ts'
import { parseRunReport, type RunReport } from './run-report.ts'
import { sparkUrl } from './spark-url.ts'
import { tune } from './tuning.ts'
import type { WorkFolder } from './work-folder.ts'

/** Where a plan goes, and what does it. */
export interface Submission {
  readonly launcher: SparkLauncher
  readonly work: WorkFolder
  readonly signal: AbortSignal | undefined
}

/**
 * Writes a plan, lets a launcher run it to its end, and reads its report.
 *
 * @throws {TransformError} `TRANSFORM_SPARK_FAILED`, `TRANSFORM_SPARK_REPORT`
 */
export async function submitPlan(
  { zones: { processed }, run, progress }: Pick<RunContext, 'zones' | 'run' | 'progress'>,
  plan: RunPlan,
  steps: readonly PlanStep[],
  { launcher, work, signal }: Submission,
): Promise<RunReport> {
  const url = (name: string) => sparkUrl(launcher, processed, work.key(name))
  const { session, advice, application } = tune(rawBytes(plan), tableBytes(plan))
  const document: SparkPlan = {
    version: 2,
    run,
    report: url('report.json'),
    checkpoint: url('kept'),
    session,
    advice,
    steps,
  }
  await processed.create(work.key('plan.json'), Buffer.from(JSON.stringify(document)), {
    contentType: 'application/json',
  })
  const runner = await runnerOf(launcher, processed, work)
  const job = { run, runner, plan: url('plan.json'), settings: application }
  const handle = await launcher.submit(job)
  const onState = (words: string) => progress({ stage: 'spark', subject: words })
  await awaitJob(handle, { signal, onState })
  return parseRunReport((await processed.get(work.key('report.json')))?.body, run)
}

/** The program where the job can read it: beside the plan, where it runs elsewhere. */
async function runnerOf(
  launcher: SparkLauncher,
  processed: ObjectStore,
  work: WorkFolder,
): Promise<string> {
  if (launcher.isLocal) return sparkRunner
  const key = work.key('runner.py')
  await processed.create(key, await readFile(sparkRunner))
  return sparkUrl(launcher, processed, key)
}

const rawBytes = ({ raw }: RunPlan) =>
  raw.streams.flatMap(({ batches }) => batches).reduce((sum, { bytes }) => sum + bytes, 0)

const tableBytes = ({ tables }: RunPlan) =>
  [...tables.values()]
    .flatMap(({ base }) => base?.files ?? [])
    .reduce((sum, { bytes }) => sum + bytes, 0)
