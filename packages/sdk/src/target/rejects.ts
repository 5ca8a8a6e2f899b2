import { DataError } from '../errors.ts'
import type { Logger } from '../log.ts'
import type { OpenTarget } from './define-target.ts'
import type { Lane } from './lane.ts'
import type { Lanes } from './lanes.ts'
import type { TargetSettings } from './settings.ts'
import type { Reject } from './sink.ts'

/** From this record of a stream on its rejects are judged. */
const judgedFrom = 1000

/** How many records of a stream have come, and how many of them were rejected. */
export interface RejectCounts {
  records: number
  rejected: number
}

export interface RejectsOptions {
  readonly target: OpenTarget
  readonly lanes: Lanes
  readonly settings: TargetSettings
  readonly log: Logger
}

/** Where records go that cannot go on, and how many of them are too many. */
export class Rejects {
  readonly #options: RejectsOptions
  readonly #lanes = new Map<string, Lane<Reject>>()

  constructor(options: RejectsOptions) {
    this.#options = options
  }

  /**
   * Takes a reject and counts it with its stream.
   *
   * @throws {DataError} where the target has no place for it, or there are too many.
   */
  take(counts: RejectCounts, reject: Reject, ordinal: number): undefined | Promise<void> {
    const lane = this.#laneOf(reject)
    if (counts.rejected === 0) {
      this.#options.log.warning('a record was rejected; further ones of this stream are counted', {
        stream: reject.stream,
        line: reject.lineNumber,
        issues: reject.issues,
      })
    }
    counts.rejected++
    const wait = lane.add(reject, reject.raw.length, ordinal)
    this.#judge(counts, reject.stream)
    return wait
  }

  #judge({ records, rejected }: RejectCounts, stream: string): void {
    const isTooMany = rejected / records > this.#options.settings.max_rejected_ratio
    if (records < judgedFrom || !isTooMany) return
    throw new DataError(
      stream,
      `${rejected} of ${records} records were rejected, more than max_rejected_ratio allows. Look at ` +
        'the dead letters, mend the tap or its schema, and run again',
    )
  }

  #laneOf(reject: Reject): Lane<Reject> {
    const key = JSON.stringify([reject.stream, reject.type])
    const known = this.#lanes.get(key)
    if (known) return known
    const sink = this.#options.target.rejects?.(reject.stream, reject.type)
    if (!sink) {
      const words = `the record on line ${reject.lineNumber} of the input was refused`
      throw new DataError(reject.stream, words, reject.issues)
    }
    const lane = this.#options.lanes.lane(sink)
    this.#lanes.set(key, lane)
    return lane
  }
}
