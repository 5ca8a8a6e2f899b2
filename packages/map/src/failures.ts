import { DataError, type Logger } from '@descant/sdk'

/** What follows where a value of a record cannot be changed as the config says. */
export const onErrorChoices = ['fail', 'null', 'drop'] as const

export type OnError = (typeof onErrorChoices)[number]

/** Thrown to leave a record out; never reaches the top. */
export class LeftOut extends Error {}

interface Tally {
  count: number
  readonly firstLine: number
}

/**
 * Decides what follows from a value that cannot be changed, and counts. The first failure of each
 * setting is told at once, the rest at the end: never the value.
 */
export class Failures {
  readonly #stream: string
  readonly #onError: OnError
  readonly #log: Logger
  readonly #tallies = new Map<string, Tally>()
  /** The line of the input that the record at hand stands on, from 1. */
  lineNumber = 0

  constructor(stream: string, onError: OnError, log: Logger) {
    this.#stream = stream
    this.#onError = onError
    this.#log = log
  }

  /**
   * A value could not be made.
   * @returns The JSON text that takes its place.
   * @throws {DataError} where the run is to end.
   * @throws {LeftOut} where the record is to be left out.
   */
  ofValue(setting: string, reason: string): string {
    this.#note(setting, reason)
    if (this.#onError === 'null') return 'null'
    throw new LeftOut()
  }

  /** A record could not be judged or written, so null is of no help. @throws as {@link ofValue} */
  ofRecord(setting: string, reason: string): never {
    this.#note(setting, reason)
    throw new LeftOut()
  }

  /** Tells how many there were. */
  report(): void {
    for (const [setting, { count, firstLine }] of this.#tallies) {
      this.#log.warning(
        this.#onError === 'null'
          ? 'values could not be made and were set to null'
          : 'records were left out because a value could not be made',
        { stream: this.#stream, setting, count, first_line: firstLine },
      )
    }
  }

  #note(setting: string, reason: string): void {
    const { lineNumber } = this
    if (this.#onError === 'fail') {
      throw new DataError(
        this.#stream,
        `${setting} could not be applied to the record on line ${lineNumber} of the input: ` +
          `${reason}. Mend the setting, or set on_error to null or drop`,
      )
    }
    const tally = this.#tallies.get(setting)
    if (tally) {
      tally.count++
      return
    }
    this.#tallies.set(setting, { count: 1, firstLine: lineNumber })
    this.#log.warning('a value could not be made; further ones of this setting are counted', {
      stream: this.#stream,
      setting,
      line: lineNumber,
      reason,
    })
  }
}
