import { setTimeout as wait } from 'node:timers/promises'
import { type StateHistory, StateTakenError } from '../../runs/state-history.ts'

/** How often the last STATE of a run is tried to be kept, and how long between two tries. */
const lastTries = 5
const lastWaitMilliseconds = 1_000

/** STATEs between two deletions of old ones. */
const pruneEvery = 50

export interface StateKeeperOptions {
  readonly history: StateHistory
  readonly run: string
  readonly token: number
  readonly keptStates: number
  /** The STATE that the run began from. */
  readonly initial: string | undefined
  /** Told where a STATE could not be kept; the next one may. */
  readonly onFailure: (error: unknown) => void
}

/**
 * Keeps each STATE of a run as it comes. Where the store is slower than the target, what came
 * meanwhile is passed over for the newest: a later STATE says all that an earlier one does.
 */
export class StateKeeper {
  readonly #options: StateKeeperOptions
  #last: string | undefined
  #pending: string | undefined
  #writing: Promise<void> | undefined
  #count = 0
  #version: number | undefined

  constructor(options: StateKeeperOptions) {
    this.#options = options
    this.#last = options.initial
  }

  /** How many were kept so far. */
  get count(): number {
    return this.#count
  }

  /** The newest that was kept in this run. */
  get version(): number | undefined {
    return this.#version
  }

  /** The text of the newest STATE that is kept. */
  get text(): string | undefined {
    return this.#last
  }

  /** Takes a STATE to keep. */
  take(text: string): void {
    this.#pending = text
    this.#writing ??= this.#write().finally(() => {
      this.#writing = undefined
    })
  }

  /**
   * Waits until the newest STATE is kept.
   *
   * @throws {LakeError} where the state zone cannot be written; what came after the last STATE that
   * was kept comes again in the next run.
   */
  async settle(): Promise<void> {
    await this.#writing
    for (let tries = 1; this.#pending !== undefined; tries++) {
      try {
        await this.#keep(this.#pending)
      } catch (error) {
        if (error instanceof StateTakenError || tries === lastTries) throw error
        await wait(lastWaitMilliseconds * tries)
      }
    }
  }

  async #write(): Promise<void> {
    while (this.#pending !== undefined) {
      try {
        await this.#keep(this.#pending)
      } catch (error) {
        this.#options.onFailure(error)
        return
      }
    }
  }

  async #keep(text: string): Promise<void> {
    const { history, run, token, keptStates } = this.#options
    if (text !== this.#last) {
      this.#version = await history.append(text, { origin: 'run', run, token })
      this.#last = text
      this.#count++
      if (this.#count % pruneEvery === 0) await history.prune(keptStates).catch(() => {})
    }
    if (this.#pending === text) this.#pending = undefined
  }
}
