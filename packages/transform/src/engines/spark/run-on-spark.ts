import { encodePathPart, type ObjectStore } from '@descant/lake'
import type { Activation } from '../../ingest/ledger.ts'
import { readActivations } from '../../ingest/read-activations.ts'
import type { RunPlan } from '../../run/plan-run.ts'
import { parkingOf } from '../../run/read-records.ts'
import type { RunContext } from '../../run/run-context.ts'
import type { QualityReport, StreamReport, TableReport } from '../../transform-report.ts'
import type { SparkLauncher } from '../launchers/spark-launcher.ts'
import { judgeCounts, judgeRules } from './judge-report.ts'
import { parkRefused } from './park-refused.ts'
import { answerNames } from './plan/answer-names.ts'
import { compilePlan } from './plan/compile-plan.ts'
import type { PlanFacts } from './plan/plan-facts.ts'
import { publishWritten } from './publish-written.ts'
import { sparkUrl } from './spark-url.ts'
import { submitPlan } from './submit-plan.ts'
import { WorkFolder } from './work-folder.ts'

/** What a run on Spark is made from. */
export interface SparkRun {
  readonly context: Omit<RunContext, 'duck' | 'directory' | 'dialect'>
  readonly plan: RunPlan
  readonly launcher: SparkLauncher
  readonly isResolved: boolean
  readonly signal?: AbortSignal | undefined
}

/** What came of it, before it is committed. */
export interface SparkResult {
  readonly streams: readonly StreamReport[]
  readonly quality: readonly QualityReport[]
  readonly identityRounds: number
  readonly activations: readonly Activation[]
  /** Whether people who had been forgotten are to come back, which takes a rebuild. */
  readonly isAnybodyBack: boolean
  /** Commits every table; what was not committed before is taken up by the next run. */
  readonly publish: () => Promise<TableReport[]>
}

/**
 * Does a run on Spark: writes its plan, lets a launcher run it, reads its report, parks what was refused,
 * and judges the counts. Nothing of a table changes before `publish`, which is ours: Spark writes files
 * that no table names yet.
 *
 * @throws {TransformError} `TRANSFORM_SPARK_ZONE` where the job cannot reach a zone, `TRANSFORM_SPARK_FAILED`,
 *   `TRANSFORM_SPARK_REPORT`, `TRANSFORM_CONSERVATION`, `TRANSFORM_QUALITY`.
 */
export async function runOnSpark<T>(
  { context, plan, launcher, isResolved, signal }: SparkRun,
  use: (result: SparkResult) => Promise<T>,
): Promise<T> {
  const { zones, model, customer, run, progress } = context
  const parking = parkingOf(context)
  const activations = [...plan.ledger.activations]
  for (const raw of plan.raw.streams) {
    activations.push(...(await readActivations(zones.raw, parking, raw)))
  }
  const work = await WorkFolder.open(zones.processed, `${encodePathPart(customer)}/_spark/`, run)
  try {
    const urlOf = (store: ObjectStore) => (key: string) => sparkUrl(launcher, store, key)
    const facts: PlanFacts = {
      ...context,
      streams: plan.raw.streams,
      activations,
      isResolved,
      rawUrl: urlOf(zones.raw),
      processedUrl: urlOf(zones.processed),
      dataFolder: `data/${run}`,
      workUrl: urlOf(zones.processed)(work.key('')),
    }
    const compiled = compilePlan(facts)
    progress({ stage: 'spark', subject: launcher.name, objects: objectsOf(plan) })
    const report = await submitPlan(context, plan, compiled.steps, { launcher, work, signal })
    for (const input of compiled.inputs) {
      await parkRefused({ ...zones, parking }, report, work.key(''), input)
    }
    return await use({
      streams: judgeCounts(report, model, compiled),
      quality: judgeRules(report, compiled),
      identityRounds: report.rounds[answerNames.rounds] ?? 0,
      activations,
      isAnybodyBack: Number(report.answers[answerNames.lost]?.[0]?.lost ?? 0) > 0,
      publish: () => publishWritten(context, facts, compiled, report),
    })
  } finally {
    await work.remove()
  }
}

const objectsOf = ({ raw }: RunPlan) =>
  raw.streams.reduce((sum, { batches }) => sum + batches.length, 0)
