import { setMaxListeners } from 'node:events'

/**
 * A signal that aborts when one of several others does, until it is told to stop. `AbortSignal.any`
 * has no such end: every request would stay tied to a signal that lives as long as the run.
 *
 * @example
 * const either = new EitherSignal([run, request])
 * try { await work(either.signal) } finally { either.end() }
 */
export class EitherSignal {
  readonly #controller = new AbortController()
  readonly #parents: readonly AbortSignal[]
  readonly #follow = (event: Event) => this.abort((event.target as AbortSignal).reason)

  constructor(parents: readonly (AbortSignal | undefined)[]) {
    this.#parents = parents.filter((parent) => parent !== undefined)
    for (const parent of this.#parents) {
      if (parent.aborted) this.abort(parent.reason)
      else {
        // As many follow it as requests go on at once: more than ten are no leak.
        setMaxListeners(0, parent)
        parent.addEventListener('abort', this.#follow, { once: true })
      }
    }
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  abort(reason: unknown): void {
    this.#controller.abort(reason)
  }

  /** Follows no more. */
  end(): void {
    for (const parent of this.#parents) parent.removeEventListener('abort', this.#follow)
  }
}

/**
 * A signal that aborts after so many seconds without a sign of life, or when a parent does.
 *
 * @example
 * const deadline = new Deadline(300, [signal], () => new Error('too slow'))
 * try { await fetch(url, { signal: deadline.signal }) } finally { deadline.end() }
 */
export class Deadline extends EitherSignal {
  readonly #milliseconds: number
  readonly #reason: () => Error
  #timer: NodeJS.Timeout | undefined

  /** @param reason Makes the error that the signal aborts with when the time is over. */
  constructor(seconds: number, parents: readonly (AbortSignal | undefined)[], reason: () => Error) {
    super(parents)
    this.#milliseconds = seconds * 1000
    this.#reason = reason
    this.restart()
  }

  /** The time stands still, as while the reader and not the other side is at work. */
  pause(): void {
    clearTimeout(this.#timer)
  }

  /** The time begins again. */
  restart(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.abort(this.#reason()), this.#milliseconds)
  }

  override end(): void {
    this.pause()
    super.end()
  }
}
