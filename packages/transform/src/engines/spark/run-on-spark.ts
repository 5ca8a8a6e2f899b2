import { readFile } from 'node:fs/promises'
import { encodePathPart, type ObjectStore } from '@descant/lake'
import { TransformError } from '../../errors.ts'
import type { Activation } from '../../ingest/ledger.ts'
import { readActivations } from '../../ingest/read-activations.ts'
import { judgeQuality, ruleReport } from '../../quality/check-quality.ts'
import type { RunPlan } from '../../run/plan-run.ts'
import { parkingOf } from '../../run/read-records.ts'
import type { RunContext } from '../../run/run-context.ts'
import { sparkRunner } from '../../spark-runner.ts'
import { recordCounts } from '../../tables/count-outcomes.ts'
import { type ProcessedTable, rowsOf } from '../../tables/processed-tables.ts'
import { commitFiles, type PublishedTable } from '../../tables/publish-table.ts'
import {
  checkConservation,
  type QualityReport,
  type StreamReport,
  type TableReport,
} from '../../transform-report.ts'
import { awaitJob } from '../launchers/await-job.ts'
import type { SparkLauncher } from '../launchers/spark-launcher.ts'
import { answerNames, type CompiledPlan, compilePlan, type PlanFacts } from './compile-plan.ts'
import { dataFiles } from './data-files.ts'
import { parkRefused } from './park-refused.ts'
import type { SparkPlan } from './plan.ts'
import {
  answerOf,
  parseRunReport,
  type RunReport,
  reportLacks,
  type WrittenFile,
} from './run-report.ts'
import { sparkUrl } from './spark-url.ts'
import { tune } from './tuning.ts'
import { WorkFolder } from './work-folder.ts'

/** How a transform is done on Spark. */
export interface SparkOptions {
  /** What starts it. */
  readonly launcher: SparkLauncher
}

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
  const { zones, customer, run, progress } = context
  const parking = parkingOf(context)
  const activations = [...plan.ledger.activations]
  for (const raw of plan.raw.streams) {
    activations.push(...(await readActivations(zones.raw, parking, raw)))
  }
  const work = await WorkFolder.open(zones.processed, `${encodePathPart(customer)}/_spark/`, run)
  try {
    const urlOf = (store: ObjectStore) => (key: string) => sparkUrl(launcher, store, key)
    const dataFolder = `data/${run}`
    const facts: PlanFacts = {
      ...context,
      streams: plan.raw.streams,
      activations,
      isResolved,
      rawUrl: urlOf(zones.raw),
      processedUrl: urlOf(zones.processed),
      dataFolder,
      workUrl: urlOf(zones.processed)(work.key('')),
    }
    const compiled = compilePlan(facts)
    progress({ stage: 'spark', subject: launcher.name, objects: objectsOf(plan) })
    await submit(context, plan, compiled, { launcher, work, url: facts.processedUrl, signal })
    const report = parseRunReport((await zones.processed.get(work.key('report.json')))?.body, run)
    for (const input of compiled.inputs) {
      await parkRefused(
        { raw: zones.raw, processed: zones.processed, parking },
        report,
        work.key(''),
        input,
      )
    }
    const streams = context.model.recordEntities.flatMap(({ name }) =>
      compiled.inputs
        .filter(({ stream }) => stream.entity.name === name)
        .map((input) => streamReport(report, input)),
    )
    checkConservation(streams)
    checkRows(report, streams)
    const quality = judgeQuality(
      compiled.changing.flatMap((entity) =>
        (entity.quality ?? []).map((rule, index) =>
          ruleReport(entity, rule, answerOf(report, answerNames.rule(entity, index)).violations),
        ),
      ),
    )
    return await use({
      streams,
      quality,
      identityRounds: report.rounds[answerNames.rounds] ?? 0,
      activations,
      publish: () => publish(context, report, compiled, dataFolder),
    })
  } finally {
    await work.remove()
  }
}

const objectsOf = ({ raw }: RunPlan) =>
  raw.streams.reduce((sum, { batches }) => sum + batches.length, 0)

