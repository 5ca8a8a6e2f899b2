import { randomUUID } from 'node:crypto'
import { encodePathPart, LakeError, type ObjectStore } from '@descant/lake'
import { type RunRecord, type RunSubject, runName } from './run-record.ts'

/** The folder of a subject's runs below `runs/` or `logs/` of its customer. */
const folderOf = ({ stage, source }: RunSubject) =>
  source === undefined ? `${stage}/` : `${stage}/${encodePathPart(source)}/`

const runsPrefix = (subject: RunSubject) =>
  `${encodePathPart(subject.customer)}/runs/${folderOf(subject)}`

/** Where the parts of a run's log lie; ends with '/'. */
export const logPrefix = (subject: RunSubject, run: string): string =>
  `${encodePathPart(subject.customer)}/logs/${folderOf(subject)}${run}/`

const bodyOf = (record: RunRecord) => Buffer.from(`${JSON.stringify(record, null, 2)}\n`)

/** The runs of a customer's stages, kept in the state zone: one object each, named so that they sort by time. */
export class RunStore {
  readonly #store: ObjectStore
  readonly #etags = new Map<string, string>()

  constructor(store: ObjectStore) {
    this.#store = store
  }

  /** A name for a run that begins now. */
  newName(at: Date): string {
    return runName(at, randomUUID().slice(0, 8))
  }

  /** Records a run that begins. */
  async begin(record: RunRecord): Promise<void> {
    const { etag } = await this.#store.create(keyOf(record), bodyOf(record))
    this.#etags.set(record.run, etag)
  }

  /** Records what became of a run that this store has begun. */
  async update(record: RunRecord): Promise<void> {
    const etag = this.#etags.get(record.run)
    if (etag === undefined) throw new TypeError(`${record.run} was not begun here`)
    const stored = await this.#store.replace(keyOf(record), bodyOf(record), etag)
    this.#etags.set(record.run, stored.etag)
  }

  /** Records what became of a run that another process had begun and could not end. */
  async overwrite(record: RunRecord): Promise<void> {
    const known = await this.#store.get(keyOf(record))
    if (known) await this.#store.replace(keyOf(record), bodyOf(record), known.etag)
  }

  /** The names of the runs that are kept, the oldest first. */
  async names(subject: RunSubject): Promise<string[]> {
    const prefix = runsPrefix(subject)
    const names: string[] = []
    for await (const { key } of this.#store.list(prefix)) {
      const name = key.slice(prefix.length)
      if (/^[^/]+\.json$/.test(name)) names.push(name.slice(0, -'.json'.length))
    }
    return names
  }

  /** One run, undefined where it is not kept. */
  async read(subject: RunSubject, run: string): Promise<RunRecord | undefined> {
    const key = `${runsPrefix(subject)}${run}.json`
    const found = await this.#store.get(key)
    return found && parse(found.body, key)
  }

  /** The newest runs, the newest first. */
  async latest(subject: RunSubject, most: number): Promise<RunRecord[]> {
    const names = (await this.names(subject)).slice(-most).reverse()
    const records = await Promise.all(names.map((name) => this.read(subject, name)))
    return records.filter((record) => record !== undefined)
  }

  /** Deletes all runs but the newest `most`, with their logs. */
  async prune(subject: RunSubject, most: number): Promise<void> {
    for (const name of (await this.names(subject)).slice(0, -most)) {
      for await (const { key } of this.#store.list(logPrefix(subject, name))) {
        await this.#store.delete(key)
      }
      await this.#store.delete(`${runsPrefix(subject)}${name}.json`)
    }
  }
}

const keyOf = ({ customer, stage, source, run }: RunRecord) =>
  `${runsPrefix({ customer, stage, ...(source === null ? {} : { source }) })}${run}.json`

const parse = (body: Buffer, key: string): RunRecord => {
  try {
    return JSON.parse(body.toString()) as RunRecord
  } catch (cause) {
    throw new LakeError(
      'RUN_RECORD_DAMAGED',
      `The object ${key} of the state zone is damaged: delete it, or bring back an earlier version of it.`,
      { cause },
    )
  }
}
