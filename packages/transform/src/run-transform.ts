import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { openStore } from '@descant/lake'
import { registerTables } from './catalog/register-tables.ts'
import { runOnSpark, type SparkRun } from './engines/spark/run-on-spark.ts'
import type { SparkOptions } from './engines/spark/spark-options.ts'
import { lookupSteps } from './enrichment/lookup-step.ts'
import { TransformError } from './errors.ts'
import { isNewest, overtaken } from './ingest/ledger.ts'
import { certainty } from './linkage/certainty.ts'
import { standardModel } from './model/standard-model.ts'
import { checkQuality } from './quality/check-quality.ts'
import { closeLedger } from './run/close-ledger.ts'
import { type Again, forgetSuppressed } from './run/forget-suppressed.ts'
import { isDecided, isNews, isWhole, mustResolve } from './run/is-news.ts'
import { mergeTables } from './run/merge-tables.ts'
import { newestActivations } from './run/newest-activations.ts'
import { planRun, type RunPlan } from './run/plan-run.ts'
import { prepareTables, publishTables } from './run/publish-tables.ts'
import { readRecords } from './run/read-records.ts'
import { resolveProfiles } from './run/resolve-profiles.ts'
import type { RunContext, Zones } from './run/run-context.ts'
import { scopeTables } from './run/scope-tables.ts'
import { stopwatch } from './run/stopwatch.ts'
import { isTidyDue, tidyTables } from './run/tidy-tables.ts'
import { abortedError, withWorkspace } from './run/workspace.ts'
import { duckdbDialect } from './sql/duckdb-dialect.ts'
import { materialise } from './sql/materialise.ts'
import type { TransformOptions } from './transform-options.ts'
import { checkConservation, type TransformReport } from './transform-report.ts'

/**
 * Makes the raw records of a customer into the tables of the processed zone: typed, the newest
 * version of each, with the profile that each person resolves to.
 *
 * A run may be killed at any moment and run again: tables change one commit at a time, and the
 * ledger, which is written last, tells which commits count. A run that another one overtook begins
 * again with what the other left.
 *
 * @throws {TransformError} `TRANSFORM_NO_RAW_DATA`, `TRANSFORM_SOURCE_UNKNOWN`, `TRANSFORM_CONFLICT`,
 *   `TRANSFORM_CONSERVATION`, `TRANSFORM_QUALITY`, `TRANSFORM_RULE`, `TRANSFORM_ABORTED`
 * @throws {LakeError} where a zone cannot be read or written.
 * @example
 * const report = await runTransform({
 *   customer: 'acme',
 *   raw: 'file:///data/raw',
 *   processed: 'file:///data/processed',
 *   deadLetters: 'file:///data/dead-letters',
 *   state: 'file:///data/state',
 *   mode: 'incremental',
 *   sources: { 'shop-eu': 'shopify' },
 * })
 */
export async function runTransform(options: TransformOptions): Promise<TransformReport> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await tryTransform(options)
    } catch (error) {
      const isOvertaken = TransformError.is(error) && error.code === 'TRANSFORM_CONFLICT'
      if (!isOvertaken || attempt === mostAttempts || options.spark) throw error
      // Runs that meet again and again must not stay in step.
      await wait(Math.random() * longestPauseMs * attempt)
    }
  }
}

const mostAttempts = 5
const longestPauseMs = 200

/** Why tables are rebuilt where people come back. */
const comingBack = 'records that were connected with forgotten people no longer are'

