import { setTimeout as wait } from 'node:timers/promises'
import {
  decideSchema,
  type ObjectStore,
  openStore,
  readRegistry,
  withContract,
} from '@descant/lake'
import { exitCodes, Stop } from '@descant/sdk'
import type { Project, ProjectCustomer, ProjectSource } from '../project/project.ts'
import type { ProgramEnd, RunAttempt, RunRecord } from '../runs/run-record.ts'
import { StateHistory } from '../runs/state-history.ts'
import { keepChangedSettings } from './changed-settings.ts'
import { parkExtraction, settleExtractions } from './extraction-letter.ts'
import { type Exit, judge, type Verdict } from './judge.ts'
import { type PipeEnd, runPipe } from './pipe.ts'
import { type PreparedSource, prepareSource, tapConfigName } from './prepare-source.ts'
import { retryWaitSeconds } from './retry-wait.ts'
import type { RunContext } from './run-context.ts'
import { processor, type RecordedRun, type RunOutcome, runRecorded } from './run-recorded.ts'
import { StateKeeper } from './state-keeper.ts'
import { Tally } from './tally.ts'
import { tellLine } from './tell-line.ts'

/**
 * Extracts one source: `tap | target` under the source's lease, each STATE kept as it comes, tried
 * again with a backoff where that may help, recorded in the state zone. What it could not extract after
 * its last try leaves a dead letter.
 *
 * @returns the record of the run, whatever became of it.
 * @throws {LeaseHeldError} where another run of the source is alive.
 * @throws {LakeError} where the state zone cannot be read or written.
 */
export function runSource(
  project: Project,
  customer: ProjectCustomer,
  source: ProjectSource,
  context: RunContext,
): Promise<RunRecord> {
  const subject = { customer: customer.name, stage: 'extract', source: source.name } as const
  return runRecorded(project, customer, subject, source.limits, context, async (run) => {
    await applyContracts(run.state, source)
    const { environment } = context
    const { secrets, folder, signal } = run
    const prepared = await prepareSource(project, customer, source, {
      environment,
      secrets,
      folder,
      signal,
    })
    run.hideSecrets()
    const extraction = new Extraction(source, prepared, run, context)
    const outcome = await extraction.run()
    await tellDeadLetters(customer, run, outcome, context)
    return outcome
  })
}

/** Gives streams that are known already the contract that the project says. */
const applyContracts = async (state: ObjectStore, source: ProjectSource): Promise<void> => {
  for (const [stream, contract] of Object.entries(source.contracts)) {
    const name = { customer: source.customer, provider: source.name, stream }
    const known = await readRegistry(state, name)
    if (known === undefined || known.contract === contract) continue
    const facts = { at: new Date().toISOString(), note: 'as the project file says' }
    await decideSchema(state, name, (registry) => withContract(registry, contract, facts))
  }
}

const parkedCodes: readonly (number | null)[] = [
  exitCodes.failure,
  exitCodes.credentials,
  exitCodes.partial,
]

