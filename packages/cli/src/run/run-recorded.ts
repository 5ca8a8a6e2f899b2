import { hostname } from 'node:os'
import { type Lease, type ObjectStore, openStore } from '@descant/lake'
import { exitCodes, packageVersion, redactor, SingerError, Stop } from '@descant/sdk'
import type { Project, ProjectCustomer, ProjectLimits } from '../project/project.ts'
import type { RunRecord, RunStatus, RunSubject } from '../runs/run-record.ts'
import { logPrefix, RunStore } from '../runs/run-store.ts'
import { projectSecrets } from '../secrets/project-secrets.ts'
import type { SecretResolver } from '../secrets/secret-resolver.ts'
import { Keeper } from './programs/keeper.ts'
import type { RunContext } from './run-context.ts'
import { RunFolder } from './run-folder.ts'
import { takeRunLease } from './run-lease.ts'
import { RunLog } from './run-log.ts'

const version = packageVersion(import.meta.url)

/** The name and version of the program, as dead letters tell it. */
export const processor = `descant ${version}`

/** A run that holds its lease and is recorded. */
export interface RecordedRun {
  /** As it was begun. */
  readonly record: RunRecord
  /** The run before it, where one is kept. */
  readonly before: RunRecord | undefined
  readonly state: ObjectStore
  readonly lease: Lease
  readonly log: RunLog
  /** Aborted when the process is to end, the time is spent, or the lease is lost. */
  readonly signal: AbortSignal
  readonly secrets: SecretResolver
  /** Keeps the secrets that were resolved so far out of all that is written from here on. */
  readonly hideSecrets: () => void
  readonly folder: RunFolder
  readonly keeper: Keeper
}

/** What a run did: laid over its record when it ends. */
export type RunOutcome = Pick<RunRecord, 'exit_code' | 'message'> &
  Partial<
    Pick<
      RunRecord,
      'attempts' | 'states' | 'streams' | 'conservation' | 'report' | 'versions' | 'lease_token'
    >
  >

const stopCodes: readonly (number | null)[] = [
  exitCodes.timeSpent,
  exitCodes.interrupted,
  exitCodes.terminated,
]

/** What an exit code says of a run. */
const statusOf = (exitCode: number | null): RunStatus => {
  if (exitCode === exitCodes.done) return 'succeeded'
  if (exitCode === exitCodes.partial) return 'partial'
  return stopCodes.includes(exitCode) ? 'stopped' : 'failed'
}

const outcomeOfError = (error: unknown, signal: AbortSignal): RunOutcome => {
  const stop = Stop.of(signal)
  if (stop) return { exit_code: stop.exitCode, message: stop.message }
  if (SingerError.is(error)) {
    return { exit_code: error.exitCode ?? exitCodes.failure, message: error.message }
  }
  const words = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return {
    exit_code: exitCodes.failure,
    message: `This is a bug; please report it with this line. ${words}`,
  }
}

const newRecord = (
  subject: RunSubject,
  run: string,
  at: Date,
  lease: Lease,
  scheduledFor: Date | undefined,
): RunRecord => ({
  run,
  customer: subject.customer,
  stage: subject.stage,
  source: subject.source ?? null,
  status: 'running',
  exit_code: null,
  message: null,
  started_at: at.toISOString(),
  ended_at: null,
  seconds: null,
  host: hostname(),
  pid: process.pid,
  lease_token: lease.token,
  scheduled_for: scheduledFor?.toISOString() ?? null,
  attempts: [],
  states: { from: null, to: null },
  streams: {},
  conservation: null,
  report: null,
  versions: { descant: version, node: process.versions.node },
})

/** The record of the run before, which holds no lease any more: where it still says so, it was killed. */
const closeKilled = async (
  runs: RunStore,
  subject: RunSubject,
  at: Date,
): Promise<RunRecord | undefined> => {
  const [before] = await runs.latest(subject, 1)
  if (before?.status !== 'running') return before
  const killed: RunRecord = {
    ...before,
    status: 'failed',
    exit_code: exitCodes.failure,
    message: 'It was killed, or its machine went down, before it could end. The next run went on.',
    ended_at: at.toISOString(),
  }
  await runs.overwrite(killed)
  return killed
}

