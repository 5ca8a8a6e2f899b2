import type { Writable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { DataError, type LineBlock, MessageWriter, readLines } from '@descant/sdk'
import type { Mapper } from './mapper.ts'
import { runWithin } from './run-within.ts'

export interface MapMessagesOptions {
  readonly mapper: Mapper
  /** The bytes of stdin, or of a file. */
  readonly input: AsyncIterable<Uint8Array>
  readonly output: Writable
  /** The longest that one line may take, in milliseconds. */
  readonly lineTimeout: number
  /** When it is aborted, what has come so far is written and the run ends. */
  readonly signal: AbortSignal
}

/** What becomes of a line: text, the bytes as they came, or nothing. */
type Mapped = string | Buffer | undefined

const newline = Buffer.from('\n')

const isBlank = (line: string) => line === '' || line.trim() === ''

const mapLine = (
  mapper: Mapper,
  line: string,
  lineNumber: number,
  invalid: Buffer | undefined,
): Mapped => {
  if (isBlank(line)) return undefined
  const mapped = mapper.take(line, lineNumber, invalid === undefined)
  return invalid === undefined || mapped === undefined ? mapped : Buffer.concat([invalid, newline])
}

/**
 * Maps the lines of a block. A line that is broken off is tried once more, since the machine may have
 * slept; the second time it is at fault.
 *
 * @param done Takes what becomes of each line, also where a later one is at fault.
 */
const mapBlock = (block: LineBlock, mapper: Mapper, timeout: number, done: Mapped[]): void => {
  const { lines, firstLineNumber, invalid } = block
  const mapRest = () => {
    while (done.length < lines.length) {
      const at = done.length
      done[at] = mapLine(mapper, lines[at] as string, firstLineNumber + at, invalid.get(at))
    }
  }
  let brokenOff = -1
  while (!runWithin(timeout, mapRest)) {
    if (done.length === brokenOff) {
      throw new DataError(
        mapper.stream,
        `line ${firstLineNumber + brokenOff} of the input took longer than line_timeout_seconds; ` +
          'make the expressions and patterns of its mapping simpler',
      )
    }
    brokenOff = done.length
  }
}

/** Waits until everything has left. That the last write failed is told one turn of the loop later. */
const finish = async (writer: MessageWriter): Promise<void> => {
  const failure = await writer.flush().catch((error: unknown) => error)
  await setImmediate()
  await writer.ready()
  if (failure) throw failure
}

/**
 * Maps a Singer stream. Lines leave in the order in which they came; while the reader cannot take
 * more, no more is read.
 *
 * @throws {ProtocolError} where a line is not Singer. What came before it has been written.
 * @throws {OutputClosedError} where the reader has gone away.
 */
export async function mapMessages(options: MapMessagesOptions): Promise<void> {
  const { mapper, input, output, lineTimeout, signal } = options
  const writer = new MessageWriter(output)
  const write = async (lines: readonly Mapped[]): Promise<void> => {
    for (const line of lines) {
      if (typeof line === 'string') writer.line(line)
      else if (line) {
        await writer.flush()
        output.write(line)
      }
    }
    await writer.ready()
  }
  try {
    for await (const block of readLines(input)) {
      const done: Mapped[] = []
      try {
        mapBlock(block, mapper, lineTimeout, done)
      } finally {
        await write(done)
      }
      if (signal.aborted) break
    }
  } catch (error) {
    if (!signal.aborted) throw error
  } finally {
    await finish(writer)
  }
}
