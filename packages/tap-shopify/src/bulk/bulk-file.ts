import { RequestError } from '@descant/sdk'
import type { Field } from '../query/field.ts'
import type { Row } from '../reading/connection-page.ts'
import { RowAssembler } from './assemble-rows.ts'

/** How many lines and records a file must hold, by the word of the job that wrote it. */
export interface BulkCounts {
  readonly objects: number
  readonly roots: number
}

/** Records in a chunk. */
const chunkSize = 250

const lineFeed = 10

/** Thrown where a file holds less than the job says, or ends within a line. */
export class BulkFileError extends RequestError {}

/**
 * Reads the records of a bulk file as it arrives, some hundreds at a time; no more than that is held.
 *
 * @param body The bytes of the file.
 * @param fields What was asked of each record.
 * @throws BulkFileError at its end, where it is shorter than it must be.
 * @throws UngroupedError where items do not follow what holds them.
 */
export async function* readBulkFile(
  body: AsyncIterable<Uint8Array>,
  fields: readonly Field[],
  counts: BulkCounts,
): AsyncGenerator<readonly Row[], void, undefined> {
  const assembler = new RowAssembler(fields)
  let rows: Row[] = []
  let objects = 0
  let roots = 0
  for await (const lines of linesOf(body)) {
    for (const line of lines) {
      if (line === '') continue
      const object = parse(line)
      objects++
      if (object.__parentId === undefined) roots++
      const row = assembler.take(object)
      if (row === undefined) continue
      rows.push(row)
      if (rows.length === chunkSize) {
        yield rows
        rows = []
      }
    }
  }
  const last = assembler.end()
  // The last record may lack items if the file was cut, so the counts come first.
  if (objects !== counts.objects || roots !== counts.roots) {
    throw new BulkFileError(
      `The file of a bulk operation came short: ${objects} of ${counts.objects} lines and ${roots} of ` +
        `${counts.roots} records arrived.`,
      { isRetryable: true },
    )
  }
  if (last) rows.push(last)
  if (rows.length > 0) yield rows
}

/** Whole lines, as many as a piece of the file holds. A list of any length is never held as one string. */
async function* linesOf(
  body: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly string[], void, undefined> {
  let rest: Uint8Array[] = []
  for await (const chunk of body) {
    const end = chunk.lastIndexOf(lineFeed)
    if (end < 0) {
      rest.push(chunk)
      continue
    }
    const whole = chunk.subarray(0, end)
    const block = rest.length === 0 ? whole : Buffer.concat([...rest, whole])
    const after = chunk.subarray(end + 1)
    rest = after.length > 0 ? [after] : []
    yield textOf(block).split('\n')
  }
  if (rest.length > 0) yield [textOf(Buffer.concat(rest))]
}

const textOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')

function parse(line: string): Record<string, unknown> {
  try {
    return JSON.parse(line)
  } catch (cause) {
    throw new BulkFileError('The file of a bulk operation came short: it ends within a line.', {
      isRetryable: true,
      cause,
    })
  }
}
