import { randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { ConfigError } from '../errors.ts'
import type { JsonObject } from './message.ts'
import type { MessageOutput, RecordFacts } from './message-output.ts'
import type { MessageWriter } from './write-messages.ts'

/** The `batch_config` setting, as Meltano's SDK names it, and the dialect of the messages. */
export interface BatchConfig {
  readonly encoding?: { readonly format?: 'jsonl'; readonly compression?: 'gzip' | 'none' }
  readonly storage: { readonly root: string; readonly prefix?: string }
  /** Records in a file. @default 10000 */
  readonly batch_size?: number
  /** @default 'meltano' */
  readonly dialect?: 'meltano' | 'pipelinewise'
}

interface OpenFile {
  lines: string[]
  version: number | undefined
}

const defaultBatchSize = 10_000

const folderOf = (root: string): string => {
  if (root.startsWith('file:')) return fileURLToPath(root)
  if (!/^[a-z][a-z0-9+.-]+:\/\//i.test(root)) return root
  const message = `must be a folder or a file: URL, and not ${root}; a tap writes no other`
  throw new ConfigError([{ path: 'batch_config.storage.root', message }])
}

/**
 * Writes records into files, and BATCH messages that name them, in place of RECORDs. A STATE closes
 * the files that are open, so that it never comes before the records it stands for.
 */
export class BatchOutput implements MessageOutput {
  readonly #writer: MessageWriter
  readonly #config: BatchConfig
  readonly #folder: string
  readonly #open = new Map<string, OpenFile>()

  /** @throws {ConfigError} where the storage is not a folder. */
  constructor(writer: MessageWriter, config: BatchConfig) {
    this.#writer = writer
    this.#config = config
    this.#folder = folderOf(config.storage.root)
    mkdirSync(this.#folder, { recursive: true })
  }

  schema(
    stream: string,
    schema: JsonObject,
    keyProperties: readonly string[],
    bookmarkProperties?: readonly string[],
  ): void {
    this.#close(stream)
    this.#writer.schema(stream, schema, keyProperties, bookmarkProperties)
  }

  /** A STATE closes files: one each batch is enough. */
  get recordsPerState(): number {
    return this.#config.batch_size ?? defaultBatchSize
  }

  record(stream: string, text: string, facts?: RecordFacts): void {
    const file = this.#open.get(stream) ?? { lines: [], version: facts?.version }
    this.#open.set(stream, file)
    file.lines.push(text)
    if (file.lines.length >= this.recordsPerState) this.#close(stream)
  }

  records(stream: string, lines: Uint8Array, facts?: RecordFacts): void {
    const text = Buffer.from(lines.buffer, lines.byteOffset, lines.length).toString()
    for (const line of text.split('\n')) if (line !== '') this.record(stream, line, facts)
  }

  state(text: string): void {
    for (const stream of this.#open.keys()) this.#close(stream)
    this.#writer.state(text)
  }

  activateVersion(stream: string, version: number): void {
    this.#close(stream)
    this.#writer.activateVersion(stream, version)
  }

  ready(): Promise<void> | undefined {
    return this.#writer.ready()
  }

  flush(): Promise<void> {
    for (const stream of this.#open.keys()) this.#close(stream)
    return this.#writer.flush()
  }

  #close(stream: string): void {
    const file = this.#open.get(stream)
    if (!file) return
    this.#open.delete(stream)
    const path = this.#write(stream, `${file.lines.join('\n')}\n`)
    this.#writer.line(JSON.stringify(this.#message(stream, path, file)))
  }

  /** Writes a file, on disk under its own name when this returns. */
  #write(stream: string, text: string): string {
    const isGzip = this.#compression() === 'gzip'
    const { prefix = '' } = this.#config.storage
    const safe = stream.replace(/[^A-Za-z0-9_-]/g, '_')
    const name = `${prefix}${safe}-${randomUUID()}.jsonl${isGzip ? '.gz' : ''}`
    const path = join(this.#folder, name)
    const file = openSync(`${path}.part`, 'w')
    writeSync(file, isGzip ? gzipSync(text) : Buffer.from(text))
    fsyncSync(file)
    closeSync(file)
    renameSync(`${path}.part`, path)
    return path
  }

  #compression(): 'gzip' | 'none' {
    return this.#config.encoding?.compression ?? 'gzip'
  }

  #message(stream: string, path: string, { lines, version }: OpenFile): object {
    const compression = this.#compression()
    const facts = version === undefined ? {} : { version }
    const timeExtracted = { time_extracted: new Date().toISOString() }
    if (this.#config.dialect === 'pipelinewise') {
      const size = { batch_size: lines.length, ...timeExtracted, ...facts }
      return { type: 'BATCH', stream, filepath: path, format: 'jsonl', compression, ...size }
    }
    const encoding = { format: 'jsonl', compression }
    return { type: 'BATCH', stream, encoding, manifest: [pathToFileURL(path).href], ...facts }
  }
}
