import { Writable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import type { JsonObject, Message } from '@descant/sdk'
import { parseMessage } from '../protocol/parse-message.ts'
import { recordsIn } from './records-in.ts'

export interface MemoryOutputOptions {
  /** The reader goes away (EPIPE) when it has taken so many lines. Default: it never does. */
  readonly breakAfter?: number
  /** Is told the number of lines each time one was taken. */
  readonly onLine?: (lines: number) => void
  /** Turns of the event loop that the reader takes for each write. @default 0 */
  readonly turns?: number
  /** Bytes that wait before the writer is told to. @default 16384 */
  readonly highWaterMark?: number
}

/** A pipe's end in memory: what a tap wrote, as lines and as messages. */
export class MemoryOutput extends Writable {
  /** The lines taken so far, without their line ends. */
  readonly lines: string[] = []
  readonly #options: MemoryOutputOptions
  readonly #decoder = new StringDecoder('utf8')
  #rest = ''

  constructor(options: MemoryOutputOptions = {}) {
    super({ highWaterMark: options.highWaterMark ?? 16_384 })
    this.#options = options
  }

  /** The lines as messages. @throws {ProtocolError} where one is none. */
  get messages(): readonly Message[] {
    return this.lines.map((line, index) => parseMessage(line, index + 1))
  }

  /** The records of a stream, or of all. */
  records(stream?: string): readonly JsonObject[] {
    return recordsIn(this.messages, stream)
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error) => void): void {
    const { breakAfter = Number.POSITIVE_INFINITY, onLine, turns = 0 } = this.#options
    const lines = (this.#rest + this.#decoder.write(chunk)).split('\n')
    this.#rest = lines.pop() ?? ''
    for (const line of lines) {
      if (this.lines.length >= breakAfter) {
        done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))
        return
      }
      this.lines.push(line)
      onLine?.(this.lines.length)
    }
    let left = turns
    const turn = () => (left-- > 0 ? setImmediate(turn) : done())
    turn()
  }
}

/**
 * Makes a pipe's end in memory.
 *
 * @example
 * const output = memoryOutput()
 * await runTapInMemory(tapToy, { config, output })
 * expect(output.records('orders')).toHaveLength(3)
 */
export const memoryOutput = (options?: MemoryOutputOptions): MemoryOutput =>
  new MemoryOutput(options)