/** Ends a run in time, where it has a time. */
const timeBudget = (seconds: number | undefined): { signal: AbortSignal; clear: () => void } => {
  const controller = new AbortController()
  if (seconds === undefined) return { signal: controller.signal, clear: () => {} }
  const message = `The time budget of ${seconds} seconds is spent. What is done is safe; run again to go on from there.`
  const stop = new Stop(exitCodes.timeSpent, message)
  const timer = setTimeout(() => controller.abort(stop), seconds * 1000)
  return { signal: controller.signal, clear: () => clearTimeout(timer) }
}

/** The seconds that a run may take before it must begin to end. */
const secondsOf = ({ maxDurationSeconds, stopGraceSeconds }: ProjectLimits): number | undefined =>
  maxDurationSeconds === undefined
    ? undefined
    : Math.max(maxDurationSeconds - stopGraceSeconds, maxDurationSeconds / 2)

/**
 * Runs a stage under its lease and keeps what became of it: the record, its log, and nothing of its
 * secrets. What the work throws becomes the end of the run, and never of the process.
 *
 * @throws {LeaseHeldError} where another run of the same subject is alive.
 * @throws {LakeError} where the state zone cannot be read or written.
 */
export async function runRecorded(
  project: Project,
  customer: ProjectCustomer,
  subject: RunSubject,
  limits: ProjectLimits,
  context: RunContext,
  work: (run: RecordedRun) => Promise<RunOutcome>,
): Promise<RunRecord> {
  const now = context.now ?? (() => new Date())
  const state = openStore(customer.zones.state, customer.zones.s3)
  const runs = new RunStore(state)
  const lease = await takeRunLease(state, subject, {
    leaseSeconds: limits.leaseSeconds,
    signal: context.signal,
    onWait: ({ held }) => {
      const { customer: name, stage, source } = subject
      const facts = { customer: name, stage, ...(source === undefined ? {} : { source }) }
      context.log.info(`${held.holder} holds the lease; waiting to see whether it lives`, facts)
    },
  })
  const budget = timeBudget(secondsOf(limits))
  const started = performance.now()
  let folder: RunFolder | undefined
  let keeper: Keeper | undefined
  try {
    const before = await closeKilled(runs, subject, now())
    const record = newRecord(subject, runs.newName(now()), now(), lease, context.scheduledFor)
    await runs.begin(record)
    const secrets = projectSecrets(project, context.environment)
    let redact = (line: string) => line
    const log = new RunLog({
      store: state,
      prefix: logPrefix(subject, record.run),
      maxBytes: limits.logMaxBytes,
      redact: (line) => redact(line),
      now,
    })
    const hideSecrets = () => {
      redact = redactor(secrets.secrets)
      context.hide(secrets.secrets)
    }
    folder = await RunFolder.make()
    keeper = new Keeper(folder.path, Math.min(5, limits.leaseSeconds / 4))
    const signal = AbortSignal.any([context.signal, lease.signal, budget.signal])
    const outcome = await work({
      record,
      before,
      state,
      lease,
      log,
      signal,
      secrets,
      hideSecrets,
      folder,
      keeper,
    })
      .catch((error) => outcomeOfError(error, signal))
      .finally(hideSecrets)
    const message = outcome.message === null ? null : redact(outcome.message)
    const ended: RunRecord = {
      ...record,
      ...outcome,
      versions: { ...record.versions, ...outcome.versions },
      message,
      status: statusOf(outcome.exit_code),
      ended_at: now().toISOString(),
      seconds: Number(((performance.now() - started) / 1000).toFixed(3)),
    }
    log.add('run', `${ended.status}, exit code ${ended.exit_code}: ${message ?? 'done'}`)
    await log.close()
    await runs.update(ended)
    await runs.prune(subject, limits.keptRuns).catch(() => {})
    context.onRun?.(ended)
    return ended
  } finally {
    budget.clear()
    keeper?.end()
    await folder?.remove()
    await lease.release().catch(() => {})
  }
}
