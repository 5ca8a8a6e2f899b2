import { setTimeout as wait } from 'node:timers/promises'
import { exitCodes, Stop } from '@descant/sdk'
import type { ProjectSource } from '../../project/project.ts'
import type { ProgramEnd, RunAttempt } from '../../runs/run-record.ts'
import { StateHistory } from '../../runs/state-history.ts'
import { type Exit, judge, type Verdict } from '../programs/judge.ts'
import { type PipeEnd, runPipe } from '../programs/pipe.ts'
import { tellLine } from '../programs/tell-line.ts'
import { retryWaitSeconds } from '../retry-wait.ts'
import type { RunContext } from '../run-context.ts'
import type { RecordedRun, RunOutcome } from '../run-recorded.ts'
import { keepChangedSettings } from './changed-settings.ts'
import { isState } from './is-state.ts'
import { type PreparedSource, tapConfigName } from './prepare-source.ts'
import { StateKeeper } from './state-keeper.ts'
import { Tally } from './tally.ts'

type Settings = Readonly<Record<string, unknown>>

/** A token that was rotated and is not kept is lost with a kill: it is looked for so often. */
const rotationMilliseconds = 1_000

const settingsIn = (text: string): Settings | undefined => {
  try {
    return JSON.parse(text) as Settings
  } catch {
    return undefined
  }
}

/** The tries of one extraction. */
export class Extraction {
  readonly #source: ProjectSource
  readonly #prepared: PreparedSource
  readonly #run: RecordedRun
  readonly #context: RunContext
  readonly #history: StateHistory
  readonly #attempts: RunAttempt[] = []
  readonly #lastLines: Record<PipeEnd, string> = { tap: '', target: '' }
  readonly #tally = new Tally()
  #tapConfig: Settings
  #configText = ''
  #keeping: Promise<void> = Promise.resolve()

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
    const rotations = setInterval(() => void this.#keepConfig(), rotationMilliseconds)
    const exit = await runPipe({
      tap: { ...tap, args },
      target,
      onLine: (end, line) => this.#take(end, line),
      onState: (line) => {
        if (isState(line, keeps.text)) keeps.take(line)
        else this.#note('the target wrote a line to stdout that is no STATE; it is passed over')
      },
      signal: AbortSignal.any([signal, broken.signal]),
      stopGraceSeconds: limits.stopGraceSeconds,
      stuckAfterSeconds: limits.stuckAfterSeconds,
      keeper,
    }).finally(() => clearInterval(rotations))
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

  /** Looks whether the tap has changed its config, and keeps that: one look after the other. */
  #keepConfig(): Promise<void> {
    this.#keeping = this.#keeping
      .then(() => this.#keepChanges())
      .catch((error: Error) => this.#note(`the tap's config could not be kept: ${error.message}`))
    return this.#keeping
  }

  async #keepChanges(): Promise<void> {
    const { folder, secrets, hideSecrets } = this.#run
    const text = await folder.read(tapConfigName)
    if (text === this.#configText) return
    const after = settingsIn(text)
    // It is being written: the next look finds it whole.
    if (after === undefined) return
    this.#configText = text
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
