import { createHash } from 'node:crypto'
import { LakeError } from '../errors.ts'
import { encodePathPart } from '../path-part.ts'
import type { ObjectStore } from '../store/object-store.ts'
import type { DeadLetterMessage } from './dead-letter.ts'
import type { PatchStep } from './patch-record.ts'

/** What was done with one letter. */
export interface LetterOutcome {
  /** The line of the letter in its object, from 1. */
  readonly line: number
  readonly dlq_id: string
  /** A letter that failed stays parked; a mark of it is one more attempt. */
  readonly outcome: 'replayed' | 'discarded' | 'failed'
  readonly messages?: readonly DeadLetterMessage[]
}

/**
 * What a run did with letters of one object: an object of the dead-letter zone, created once and
 * never changed. It is written before the records go to the raw zone, with all that it takes to
 * write them again to the byte; a second object, `….done.json`, says that they are there.
 */
export interface LetterMark {
  /** The object of the letters. */
  readonly object_key: string
  /** Counts the marks of an object, from 1: two runs cannot make the same one. */
  readonly number: number
  readonly run: string
  readonly at: string
  readonly note: string | null
  readonly patch: readonly PatchStep[]
  /** The object of the raw zone that holds what was replayed; null where nothing was. */
  readonly raw_key: string | null
  readonly letters: readonly LetterOutcome[]
}

/** Whose letters an object holds. */
interface Provider {
  readonly customer: string
  readonly provider: string
}

/** The marks of the objects of a provider, by object. `_` keeps readers of the letters away. */
const marksPrefix = ({ customer, provider }: Provider): string =>
  `${encodePathPart(customer)}/${encodePathPart(provider)}/_marks/`

/** What an object of letters is called among the marks. */
const idOf = (objectKey: string) =>
  createHash('sha256').update(objectKey).digest('hex').slice(0, 32)

/**
 * Knows which objects of letters have marks, by one listing for each provider: most have none, and
 * need not be asked for one by one.
 */
export class MarkedObjects {
  readonly #store: ObjectStore
  readonly #providers = new Map<string, Promise<ReadonlySet<string>>>()

  constructor(store: ObjectStore) {
    this.#store = store
  }

  /** Whether an object had marks when its provider was first asked for. */
  async has(name: Provider, objectKey: string): Promise<boolean> {
    const prefix = marksPrefix(name)
    const listed = this.#providers.get(prefix) ?? this.#list(prefix)
    this.#providers.set(prefix, listed)
    return (await listed).has(idOf(objectKey))
  }

  async #list(prefix: string): Promise<ReadonlySet<string>> {
    const ids = new Set<string>()
    for await (const { key } of this.#store.list(prefix)) {
      ids.add(key.slice(prefix.length).split('/')[0] as string)
    }
    return ids
  }
}

const numberOf = (mark: number) => String(mark).padStart(6, '0')

/** Where the marks of one object of letters lie. */
export class LetterMarks {
  readonly #store: ObjectStore
  readonly #prefix: string

  constructor(store: ObjectStore, name: Provider, objectKey: string) {
    this.#store = store
    this.#prefix = `${marksPrefix(name)}${idOf(objectKey)}/`
  }

  /** All marks in order, and whether what they say is done. */
  async read(): Promise<{ readonly mark: LetterMark; readonly isDone: boolean }[]> {
    const names = new Set<string>()
    for await (const { key } of this.#store.list(this.#prefix)) {
      names.add(key.slice(this.#prefix.length))
    }
    const marks: { mark: LetterMark; isDone: boolean }[] = []
    for (const name of [...names].filter((one) => /^\d+\.json$/.test(one)).sort()) {
      const body = (await this.#store.get(this.#prefix + name))?.body
      if (body === undefined) continue
      const mark = parseMark(body, this.#prefix + name)
      const isDone = mark.raw_key === null || names.has(name.replace('.json', '.done.json'))
      marks.push({ mark, isDone })
    }
    return marks
  }

  /** @throws {ObjectExistsError} where another run was first. */
  async create(mark: LetterMark): Promise<void> {
    await this.#create(`${numberOf(mark.number)}.json`, mark)
  }

  /** Says that the records of a mark are in the raw zone. @throws {ObjectExistsError} */
  async finish(mark: LetterMark): Promise<void> {
    await this.#create(`${numberOf(mark.number)}.done.json`, { raw_key: mark.raw_key })
  }

  async #create(name: string, content: object): Promise<void> {
    const body = Buffer.from(`${JSON.stringify(content)}\n`)
    await this.#store.create(this.#prefix + name, body, { contentType: 'application/json' })
  }
}

function parseMark(body: Buffer, key: string): LetterMark {
  try {
    return JSON.parse(body.toString()) as LetterMark
  } catch (cause) {
    throw new LakeError(
      'LAKE_DEAD_LETTER_MARK',
      `The object ${key} of the dead-letter zone is damaged, so it is not known which letters were replayed. Bring back an earlier version of it.`,
      { cause },
    )
  }
}
