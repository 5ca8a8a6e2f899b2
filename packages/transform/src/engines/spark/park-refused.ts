import { type ObjectStore, readLineBytes, readLines } from '@descant/lake'
import type { RawObjectEntry } from '../../ingest/list-raw.ts'
import {
  damagedObject,
  type Line,
  malformedLine,
  unreadableLine,
} from '../../ingest/malformed-line.ts'
import { refusedRecord } from '../../ingest/refusal-message.ts'
import { type Parking, type Reject, writeDeadLetters } from '../../ingest/write-dead-letters.ts'
import type { SourceStream } from '../../model/define-source.ts'
import { answerNames } from './plan/answer-names.ts'
import type { PlannedInput } from './plan/plan-facts.ts'
import type { RunReport } from './run-report.ts'

/** A line that Spark refused, as its list of them says. */
interface RefusedLine {
  readonly file: string
  /** From 1, blank lines not counted. */
  readonly line: number
  /** Whether it is no record at all. */
  readonly broken: boolean
  readonly errors: readonly string[]
}

/** Parks what Spark refused of one input, with the bytes that it has in its raw object. */
export async function parkRefused(
  { raw, processed, parking }: { raw: ObjectStore; processed: ObjectStore; parking: Parking },
  report: RunReport,
  workKey: string,
  { raw: { batches, stream }, number }: PlannedInput,
): Promise<void> {
  const damaged = new Set(report.damaged)
  const refused = new Map<string, Map<number, RefusedLine>>()
  for (const path of report.lines[answerNames.refused(number)] ?? []) {
    const key = `${workKey}refused/${number}/${path}`
    for await (const text of readLines(await processed.read(key), key)) {
      const line = JSON.parse(text) as RefusedLine
      const ofFile = refused.get(line.file) ?? new Map<number, RefusedLine>()
      refused.set(line.file, ofFile.set(line.line, line))
    }
  }
  for (const object of batches) {
    const lines = refused.get(object.key)
    if (damaged.has(object.key)) await writeDeadLetters(parking, object, [damagedObject])
    else if (lines)
      await writeDeadLetters(parking, object, await rejects(raw, object, stream, lines))
  }
}

async function rejects(
  raw: ObjectStore,
  object: RawObjectEntry,
  stream: SourceStream,
  refused: ReadonlyMap<number, RefusedLine>,
): Promise<Reject[]> {
  const found: Reject[] = []
  let number = 0
  for await (const bytes of readLineBytes(await raw.read(object.key), object.key)) {
    const told = refused.get(++number)
    if (told !== undefined) found.push(reject(stream, { number, bytes }, told))
  }
  return found
}

function reject(stream: SourceStream, line: Line, { broken, errors }: RefusedLine): Reject {
  if (broken) return malformedLine(stream.raw, line) ?? unreadableLine(line)
  return refusedRecord(stream, line.number, line.bytes, errors)
}