/** Parks what failed, and takes from the list what now went through. Neither may fail the run. */
const tellDeadLetters = async (
  { zones }: ProjectCustomer,
  { record, before }: RecordedRun,
  outcome: RunOutcome,
  { log, now = () => new Date() }: RunContext,
): Promise<void> => {
  const deadLetters = openStore(zones.deadLetters, zones.s3)
  try {
    if (outcome.exit_code === exitCodes.done) {
      if (before !== undefined && before.status !== 'succeeded') {
        await settleExtractions(deadLetters, record, now())
      }
    } else if (parkedCodes.includes(outcome.exit_code)) {
      await parkExtraction(deadLetters, {
        record: { ...record, ...outcome },
        stateVersion: outcome.states?.to ?? null,
        message: outcome.message ?? '',
        processor,
        at: now(),
      })
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    log.warning('the dead letter of the extraction could not be written', { reason })
  }
}

/** The tries of one extraction. */
class Extraction {
  readonly #source: ProjectSource
  readonly #prepared: PreparedSource
  readonly #run: RecordedRun
  readonly #context: RunContext
  readonly #history: StateHistory
  readonly #attempts: RunAttempt[] = []
  readonly #lastLines: Record<PipeEnd, string> = { tap: '', target: '' }
  readonly #tally = new Tally()
  #tapConfig: Readonly<Record<string, unknown>>

  constructor(
    source: ProjectSource,
    prepared: PreparedSource,
    run: RecordedRun,
    context: RunContext,
  ) {
    this.#source = source
    this.#prepared = prepared
    this.#run = run
    this.#context = context
    this.#tapConfig = prepared.tapConfig
    this.#history = new StateHistory(run.state, source.customer, source.name)
  }

  async run(): Promise<RunOutcome> {
    const { limits } = this.#source
    const first = await this.#history.latest()
    let newest = first
    for (let tries = 1; ; tries++) {
      const { verdict, version, text } = await this.#try(newest?.text)
      if (version !== undefined && text !== undefined) {
        newest = { version, text, origin: 'run', run: this.#run.record.run, token: 0, at: '' }
      }
      const isLast = tries >= limits.attempts || this.#run.signal.aborted
      if (!verdict.isRetryable || isLast) {
        await this.#history.prune(limits.keptStates).catch(() => {})
        return this.#outcome(verdict, first?.version ?? null, newest?.version ?? null)
      }
      const seconds = retryWaitSeconds(tries, limits.retryWaitSeconds)
      this.#note(`${verdict.message}; tried again in ${seconds.toFixed(0)} seconds`)
      await wait(seconds * 1000, undefined, { signal: this.#run.signal }).catch(() => {})
    }
  }

  async #try(
    state: string | undefined,
  ): Promise<{ verdict: Verdict; version: number | undefined; text: string | undefined }> {
    const { record, lease, folder, signal, keeper } = this.#run
    const { limits } = this.#source
    const startedAt = new Date().toISOString()
    Object.assign(this.#lastLines, { tap: '', target: '' })
    const broken = new AbortController()
    const keeps = new StateKeeper({
      history: this.#history,
      run: record.run,
      token: lease.token,
      keptStates: limits.keptStates,
      initial: state,
      onFailure: (error) => {
        this.#note(`a STATE could not be kept: ${error instanceof Error ? error.message : error}`)
        if ((error as { code?: unknown }).code === 'RUN_STATE_TAKEN') broken.abort(error)
      },
    })
    const { tap, target } = this.#prepared
    const args =
      state === undefined
        ? tap.args
        : [...tap.args, '--state', await folder.write('state.json', state)]
    const exit = await runPipe({
      tap: { ...tap, args },
      target,
      onLine: (end, line) => this.#take(end, line),
      onState: (line) => keeps.take(line),
      signal: AbortSignal.any([signal, broken.signal]),
      stopGraceSeconds: limits.stopGraceSeconds,
      stuckAfterSeconds: limits.stuckAfterSeconds,
      keeper,
    })
    await this.#keepConfig()
    const judged = judge(exit.tap, exit.target, exit.stopped)
    const verdict = await keeps.settle().then(
      () => this.#withReason(judged),
      (error): Verdict => ({
        exitCode: exitCodes.failure,
        message: `the STATE could not be kept: ${error instanceof Error ? error.message : error}`,
        isRetryable: false,
      }),
    )
    this.#attempts.push({
      started_at: startedAt,
      ended_at: new Date().toISOString(),
      exit_code: verdict.exitCode,
      verdict: verdict.message,
      tap: this.#endOf('tap', exit.tap),
      target: this.#endOf('target', exit.target),
      states: keeps.count,
    })
    return { verdict, version: keeps.version, text: keeps.text }
  }

  /** What an end says last is the reason of its failure. */
  #withReason(verdict: Verdict): Verdict {
    if (verdict.exitCode === exitCodes.done || Stop.of(this.#run.signal)) return verdict
    const isTarget = verdict.message.startsWith('the target')
    const line = this.#lastLines[isTarget ? 'target' : 'tap'].replace(/^CRITICAL /, '')
    return line === '' ? verdict : { ...verdict, message: `${verdict.message}: ${line}` }
  }

  #endOf(end: PipeEnd, { code, signal }: Exit): ProgramEnd {
    return { exit_code: code, signal, last_line: this.#lastLines[end] }
  }

  #take(end: PipeEnd, line: string): void {
    this.#run.log.add(end, line)
    this.#tally.take(end, line)
    // The last words are those of the first CRITICAL line; Python writes a trace after it.
    if (line.trim() !== '' && !this.#lastLines[end].startsWith('CRITICAL')) {
      this.#lastLines[end] = line
    }
    const { customer, name } = this.#source
    tellLine(this.#context.log, line, { customer, source: name, from: end })
    this.#context.onProgress?.(
      `${customer}/${name}  ${this.#tally.tapRecords.toLocaleString('en-US')} records`,
    )
  }

  #note(text: string): void {
    const { customer, name } = this.#source
    this.#run.log.add('run', text)
    this.#context.log.warning(text, { customer, source: name })
  }

  async #keepConfig(): Promise<void> {
    const { folder, secrets, hideSecrets } = this.#run
    const after = JSON.parse(await folder.read(tapConfigName)) as Record<string, unknown>
    const lost = await keepChangedSettings(this.#source, this.#tapConfig, after, secrets)
    this.#tapConfig = after
    hideSecrets()
    if (lost.length === 0) return
    this.#note(
      `the tap has changed ${lost.join(', ')}, and it cannot be kept: make it a reference to a secret store or a file, or put it into config_file`,
    )
  }

  #outcome(verdict: Verdict, from: number | null, to: number | null): RunOutcome {
    const { exitCode, message } = verdict
    const isWhole = this.#attempts.every(
      ({ tap, target }) => tap?.signal === null && target?.signal === null,
    )
    const conservation = this.#tally.conservation(isWhole)
    if (conservation?.holds === false) {
      this.#note(
        `the tap counted ${conservation.tap_records} records, and ${conservation.raw_records} in the raw zone + ${conservation.dead_letters} dead letters are another number`,
      )
    }
    return {
      exit_code: exitCode,
      message: exitCode === exitCodes.done ? null : message,
      attempts: this.#attempts,
      states: { from, to },
      streams: this.#tally.streams,
      conservation,
      versions: this.#prepared.versions,
    }
  }
}
