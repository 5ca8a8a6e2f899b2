import { createReadStream } from 'node:fs'
import { pipeline, type Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { createGunzip } from 'node:zlib'
import { ProtocolError } from '../errors.ts'
import { type BatchMessage, RecordMessage } from '../protocol/message.ts'
import { readLines } from '../protocol/read-lines.ts'

/** Opens a file that a BATCH names, where it is neither a path nor a `file:` URL. */
export type OpenBatchFile = (url: string) => Promise<Readable>

/** A record from a BATCH file; `invalid` holds its bytes where they are not UTF-8. */
export interface BatchRecord {
  readonly message: RecordMessage
  readonly invalid: Buffer | undefined
}

const isOther = (file: string) => /^[a-z][a-z0-9+.-]+:\/\//i.test(file) && !file.startsWith('file:')

const open = async (
  file: string,
  lineNumber: number,
  openFile: OpenBatchFile | undefined,
): Promise<Readable> => {
  if (!isOther(file)) {
    return createReadStream(file.startsWith('file:') ? fileURLToPath(file) : file)
  }
  if (openFile) return openFile(file)
  throw new ProtocolError(
    `the BATCH file ${file} cannot be opened by this target; let the tap write its batches to a folder`,
    lineNumber,
  )
}

const compressions: readonly (string | undefined)[] = [undefined, 'none', 'gzip']

/** Takes gzip off; its errors are those of what is read. */
const gunzip = (source: Readable): Readable => {
  const plain = createGunzip()
  pipeline(source, plain, () => {})
  return plain
}

/**
 * The records in the files of a BATCH, in order: a bare record a line (Meltano SDK docs/batch.md, and
 * PipelineWise's single `filepath`).
 *
 * @throws {ProtocolError} where the format is another than JSON lines, bare or by gzip, or a file cannot
 *   be read.
 */
export async function* batchRecords(
  message: BatchMessage,
  lineNumber: number,
  openFile: OpenBatchFile | undefined,
): AsyncGenerator<BatchRecord> {
  const { stream, format, compression, files, timeExtracted, version } = message
  if (format !== 'jsonl' && format !== 'json') {
    throw new ProtocolError(
      `the BATCH of stream ${stream} is ${format}, and only jsonl is read; set the tap's batch format`,
      lineNumber,
    )
  }
  if (!compressions.includes(compression)) {
    throw new ProtocolError(
      `the BATCH of stream ${stream} is compressed by ${compression}, and only gzip and none are read; set the tap's batch encoding`,
      lineNumber,
    )
  }
  for (const file of files) {
    try {
      const source = await open(file, lineNumber, openFile)
      for await (const block of readLines(compression === 'gzip' ? gunzip(source) : source)) {
        for (const [index, line] of block.lines.entries()) {
          if (line.trim() === '') continue
          const at = block.firstLineNumber + index
          const record = new RecordMessage(stream, line.trim(), timeExtracted, version, at)
          yield { message: record, invalid: block.invalid.get(index) }
        }
      }
    } catch (cause) {
      if (cause instanceof ProtocolError) throw cause
      const words = `the BATCH file ${file} of stream ${stream} cannot be read: ${(cause as Error).message}`
      throw new ProtocolError(words, lineNumber, { cause })
    }
  }
}
