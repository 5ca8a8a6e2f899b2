import { AuthError, ConfigError, OutputClosedError, QuotaError } from '../errors.ts'
import { stringifyExact } from '../exact-json.ts'
import type { Logger } from '../log.ts'
import type { JsonObject } from '../protocol/message.ts'
import type { MessageOutput } from '../protocol/message-output.ts'
import type { TapState } from '../protocol/state.ts'
import type { ReplicationValue } from './bookmark/replication-value.ts'
import type { Slice } from './bookmark/tracker.ts'
import { mapConcurrently } from './concurrency.ts'
import type { ReadContext } from './define-stream.ts'
import { type Member, membersOf } from './family.ts'
import { type Reading, readingsOf, type Work } from './reading.ts'
import { RecordBlock } from './record-block.ts'
import type { StateTeller } from './state-teller.ts'
import { trackerFor } from './tracker-for.ts'

export interface SyncFamilyOptions {
  readonly state: TapState
  readonly writer: MessageOutput
  readonly teller: StateTeller
  readonly startDate?: string | undefined
  /** Milliseconds since the epoch, when the run began. */
  readonly startedAt: number
  /** Whether streams that are read whole end with ACTIVATE_VERSION. */
  readonly activatesVersions: boolean
  /** Is told of records that have been written. */
  readonly onRecords: (stream: string, records: number) => void
  readonly signal: AbortSignal
  readonly log: Logger
}

/** What became of a stream of the family. */
export interface MemberOutcome {
  readonly stream: string
  readonly records: number
  /** Why it was not read to its end; absent where it was. */
  readonly failure?: unknown
}

/** Windows that fail in a row before the stream is given up: then it is not the window's fault. */
const mostFailuresInARow = 3

/** A record of the top, and what trackers know it by. */
interface Taken {
  readonly given: JsonObject
  readonly value: ReplicationValue | undefined
  readonly text: string
}

/** Errors that no other stream would fare better with. */
const isFatal = (error: unknown): boolean =>
  [AuthError, ConfigError, OutputClosedError, QuotaError].some((kind) => error instanceof kind)

const replicationValueOf = (
  record: JsonObject,
  key: string | undefined,
): ReplicationValue | undefined => {
  const value = key === undefined ? undefined : record[key]
  return typeof value === 'string' || typeof value === 'number' ? value : undefined
}

/** A child stands where its parent does. */
const remembersNothing = { checkpoint: () => {}, reached: () => {}, keep: () => {} }

/** A page in groups of `size`; whole where that is 0. */
function* groupsOf(page: readonly JsonObject[], size: number): Generator<readonly JsonObject[]> {
  if (size === 0 || size >= page.length) yield page
  else for (let at = 0; at < page.length; at += size) yield page.slice(at, at + size)
}

const asPage = (chunk: unknown): readonly JsonObject[] =>
  (Array.isArray(chunk) ? chunk : [chunk]) as readonly JsonObject[]