/** @param again what was found out that the run is to begin anew as. */
async function tryTransform(options: TransformOptions, again?: Again): Promise<TransformReport> {
  const now = options.now ?? (() => new Date())
  const progress: RunContext['progress'] = (step) => {
    options.onProgress?.(step)
    if (options.signal?.aborted) throw abortedError()
  }
  const watch = stopwatch()
  const startedAt = now()
  const zones = openZones(options)
  progress({ stage: 'list' })
  const plan = await watch.time('list', () =>
    planRun(zones, options, again === 'rebuild' ? comingBack : undefined),
  )
  const run = `${startedAt.toISOString().replace(/[-:]|\.\d+/g, '')}-${randomBytes(4).toString('hex')}`
  const start = {
    zones,
    model: options.model ?? standardModel,
    customer: options.customer,
    sources: options.sources ?? {},
    run,
    startedAt,
    dialect: duckdbDialect,
    tables: plan.tables,
    isRebuild: plan.isRebuild,
    isWhole: again !== undefined || isWhole(plan, options.model ?? standardModel),
    suppression: plan.suppression,
    splits: plan.splits,
    linkage: plan.model && { model: plan.model.model, ...certainty(options) },
    progress,
  }
  const hasNews = isNews(plan)
  const done = hasNews
    ? options.spark
      ? await transformOnSpark(start, plan, options, watch, now)
      : await withWorkspace(options, duckdbDialect, (duck, directory) =>
          transform({ ...start, duck, directory }, plan, watch, now),
        )
    : nothingNew
  if (typeof done === 'string') return tryTransform(options, done)
  if (hasNews && isTidyDue(plan.ledger, startedAt)) {
    const { snapshotDays = 7 } = options
    await watch.time('tidy', () => tidyTables(start, plan.tables, snapshotDays, new Date()))
  }
  const { catalog } = options
  const registered =
    catalog === undefined
      ? []
      : await watch.time('catalog', () =>
          registerTables(catalog, zones.processed, options.customer, start.model),
        )
  return {
    customer: options.customer,
    run,
    mode: options.mode,
    ...(plan.rebuilt === undefined ? {} : { rebuilt: plan.rebuilt }),
    startedAt,
    finishedAt: now(),
    objects: {
      listed: plan.listed,
      consumed: done.streams.reduce((sum, { objects }) => sum + objects, 0),
    },
    unmapped: plan.raw.unmapped,
    waiting: plan.waiting,
    ...done,
    catalog: registered,
    stages: watch.stages,
  }
}

type Done = Pick<TransformReport, 'streams' | 'tables' | 'quality' | 'identityRounds'>

const nothingNew: Done = { streams: [], tables: [], quality: [], identityRounds: 0 }

async function transform(
  context: RunContext,
  plan: RunPlan,
  watch: ReturnType<typeof stopwatch>,
  now: () => Date,
): Promise<Done | Again> {
  await materialise(context.duck, lookupSteps(context.dialect, context.model))
  const inputs = await watch.time('read', () => readRecords(context, plan.raw.streams))
  const activations = newestActivations([
    ...plan.ledger.activations,
    ...inputs.flatMap((input) => input.activations),
  ])
  const local = await watch.time('scope', () => scopeTables(context, inputs))
  const streams = await watch.time('merge', () => mergeTables(context, inputs, activations))
  checkConservation(streams)
  const again = await forgetSuppressed(context, inputs)
  if (again === 'whole' || (again === 'rebuild' && plan.isRawComplete)) return again
  const isResolved = isDecided(plan) || mustResolve(context, inputs)
  const identityRounds = isResolved
    ? await watch.time('profiles', () => resolveProfiles(context, inputs))
    : 0
  const changes = await prepareTables(context, inputs, isResolved)
  const changed = changes.filter(({ mayChange }) => mayChange).map(({ entity }) => entity)
  const quality = await watch.time('quality', () => checkQuality(context, changed))
  const { zones, customer } = context
  if (!(await isNewest(zones.state, customer, plan.ledger))) throw overtaken(customer)
  const tables = await watch.time('publish', () => publishTables(context, changes, local))
  context.progress({ stage: 'close' })
  await closeLedger(context, plan, { activations, tables, finishedAt: now() })
  return { streams, tables, quality, identityRounds }
}

/** The same on Spark: one job, and what it wrote is committed from here. */
async function transformOnSpark(
  context: SparkRun['context'],
  plan: RunPlan,
  { spark, signal }: TransformOptions,
  watch: ReturnType<typeof stopwatch>,
  now: () => Date,
): Promise<Done | Again> {
  const { launcher } = spark as SparkOptions
  const inputs = plan.raw.streams
  const isResolved = isDecided(plan) || mustResolve(context, inputs)
  return watch.time('spark', () =>
    runOnSpark({ context, plan, launcher, isResolved, signal }, async (result) => {
      const { streams, quality, identityRounds, isAnybodyBack } = result
      if (isAnybodyBack && plan.isRawComplete) return 'rebuild'
      const activations = newestActivations(result.activations)
      const tables = await watch.time('publish', result.publish)
      context.progress({ stage: 'close' })
      await closeLedger(context, plan, { activations, tables, finishedAt: now() })
      return { streams, tables, quality, identityRounds }
    }),
  )
}

const openZones = ({ raw, processed, deadLetters, state, s3 }: TransformOptions): Zones => ({
  raw: openStore(raw, s3),
  processed: openStore(processed, s3),
  deadLetters: openStore(deadLetters, s3),
  state: openStore(state, s3),
})
