import type { Catalog, JsonSchema, Tap } from '@descant/sdk'
import { completeConfig, type Settings } from '../cli/complete-config.ts'
import { withTapSettings } from '../cli/tap-settings.ts'
import { silentLogger } from '../log.ts'
import { createMetrics } from '../metrics.ts'
import { discover } from '../tap/discover.ts'
import { fail } from './check.ts'
import type { CheckTapOptions } from './check-tap-options.ts'
import { limitRecords } from './limit-records.ts'
import { observeReads, type ReadObserver, type StreamRead } from './observe-reads.ts'
import type { OpenStream } from './open-stream.ts'
import { runTapInMemory, type TapRunOptions } from './run-tap-in-memory.ts'
import type { TapRun } from './tap-run.ts'
import { watchFetch } from './watch-fetch.ts'

/** A run, and what its streams were asked for. */
export interface TrialRun extends TapRun {
  readonly reads: readonly StreamRead[]
}

/** The run that all checks share. */
export interface FullRun extends TrialRun {
  /** How many requests were made through `fetch`. */
  readonly requests: number
}

export interface TrialRunOptions extends Omit<TapRunOptions, 'config' | 'around'> {
  readonly observer?: ReadObserver
}

/** More than ten seconds, after which the engine tells a STATE. */
const millisecondsPerChunk = 11_000

/** A tap on trial: runs it, and keeps what the checks share. */
export class TapTrial {
  readonly tap: Tap
  readonly options: CheckTapOptions
  /** The tap's settings. */
  readonly schema: JsonSchema
  readonly samples: number
  readonly graceSeconds: number
  readonly #runTap: typeof runTapInMemory
  #saved: Settings = {}
  #full: Promise<FullRun> | undefined
  #streams: Promise<readonly OpenStream[]> | undefined

  /** @param runTap What runs a tap; another one only to try the checks themselves. */
  constructor(tap: Tap, options: CheckTapOptions = {}, runTap = runTapInMemory) {
    this.tap = tap
    this.schema = tap.config
    this.options = options
    this.samples = options.samples ?? 12
    this.graceSeconds = options.graceSeconds ?? 5
    this.#runTap = runTap
  }

  /** The settings as they are by now. */
  get config(): Settings {
    return { ...this.options.config, ...this.#saved }
  }

  /** Runs the tap. Each chunk of records seems to take eleven seconds, so that STATEs are many. */
  async run(options: TrialRunOptions = {}): Promise<TrialRun> {
    const { observer, ...rest } = options
    await this.options.before?.()
    const reads: StreamRead[] = []
    let chunks = 0
    const observe = observeReads(reads, {
      ...observer,
      onChunk: (stream, records) => {
        chunks++
        observer?.onChunk?.(stream, records)
      },
    })
    const limit = this.#limit(options.state !== undefined)
    const run = await this.#runTap(this.tap, {
      now: () => Date.now() + chunks * millisecondsPerChunk,
      ...rest,
      config: this.config,
      around: (streams) => observe(limit(streams)),
    })
    this.#saved = { ...this.#saved, ...run.savedConfig }
    return { ...run, reads }
  }

  /** The one run from nothing that all checks share. Fails the check where it failed. */
  async full(): Promise<FullRun> {
    this.#full ??= watchFetch(() => this.run()).then(({ result, requests }) => ({
      ...result,
      requests,
    }))
    const run = await this.#full
    const failed = run.outcomes.find(({ failure }) => failure !== undefined)
    const failure = run.failure ?? failed?.failure
    if (failure === undefined) return run
    const what = failed === undefined ? 'The run' : `Stream ${failed.stream}`
    return fail(`${what} failed: ${failure instanceof Error ? failure.message : String(failure)}`)
  }

  /** The tap's streams, as they open. Reading them is for {@link run}. */
  streams(): Promise<readonly OpenStream[]> {
    this.#streams ??= this.open()
    return this.#streams
  }

  /** Opens the tap anew. */
  async open(): Promise<readonly OpenStream[]> {
    await this.options.before?.()
    return this.tap.open(completeConfig(withTapSettings(this.tap.config), this.config), {
      log: silentLogger,
      metrics: createMetrics({ log: silentLogger }),
      signal: new AbortController().signal,
      userAgent: this.tap.name,
      saveConfig: async (changes) => {
        this.#saved = { ...this.#saved, ...changes }
      },
    })
  }

  /** What the tap discovers. */
  async catalog(): Promise<Catalog> {
    return discover(await this.streams())
  }

  /** A run that goes on repeats at most what the one before it read, so it may read twice as much. */
  #limit(goesOn: boolean) {
    const { recordLimit } = this.options
    if (recordLimit === undefined) return (streams: readonly OpenStream[]) => streams
    return limitRecords(goesOn ? 2 * recordLimit : recordLimit)
  }
}