async function submit(
  { zones, run, tables, progress }: SparkRun['context'],
  { raw }: RunPlan,
  { steps }: CompiledPlan,
  {
    launcher,
    work,
    url,
    signal,
  }: {
    readonly launcher: SparkLauncher
    readonly work: WorkFolder
    readonly url: (key: string) => string
    readonly signal: AbortSignal | undefined
  },
): Promise<void> {
  const rawBytes = raw.streams
    .flatMap(({ batches }) => batches)
    .reduce((sum, { bytes }) => sum + bytes, 0)
  const tableBytes = [...tables.values()]
    .flatMap(({ base }) => base?.files ?? [])
    .reduce((sum, { bytes }) => sum + bytes, 0)
  const { session, application } = tune(rawBytes, tableBytes)
  const document: SparkPlan = {
    version: 1,
    run,
    report: url(work.key('report.json')),
    checkpoint: url(work.key('kept')),
    session,
    steps,
  }
  const planKey = work.key('plan.json')
  await zones.processed.create(planKey, Buffer.from(JSON.stringify(document)), {
    contentType: 'application/json',
  })
  let runner = sparkRunner
  if (!launcher.isLocal) {
    const runnerKey = work.key('runner.py')
    await zones.processed.create(runnerKey, await readFile(sparkRunner))
    runner = url(runnerKey)
  }
  const handle = await launcher.submit({ run, runner, plan: url(planKey), settings: application })
  const onState = (words: string) => progress({ stage: 'spark', subject: words })
  await awaitJob(handle, { signal, onState })
}

function streamReport(
  report: RunReport,
  { number, raw }: CompiledPlan['inputs'][number],
): StreamReport {
  const counts = recordCounts(
    answerOf(report, answerNames.input(number)),
    answerOf(report, answerNames.outcome(number)),
  )
  const damaged = new Set(report.damaged)
  return {
    provider: raw.provider,
    stream: raw.stream.name,
    table: raw.stream.entity.name,
    objects: raw.batches.length + raw.activations.length,
    ...counts,
    damagedObjects: raw.batches.filter(({ key }) => damaged.has(key)).length,
  }
}

/** As in the embedded engine: the rows of a table are those that were kept, and old ones that stay. */
function checkRows(report: RunReport, streams: readonly StreamReport[]): void {
  for (const table of new Set(streams.map(({ table }) => table))) {
    const kept = streams
      .filter((stream) => stream.table === table)
      .reduce((sum, stream) => sum + stream.kept, 0)
    const { rows, stayed } = answerOf(report, `rows ${table}`)
    const expected = kept + Number(stayed)
    if (Number(rows) === expected) continue
    throw new TransformError(
      'TRANSFORM_CONSERVATION',
      `The table ${table} would have ${rows} rows and should have ${expected}. Nothing was committed; this is a fault of the transform, please report it.`,
    )
  }
}

/** Makes the files that Spark wrote the tables, one commit each, in the order of all runs. */
async function publish(
  { model, tables, run, progress }: SparkRun['context'],
  report: RunReport,
  { changing }: CompiledPlan,
  dataFolder: string,
): Promise<TableReport[]> {
  const summary = { 'descant.run': run, 'descant.engine': 'spark' }
  const reports: TableReport[] = []
  for (const entity of model.commitOrder) {
    const target = tables.get(entity.name) as ProcessedTable
    const written = changing.includes(entity) ? report.files[entity.name] : null
    progress({ stage: 'publish', subject: entity.name })
    const { snapshot, committed } = await commitWritten(target, written, dataFolder, summary)
    reports.push({
      table: entity.name,
      rowsBefore: rowsOf(target),
      rows: rowsOf({ ...target, base: snapshot }),
      committed,
      snapshotId: snapshot.snapshotId,
    })
  }
  return reports
}

/** Commits the files of a table, or what a run that was killed had changed of one that is as it was. */
async function commitWritten(
  target: ProcessedTable,
  written: readonly WrittenFile[] | null | undefined,
  dataFolder: string,
  summary: Readonly<Record<string, string>>,
): Promise<PublishedTable> {
  const { base, head, entity } = target
  if (written === null && base !== undefined) {
    return base.snapshotId === head?.snapshotId
      ? { snapshot: base, committed: false }
      : commitFiles(target, base.files, summary)
  }
  if (written === undefined) throw reportLacks(`the files of ${entity.name}`)
  const { partitionBy = [] } = entity
  const files = dataFiles(dataFolder, partitionBy, written ?? [])
  return commitFiles(target, files, summary, partitionBy)
}
