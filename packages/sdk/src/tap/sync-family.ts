import { mapConcurrently } from './concurrency.ts'
import { type Member, membersOf } from './family.ts'
import { FamilyOutput } from './family-output.ts'
import { FamilyReader } from './family-reader.ts'
import { isFatal } from './is-fatal.ts'
import { type Reading, readingsOf, type Work } from './reading.ts'
import type { SyncFamilyOptions } from './sync-family-options.ts'
import { trackerFor } from './tracker-for.ts'

/** What became of a stream of the family. */
export interface MemberOutcome {
  readonly stream: string
  readonly records: number
  /** Why it was not read to its end; absent where it was. */
  readonly failure?: unknown
}

/** Windows that fail in a row before the stream is given up: then it is not the window's fault. */
const mostFailuresInARow = 3

/** A stream and its children on their way from the source to the pipe. */
class FamilySync {
  readonly #top: Member
  readonly #options: SyncFamilyOptions
  readonly #work: ReadonlyMap<Member, Work>
  readonly #output: FamilyOutput
  readonly #reader: FamilyReader
  #failuresInARow = 0

  constructor(top: Member, options: SyncFamilyOptions) {
    this.#top = top
    this.#options = options
    const { state, startDate, startedAt, activatesVersions } = options
    const work = [...membersOf(top)].map((member): [Member, Work] => {
      const bookmark = state.bookmark(member.stream.name)
      const tracker = trackerFor(top.stream, bookmark, startDate, startedAt, activatesVersions)
      return [member, { member, tracker, records: 0, told: 0, failure: undefined, isBroken: false }]
    })
    this.#work = new Map(work)
    this.#output = new FamilyOutput([...this.#work.values()], options)
    const { teller, signal, log } = options
    const parts = { top, work: this.#work, output: this.#output }
    this.#reader = new FamilyReader({ ...parts, teller, signal, log })
  }

  async run(): Promise<readonly MemberOutcome[]> {
    const { teller } = this.#options
    this.#output.schemas(this.#wanted())
    const { concurrency } = this.#top.stream
    await mapConcurrently(readingsOf(this.#wanted()), concurrency, (reading) => this.#read(reading))
    teller.tell()
    return this.#wanted().map(({ member, records, failure }) => ({
      stream: member.stream.name,
      records,
      ...(failure === undefined ? {} : { failure }),
    }))
  }

  #wanted(): Work[] {
    return [...this.#work.values()].filter(({ member }) => member.selection.selected)
  }

  /** Reads a slice. A failure is kept with the members it befell; the other slices go on. */
  async #read(reading: Reading): Promise<void> {
    const { signal, teller } = this.#options
    if (signal.aborted || this.#failuresInARow >= mostFailuresInARow) return
    try {
      await this.#reader.read(reading)
      if (signal.aborted) return
      this.#failuresInARow = 0
      for (const [work, own] of reading.members) if (!work.isBroken) this.#output.finish(work, own)
      teller.tell()
    } catch (error) {
      if (isFatal(error)) throw error
      if (signal.aborted) return
      this.#failuresInARow++
      for (const work of reading.members.keys()) work.failure ??= error
    }
  }
}

/**
 * Reads a stream and what is read for it. Failures are part of the outcome, each with the stream it
 * befell; refused credentials and a closed output are thrown.
 */
export function syncFamily(
  top: Member,
  options: SyncFamilyOptions,
): Promise<readonly MemberOutcome[]> {
  return new FamilySync(top, options).run()
}