/** A stream and its children on their way from the source to the pipe. */
class FamilySync {
  readonly #top: Member
  readonly #options: SyncFamilyOptions
  readonly #work: ReadonlyMap<Member, Work>
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
  }

  async run(): Promise<readonly MemberOutcome[]> {
    const { writer, teller } = this.#options
    for (const { member, tracker } of this.#wanted()) {
      const { name, keyProperties, replicationKey } = member.stream
      teller.follow(name, tracker)
      const bookmarkProperties = replicationKey === undefined ? [] : [replicationKey]
      const schema = member.selection.schema as JsonObject
      writer.schema(name, schema, keyProperties, bookmarkProperties)
    }
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
      await this.#readTop(reading)
      if (signal.aborted) return
      this.#failuresInARow = 0
      for (const [work, own] of reading.members) if (!work.isBroken) this.#finish(work, own)
      teller.tell()
    } catch (error) {
      if (isFatal(error)) throw error
      if (signal.aborted) return
      this.#failuresInARow++
      for (const work of reading.members.keys()) work.failure ??= error
    }
  }

  #finish({ member, tracker }: Work, slice: Slice): void {
    tracker.done(slice)
    const { version } = tracker
    if (version !== undefined) this.#options.writer.activateVersion(member.stream.name, version)
  }

  async #readTop(reading: Reading): Promise<void> {
    const { writer, signal } = this.#options
    const works = [...reading.members]
    const context = this.#context(this.#top, reading.slice, undefined, {
      checkpoint: (cursor, { isUrgent = false } = {}) => {
        for (const [work, own] of works) work.tracker.checkpoint(own, cursor)
        if (isUrgent) this.#options.teller.tell()
      },
      reached: (value) => {
        for (const [work, own] of works) work.tracker.reached?.(own, value)
      },
      keep: (value) => {
        for (const [work] of works) work.tracker.keep?.(value)
      },
    })
    const children = this.#childrenIn(reading)
    const groupSize = Math.max(0, ...children.map(({ stream }) => stream.concurrency))
    for await (const chunk of this.#top.stream.read(context)) {
      if (chunk instanceof RecordBlock) {
        this.#takeBlock(reading, chunk)
        const wait = writer.ready()
        if (wait) await wait
        if (signal.aborted) return
        continue
      }
      for (const group of groupsOf(asPage(chunk), groupSize)) {
        await this.#takeGroup(reading, children, group)
        this.#tellWritten()
        const wait = writer.ready()
        if (wait) await wait
        if (signal.aborted) return
      }
    }
  }

  /** The children that a reading is for, themselves or for what is below them. */
  #childrenIn({ members }: Reading): readonly Member[] {
    return this.#top.children.filter((child) =>
      [...membersOf(child)].some((member) => members.has(this.#work.get(member) as Work)),
    )
  }

  /** Takes a block of the top; what it holds is known by its newest record alone. */
  #takeBlock({ members }: Reading, { lines, count, newest }: RecordBlock): void {
    if (this.#top.children.length > 0) {
      throw new TypeError(`Stream ${this.#top.stream.name} has children and may give no blocks`)
    }
    for (const [work, own] of members) {
      const { version } = work.tracker
      const facts = version === undefined ? undefined : { version }
      this.#options.writer.records(work.member.stream.name, lines, facts)
      work.records += count
      work.tracker.seen(own, newest, undefined)
    }
    this.#tellWritten()
  }

  /** Takes records of the top, reads their children, and only then says that they are done with. */
  async #takeGroup(
    reading: Reading,
    children: readonly Member[],
    group: readonly JsonObject[],
  ): Promise<void> {
    const { prune } = this.#top.selection
    const { replicationKey } = this.#top.stream
    const taken = group.map((given): Taken => {
      const record = prune ? prune(given) : given
      const value = replicationValueOf(record, replicationKey)
      return { given, value, text: stringifyExact(record) }
    })
    const top = this.#work.get(this.#top) as Work
    if (reading.members.has(top)) {
      for (const { value, text } of taken) {
        if (!top.tracker.isRepeat(value, text)) this.#write(top, text)
      }
    }
    for (const child of children) {
      const { tracker } = this.#work.get(child) as Work
      await mapConcurrently(taken, child.stream.concurrency, async ({ given, value, text }) => {
        if (!tracker.isRepeat(value, text)) await this.#readChild(reading, child, given)
      })
    }
    if (children.length > 0 && this.#options.signal.aborted) return
    for (const [work, own] of reading.members) {
      if (work.isBroken) continue
      for (const { value, text } of taken) work.tracker.seen(own, value, text)
    }
  }

  /** Reads a child, and its own children, for one record of its parent. */
  async #readChild(reading: Reading, member: Member, parent: JsonObject): Promise<void> {
    const { signal, writer } = this.#options
    const work = this.#work.get(member) as Work
    const isWritten = reading.members.has(work)
    const { prune } = member.selection
    if (signal.aborted || work.isBroken) return
    try {
      const context = this.#context(member, reading.slice, parent, remembersNothing)
      for await (const chunk of member.stream.read(context)) {
        for (const given of asPage(chunk)) {
          if (isWritten) this.#write(work, stringifyExact(prune ? prune(given) : given))
          for (const child of member.children) await this.#readChild(reading, child, given)
        }
        const wait = writer.ready()
        if (wait) await wait
        if (signal.aborted) return
      }
    } catch (error) {
      if (isFatal(error)) throw error
      if (signal.aborted) return
      for (const own of membersOf(member)) {
        const broken = this.#work.get(own) as Work
        broken.failure ??= error
        broken.isBroken = true
      }
    }
  }

  /** Says how many records have been written since it was last said; STATE may be due by that. */
  #tellWritten(): void {
    let written = 0
    for (const work of this.#work.values()) {
      const more = work.records - work.told
      if (more === 0) continue
      work.told = work.records
      this.#options.onRecords(work.member.stream.name, more)
      written += more
    }
    this.#options.teller.wrote(written)
  }

  #write(work: Work, text: string): void {
    const { version } = work.tracker
    const facts = version === undefined ? undefined : { version }
    this.#options.writer.record(work.member.stream.name, text, facts)
    work.records++
  }

  #context(
    { selection }: Member,
    { since, until, cursor, kept }: Slice,
    parent: unknown,
    memory: Pick<ReadContext, 'checkpoint' | 'reached' | 'keep'>,
  ): ReadContext {
    const { signal, log } = this.#options
    const { isSelected } = selection
    return { since, until, cursor, kept, parent, ...memory, isSelected, signal, log }
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
