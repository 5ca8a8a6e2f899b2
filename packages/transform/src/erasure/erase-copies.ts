import {
  deadLetterRecord,
  encodePathPart,
  LakeError,
  listLetterObjects,
  type ObjectStore,
  openStore,
  parseDeadLetter,
  parseRawKey,
  rewriteLines,
  type S3Options,
  serialiseDeadLetter,
} from '@descant/lake'
import { addDecision } from '../decisions/decision-log.ts'
import type { Model } from '../model/define-model.ts'
import { standardModel } from '../model/standard-model.ts'
import { type PeopleSearch, peopleInRecords, type RecordVerdict } from './people-in-records.ts'
import { readSuppressionList } from './suppression-list.ts'

export interface EraseCopiesOptions {
  readonly customer: string
  /** URL of the state zone: the suppression list lies there, and the record of what was done. */
  readonly state: string
  /** URL of the dead-letter zone. @default dead letters stay as they are */
  readonly deadLetters?: string
  /** URL of the raw zone, where it is to be rewritten. @default the raw zone stays as it is */
  readonly raw?: string
  readonly s3?: S3Options
  /** @default standardModel */
  readonly model?: Model
  /** The type of each provider's source, where its name is not the type itself. */
  readonly sources?: Readonly<Record<string, string>>
  /** Why, for those who audit; without personal data. */
  readonly reason?: string
  /** The clock. @default the system's */
  readonly now?: () => Date
}

/** What was done to one zone. */
export interface ErasedZone {
  /** Objects that were looked through, and those that were rewritten. */
  readonly objects: number
  readonly rewritten: number
  /** Lines that went, and lines that lost what tells of a person. */
  readonly removed: number
  readonly cut: number
  /** Objects that are damaged and could not be looked through. */
  readonly unreadable: readonly string[]
}

/** What was done, as it is kept in the state zone. */
export interface ErasureRecord {
  /** ISO 8601. */
  readonly erased_at: string
  readonly reason: string | null
  /** Entries of the suppression list that it was done by. */
  readonly suppressions: number
  /** Null where the zone was left as it is. */
  readonly dead_letters: ErasedZone | null
  readonly raw: ErasedZone | null
}

/**
 * Takes the people on the suppression list out of copies of their records: dead letters lose the
 * records, and the raw zone, where it is given, loses the lines. May be run again at any time; what is
 * done already is not done twice.
 *
 * In a versioned bucket the old bytes stay until the lifecycle of old versions takes them. Raw objects
 * that were rewritten are read anew by the next transform, which changes no table.
 *
 * @throws {LakeError} where a zone cannot be read, or forbids that objects are replaced.
 * @example
 * await eraseCopies({ customer: 'acme', state, deadLetters, raw, reason: 'request 4711' })
 */
export async function eraseCopies(options: EraseCopiesOptions): Promise<ErasureRecord> {
  const { customer, s3, model = standardModel, sources, reason, now = () => new Date() } = options
  const state = openStore(options.state, s3)
  const suppression = await readSuppressionList(state, customer)
  const search = { customer, model, sources, suppression }
  const at = now().toISOString()
  const record: ErasureRecord = {
    erased_at: at,
    reason: reason ?? null,
    suppressions: suppression.entries,
    dead_letters:
      options.deadLetters === undefined
        ? null
        : await eraseLetters(openStore(options.deadLetters, s3), search, at),
    raw: options.raw === undefined ? null : await eraseRaw(openStore(options.raw, s3), search),
  }
  await addDecision({ state, customer, folder: 'erasures' }, at, record)
  return record
}

async function eraseLetters(
  store: ObjectStore,
  search: PeopleSearch,
  at: string,
): Promise<ErasedZone> {
  const zone = new ZoneCounts()
  for await (const { key, name } of listLetterObjects(store, search.customer)) {
    const verdictOf = peopleInRecords(search, name.provider, name.stream)
    await zone.rewrite(store, key, (line) => {
      const letter = parseDeadLetter(line.toString())
      const record = deadLetterRecord(letter)
      if (record === null || verdictOf(record) === 'stays') return 'stays'
      const { record: _record, ...facts } = letter
      const erased = { ...facts, record: null, record_encoding: 'utf-8' as const, erased_at: at }
      return { kept: serialiseDeadLetter(erased) }
    })
  }
  return zone.counts
}

async function eraseRaw(store: ObjectStore, search: PeopleSearch): Promise<ErasedZone> {
  const zone = new ZoneCounts()
  for await (const { key } of store.list(`${encodePathPart(search.customer)}/`)) {
    const name = parseRawKey(key)
    if (name?.kind !== 'batch') continue
    await zone.rewrite(store, key, peopleInRecords(search, name.provider, name.stream))
  }
  return zone.counts
}

/** Counts what is rewritten. */
class ZoneCounts {
  #objects = 0
  #rewritten = 0
  #removed = 0
  #cut = 0
  readonly #unreadable: string[] = []

  get counts(): ErasedZone {
    return {
      objects: this.#objects,
      rewritten: this.#rewritten,
      removed: this.#removed,
      cut: this.#cut,
      unreadable: this.#unreadable,
    }
  }

  async rewrite(
    store: ObjectStore,
    key: string,
    verdictOf: (line: Buffer) => RecordVerdict,
  ): Promise<void> {
    this.#objects++
    try {
      const { changed, removed } = await rewriteLines(store, key, (line) => {
        const verdict = verdictOf(line)
        if (verdict === 'goes') return undefined
        return verdict === 'stays' || verdict.kept === line.toString()
          ? line
          : Buffer.from(verdict.kept)
      })
      if (changed + removed > 0) this.#rewritten++
      this.#cut += changed
      this.#removed += removed
    } catch (error) {
      if (!LakeError.is(error) || error.code !== 'LAKE_GZIP') throw error
      this.#unreadable.push(key)
    }
  }
}
