import { once } from 'node:events'
import { createGzip, type Gzip } from 'node:zlib'
import type { ObjectStore, StoredObject } from '../store/object-store.ts'

export interface BatchOptions {
  /** gzip's effort, 1 (fast) to 9 (small). @default 6 */
  readonly level?: number
}

/** Lines are handed to gzip in pieces of about this many characters: one by one would be slow. */
const pieceLength = 64 * 1024

/**
 * A batch on its way to the raw zone: gzipped NDJSON that becomes one object, or none.
 *
 * Compression runs in Node's thread pool while lines arrive. The compressed bytes stay in memory
 * until `commit` (a batch is bounded), so the object is written in one request and an abandoned
 * batch leaves nothing. The same lines always give the same bytes.
 *
 * @example
 * const batch = new BatchObject(raw, rawBatchKey(name))
 * for (const line of lines) {
 *   batch.append(line)
 *   await batch.ready()
 * }
 * await batch.commit()
 */
export class BatchObject {
  readonly key: string
  readonly #store: ObjectStore
  readonly #gzip: Gzip
  readonly #compressed: Buffer[] = []
  #pending = ''
  #bytes = 0
  #compressedBytes = 0
  #lines = 0
  #drained: Promise<void> | undefined
  #wake: () => void = () => undefined

  constructor(store: ObjectStore, key: string, options: BatchOptions = {}) {
    this.key = key
    this.#store = store
    this.#gzip = createGzip({ level: options.level ?? 6 })
    this.#gzip.on('data', (chunk: Buffer) => {
      this.#compressed.push(chunk)
      this.#compressedBytes += chunk.byteLength
    })
    const wake = () => {
      this.#drained = undefined
      this.#wake()
    }
    this.#gzip.on('drain', wake).on('close', wake)
  }

  /** Bytes taken so far, before compression. */
  get bytes(): number {
    return this.#bytes
  }

  /** Bytes held in memory: what is compressed, and what waits for it. */
  get heldBytes(): number {
    // What a compressor had begun when it was given up is never told as done.
    const compressing = this.#gzip.destroyed ? 0 : this.#gzip.writableLength
    return this.#compressedBytes + compressing + this.#pending.length
  }

  get lines(): number {
    return this.#lines
  }

  /** Takes a line, without its line break, as it is. */
  append(line: string): void {
    this.#pending += `${line}\n`
    this.#bytes += Buffer.byteLength(line) + 1
    this.#lines += 1
    if (this.#pending.length >= pieceLength) this.#hand()
  }

  /** A promise where compression lags behind: await it before the next line. Else undefined. */
  ready(): Promise<void> | undefined {
    if (!this.#gzip.writableNeedDrain) return undefined
    this.#drained ??= new Promise((resolve) => {
      this.#wake = resolve
    })
    return this.#drained
  }

  /**
   * Writes the object: durable when it resolves. May be called again where it failed.
   *
   * @throws {ObjectExistsError} where the key is taken.
   */
  async commit(): Promise<StoredObject> {
    if (!this.#gzip.writableEnded) {
      this.#hand()
      this.#gzip.end()
    }
    if (!this.#gzip.readableEnded) await once(this.#gzip, 'end')
    return this.#store.create(this.key, Buffer.concat(this.#compressed), {
      contentType: 'application/gzip',
    })
  }

  /** Forgets everything; the store has never heard of it. */
  async abort(): Promise<void> {
    this.#gzip.destroy()
    this.#compressed.length = 0
    this.#compressedBytes = 0
    this.#pending = ''
  }

  #hand(): void {
    if (this.#pending !== '') this.#gzip.write(this.#pending)
    this.#pending = ''
  }
}
