import type { JsonObject } from '../protocol/message.ts'
import type { Slice } from './bookmark/tracker.ts'
import type { Work } from './reading.ts'
import type { RecordBlock } from './record-block.ts'
import type { SyncFamilyOptions } from './sync-family-options.ts'

/** What the streams of a family write: records and what is told of them. */
export class FamilyOutput {
  readonly #options: Pick<SyncFamilyOptions, 'writer' | 'teller' | 'onRecords'>
  readonly #works: readonly Work[]

  constructor(
    works: readonly Work[],
    options: Pick<SyncFamilyOptions, 'writer' | 'teller' | 'onRecords'>,
  ) {
    this.#works = works
    this.#options = options
  }

  /** Says of each stream that it begins. */
  schemas(works: readonly Work[]): void {
    const { writer, teller } = this.#options
    for (const { member, tracker } of works) {
      const { name, keyProperties, replicationKey } = member.stream
      teller.follow(name, tracker)
      const bookmarkProperties = replicationKey === undefined ? [] : [replicationKey]
      const schema = member.selection.schema as JsonObject
      writer.schema(name, schema, keyProperties, bookmarkProperties)
    }
  }

  record(work: Work, text: string): void {
    const { version } = work.tracker
    const facts = version === undefined ? undefined : { version }
    this.#options.writer.record(work.member.stream.name, text, facts)
    work.records++
  }

  /** Writes a block of records; what it holds is known by its newest record alone. */
  block(work: Work, own: Slice, { lines, count, newest }: RecordBlock): void {
    const { version } = work.tracker
    const facts = version === undefined ? undefined : { version }
    this.#options.writer.records(work.member.stream.name, lines, facts)
    work.records += count
    work.tracker.seen(own, newest, undefined)
  }

  /** Says how many records have been written since it was last said; STATE may be due by that. */
  tellWritten(): void {
    let written = 0
    for (const work of this.#works) {
      const more = work.records - work.told
      if (more === 0) continue
      work.told = work.records
      this.#options.onRecords(work.member.stream.name, more)
      written += more
    }
    this.#options.teller.wrote(written)
  }

  /** A promise where the pipe is full: await it. */
  ready(): undefined | Promise<void> {
    return this.#options.writer.ready()
  }

  /** Says that a slice of a stream is done. */
  finish({ member, tracker }: Work, slice: Slice): void {
    tracker.done(slice)
    const { version } = tracker
    if (version !== undefined) this.#options.writer.activateVersion(member.stream.name, version)
  }
}
