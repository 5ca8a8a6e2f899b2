import { isUtf8 } from 'node:buffer'
import { ProtocolError } from '../errors.ts'

/** Lines that arrived together. */
export interface LineBlock {
  /** The lines, without their line ends. */
  readonly lines: readonly string[]
  /** The number of the first of them in the whole input, from 1. */
  readonly firstLineNumber: number
  /** The bytes of lines that are not UTF-8, by their place in `lines`. */
  readonly invalid: ReadonlyMap<number, Buffer>
}

const newline = 10
const none: ReadonlyMap<number, Buffer> = new Map()

/** The longest line that is read; the longest string of Node is 512 MiB. */
export const longestLineBytes = 256 * 1024 * 1024

export const lineTooLong = (lineNumber: number, longest = longestLineBytes): ProtocolError =>
  new ProtocolError(
    `it is longer than ${longest} bytes; the tap must shorten the value, or leave its property out`,
    lineNumber,
  )

const withoutReturn = (line: string) => (line.endsWith('\r') ? line.slice(0, -1) : line)

const cut = (bytes: Buffer, firstLineNumber: number): LineBlock => {
  const text = bytes.toString('utf8')
  const start = firstLineNumber === 1 && text.charCodeAt(0) === 0xfeff ? 1 : 0
  const lines = text.slice(start).split('\n')
  if (text.includes('\r')) {
    for (let index = 0; index < lines.length; index++) {
      lines[index] = withoutReturn(lines[index] as string)
    }
  }
  return { lines, firstLineNumber, invalid: isUtf8(bytes) ? none : invalidLines(bytes) }
}

const invalidLines = (bytes: Buffer): Map<number, Buffer> => {
  const invalid = new Map<number, Buffer>()
  let start = 0
  for (let index = 0; start <= bytes.length; index++) {
    const found = bytes.indexOf(newline, start)
    const end = found < 0 ? bytes.length : found
    const line = bytes.subarray(start, end)
    if (!isUtf8(line)) invalid.set(index, line)
    start = end + 1
  }
  return invalid
}

/**
 * Cuts a stream of bytes into lines, a block at a time: what one chunk completes comes as one block,
 * so that a line costs no turn of the event loop. A BOM is taken off; LF and CRLF both end a line; a
 * last line without an end is a line too.
 *
 * @param longest Bytes of the longest line that is read. @default 256 MiB
 * @throws {ProtocolError} where a line is longer.
 */
export async function* readLines(
  input: AsyncIterable<Uint8Array>,
  longest = longestLineBytes,
): AsyncGenerator<LineBlock> {
  let parts: Buffer[] = []
  let held = 0
  let lineNumber = 1
  for await (const chunk of input) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    const last = bytes.lastIndexOf(newline)
    if (last < 0) {
      parts.push(Buffer.from(bytes))
      held += bytes.length
      if (held > longest) {
        throw lineTooLong(lineNumber, longest)
      }
      continue
    }
    const head = bytes.subarray(0, last)
    const block = cut(held === 0 ? head : Buffer.concat([...parts, head]), lineNumber)
    const rest = bytes.subarray(last + 1)
    parts = rest.length > 0 ? [Buffer.from(rest)] : []
    held = rest.length
    lineNumber += block.lines.length
    yield block
  }
  if (held > 0) yield cut(Buffer.concat(parts), lineNumber)
}
