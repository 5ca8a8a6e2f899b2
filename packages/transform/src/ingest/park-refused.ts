import type { RawFile } from './raw-file.ts'
import { rawLines } from './raw-lines.ts'
import { refusedRecord } from './refusal-message.ts'
import type { StreamReading } from './stream-reading.ts'
import { writeDeadLetters } from './write-dead-letters.ts'

/**
 * Parks the records of a table that its mapping refuses, each with the bytes it has in its raw
 * object; gives back how many they are.
 */
export async function parkRefused(
  reading: StreamReading,
  files: readonly RawFile[],
): Promise<number> {
  const { duck, dialect, relation } = reading
  const query = `SELECT _file, _line, _errors FROM ${relation}
WHERE ${dialect.length('_errors')} > 0 ORDER BY _file, _line`
  let count = 0
  let open = { file: -1, refusals: new Map<number, readonly string[]>() }
  const park = async () => {
    const file = files[open.file]
    if (file !== undefined) await parkLines(reading, file, open.refusals)
    count += open.refusals.size
  }
  for await (const rows of duck.stream<Refused>(query)) {
    for (const { _file, _line, _errors } of rows) {
      if (Number(_file) !== open.file) {
        await park()
        open = { file: Number(_file), refusals: new Map() }
      }
      open.refusals.set(Number(_line), _errors)
    }
  }
  await park()
  return count
}

interface Refused {
  readonly _file: bigint
  readonly _line: bigint
  readonly _errors: readonly string[]
}

async function parkLines(
  { stream, parking }: StreamReading,
  file: RawFile,
  refusals: ReadonlyMap<number, readonly string[]>,
): Promise<void> {
  const lines = await rawLines(file, new Set(refusals.keys()))
  const rejects = lines.map(({ number, bytes }) =>
    refusedRecord(stream, number, bytes, refusals.get(number) ?? []),
  )
  await writeDeadLetters(parking, file.object, rejects)
}
