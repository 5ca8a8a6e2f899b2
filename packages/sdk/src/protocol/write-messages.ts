import type { Writable } from 'node:stream'
import { OutputClosedError } from '../errors.ts'
import { stringifyExact } from '../exact-json.ts'
import type { JsonObject } from './message.ts'
import type { MessageOutput, RecordFacts } from './message-output.ts'

export interface MessageWriterOptions {
  /** Bytes gathered before a write. @default 65536 */
  readonly blockBytes?: number
  /** The longest that a message waits for its block to fill, in milliseconds. @default 100 */
  readonly delayMilliseconds?: number
  readonly now?: () => number
}

const failureOf = (error: NodeJS.ErrnoException): Error =>
  error.code === 'EPIPE' ? new OutputClosedError({ cause: error }) : error

const lineFeed = 0x0a

/** A copy of the lines, each with what makes a message of it around it. */
const withEnvelopes = (lines: Uint8Array, prefix: Uint8Array, suffix: Uint8Array): Uint8Array => {
  let count = 0
  for (let at = lines.indexOf(lineFeed); at >= 0; at = lines.indexOf(lineFeed, at + 1)) count++
  const length = lines.length + count * (prefix.length + suffix.length - 1)
  const messages = Buffer.allocUnsafe(length)
  let at = 0
  for (let start = 0; start < lines.length; ) {
    const end = lines.indexOf(lineFeed, start)
    messages.set(prefix, at)
    messages.set(lines.subarray(start, end), at + prefix.length)
    at += prefix.length + end - start
    messages.set(suffix, at)
    at += suffix.length
    start = end + 1
  }
  return messages
}

/**
 * Writes Singer messages to a pipe. Messages are gathered into blocks, since a write per record
 * costs more than the record; {@link ready} is the back-pressure: a writer that is not waited for
 * keeps everything in memory.
 */
export class MessageWriter implements MessageOutput {
  readonly #output: Writable
  readonly #blockBytes: number
  readonly #delay: number
  readonly #now: () => number
  readonly #prefixes = new Map<string, string>()
  #block = ''
  #timer: NodeJS.Timeout | undefined
  #failure: Error | undefined
  #draining: Promise<void> | undefined
  #millisecond = -1
  #extracted = ''

  constructor(output: Writable, options: MessageWriterOptions = {}) {
    this.#output = output
    this.#blockBytes = options.blockBytes ?? 65_536
    this.#delay = options.delayMilliseconds ?? 100
    this.#now = options.now ?? Date.now
    output.on('error', (error: NodeJS.ErrnoException) => {
      this.#failure = failureOf(error)
    })
  }

  /** Writes a SCHEMA. */
  schema(
    stream: string,
    schema: JsonObject,
    keyProperties: readonly string[],
    bookmarkProperties: readonly string[] = [],
  ): void {
    this.#write(
      stringifyExact({
        type: 'SCHEMA',
        stream,
        schema,
        key_properties: keyProperties,
        ...(bookmarkProperties.length > 0 ? { bookmark_properties: bookmarkProperties } : {}),
      }),
    )
  }

  /** Writes a RECORD whose JSON is `text`. */
  record(stream: string, text: string, facts?: RecordFacts): void {
    const version = facts?.version === undefined ? '' : `,"version":${facts.version}`
    this.#write(
      `${this.#prefix(stream)}${text}${version},"time_extracted":"${this.#timeExtracted()}"}`,
    )
  }

  /** Writes records that are lines of JSON, each with its line feed. */
  records(stream: string, lines: Uint8Array, facts?: RecordFacts): void {
    const version = facts?.version === undefined ? '' : `,"version":${facts.version}`
    const prefix = Buffer.from(this.#prefix(stream))
    const suffix = Buffer.from(`${version},"time_extracted":"${this.#timeExtracted()}"}\n`)
    this.#send()
    this.#emit(withEnvelopes(lines, prefix, suffix))
  }

  /** Writes a STATE whose value's JSON is `text`, and sends it on its way. */
  state(text: string): void {
    this.#write(`{"type":"STATE","value":${text}}`)
    this.#send()
  }

  /** Writes an ACTIVATE_VERSION. */
  activateVersion(stream: string, version: number): void {
    this.#write(JSON.stringify({ type: 'ACTIVATE_VERSION', stream, version }))
  }

  /** Writes a line that is ready, as a mapper does with a message that it leaves alone. */
  line(text: string): void {
    this.#write(text)
  }

  /**
   * What to await before writing more: undefined while there is room.
   * @throws {OutputClosedError} where the reader has gone away.
   */
  ready(): Promise<void> | undefined {
    if (this.#failure) throw this.#failure
    return this.#draining
  }

  /** Resolves when everything written so far has left this process. */
  async flush(): Promise<void> {
    this.#send()
    if (this.#failure) throw this.#failure
    if (this.#output.writableLength > 0) {
      await new Promise<void>((resolve, reject) => {
        this.#output.write('', (error) => (error ? reject(failureOf(error)) : resolve()))
      })
    }
    // The error of a write is told a turn after it: a reader that has gone must not be missed.
    await new Promise((resolve) => setImmediate(resolve))
    if (this.#failure) throw this.#failure
  }

  #prefix(stream: string): string {
    let prefix = this.#prefixes.get(stream)
    if (prefix === undefined) {
      prefix = `{"type":"RECORD","stream":${JSON.stringify(stream)},"record":`
      this.#prefixes.set(stream, prefix)
    }
    return prefix
  }

  #timeExtracted(): string {
    const millisecond = this.#now()
    if (millisecond !== this.#millisecond) {
      this.#millisecond = millisecond
      this.#extracted = new Date(millisecond).toISOString()
    }
    return this.#extracted
  }

  #write(line: string): void {
    this.#block += `${line}\n`
    if (this.#block.length >= this.#blockBytes) this.#send()
    else this.#timer ??= setTimeout(() => this.#send(), this.#delay)
  }

  #send(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#block === '' || this.#failure) return
    const block = this.#block
    this.#block = ''
    this.#emit(block)
  }

  #emit(block: string | Uint8Array): void {
    if (this.#failure || block.length === 0) return
    if (this.#output.write(block) || this.#draining) return
    this.#draining = new Promise((resolve, reject) => {
      const done = () => {
        this.#output.off('drain', done)
        this.#output.off('close', done)
        this.#output.off('error', done)
        this.#draining = undefined
        if (this.#output.destroyed) this.#failure ??= new OutputClosedError()
        if (this.#failure) reject(this.#failure)
        else resolve()
      }
      this.#output.on('drain', done)
      this.#output.on('close', done)
      this.#output.on('error', done)
    })
    this.#draining.catch(() => {})
  }
}
