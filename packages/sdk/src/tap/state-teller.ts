import type { MessageOutput } from '../protocol/message-output.ts'
import type { TapState } from '../protocol/state.ts'
import type { Tracker } from './bookmark/tracker.ts'

/** Records between two STATEs, at least. */
const defaultRecordsPerState = 1000
/** Seconds between two STATEs of a slow stream, at most. */
const secondsPerState = 10

/**
 * Decides when STATE is written: often enough to lose little, seldom enough to cost nothing. Each
 * STATE asks the trackers of all streams under way where they stand at that moment, so it is true
 * whichever stream made it due.
 */
export class StateTeller {
  readonly #state: TapState
  readonly #writer: MessageOutput
  readonly #now: () => number
  readonly #followed = new Map<string, Tracker>()
  #records = 0
  #toldAt: number

  constructor(state: TapState, writer: MessageOutput, now: () => number = Date.now) {
    this.#state = state
    this.#writer = writer
    this.#now = now
    this.#toldAt = now()
  }

  /** Asks `tracker` for the stream's bookmark from here on. */
  follow(streamId: string, tracker: Tracker): void {
    this.#followed.set(streamId, tracker)
  }

  /** Takes note of records written, and writes STATE if it is time. */
  wrote(records: number): void {
    this.#records += records
    const enough = this.#writer.recordsPerState ?? defaultRecordsPerState
    const isDue = this.#records >= enough || this.#now() - this.#toldAt >= secondsPerState * 1000
    if (isDue) this.tell()
  }

  /** Writes STATE where it differs from the last. */
  tell(): void {
    this.#records = 0
    this.#toldAt = this.#now()
    for (const [streamId, tracker] of this.#followed) {
      this.#state.setBookmark(streamId, tracker.bookmark())
    }
    const text = this.#state.takeChange()
    if (text !== undefined) this.#writer.state(text)
  }
}
