import { stringifyExact } from '../exact-json.ts'
import type { JsonObject } from '../protocol/message.ts'
import type { ReplicationValue } from './bookmark/replication-value.ts'
import type { Slice } from './bookmark/tracker.ts'
import { mapConcurrently } from './concurrency.ts'
import type { ReadContext } from './define-stream.ts'
import { type Member, membersOf } from './family.ts'
import type { FamilyOutput } from './family-output.ts'
import { isFatal } from './is-fatal.ts'
import type { Reading, Work } from './reading.ts'
import { RecordBlock } from './record-block.ts'
import type { SyncFamilyOptions } from './sync-family-options.ts'

/** A record of the top, and what trackers know it by. */
interface Taken {
  readonly given: JsonObject
  readonly value: ReplicationValue | undefined
  readonly text: string
}

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

export interface FamilyReaderOptions extends Pick<SyncFamilyOptions, 'teller' | 'signal' | 'log'> {
  readonly top: Member
  readonly work: ReadonlyMap<Member, Work>
  readonly output: FamilyOutput
}

/** Reads the records of a stream, and for each of them those of its children. */
export class FamilyReader {
  readonly #top: Member
  readonly #work: ReadonlyMap<Member, Work>
  readonly #output: FamilyOutput
  readonly #options: Pick<SyncFamilyOptions, 'teller' | 'signal' | 'log'>

  constructor({ top, work, output, ...options }: FamilyReaderOptions) {
    this.#top = top
    this.#work = work
    this.#output = output
    this.#options = options
  }

  /** Reads a slice of the top, and what is below it. */
  async read(reading: Reading): Promise<void> {
    const { signal } = this.#options
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
        const wait = this.#output.ready()
        if (wait) await wait
        if (signal.aborted) return
        continue
      }
      for (const group of groupsOf(asPage(chunk), groupSize)) {
        await this.#takeGroup(reading, children, group)
        this.#output.tellWritten()
        const wait = this.#output.ready()
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

  /** Takes a block of the top. */
  #takeBlock({ members }: Reading, block: RecordBlock): void {
    if (this.#top.children.length > 0) {
      throw new TypeError(`Stream ${this.#top.stream.name} has children and may give no blocks`)
    }
    for (const [work, own] of members) this.#output.block(work, own, block)
    this.#output.tellWritten()
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
        if (!top.tracker.isRepeat(value, text)) this.#output.record(top, text)
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
    const { signal } = this.#options
    const work = this.#work.get(member) as Work
    const isWritten = reading.members.has(work)
    const { prune } = member.selection
    if (signal.aborted || work.isBroken) return
    try {
      const context = this.#context(member, reading.slice, parent, remembersNothing)
      for await (const chunk of member.stream.read(context)) {
        for (const given of asPage(chunk)) {
          if (isWritten) this.#output.record(work, stringifyExact(prune ? prune(given) : given))
          for (const child of member.children) await this.#readChild(reading, child, given)
        }
        const wait = this.#output.ready()
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
