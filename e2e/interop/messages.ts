/** A RECORD line, as every writer of the field writes it: the record is whatever bytes stand between. */
const recordLine =
  /^\{"type":"RECORD","stream":"(\w+)","record":(.*?)(?:,"version":\d+)?,"time_extracted":"[^"]+"\}$/s

const stateLine = /^\{"type":"STATE","value":(.*)\}$/s

/** The bytes of the records among the lines of a tap, by stream. */
export function recordsIn(lines: readonly string[]): Record<string, readonly string[]> {
  const records: Record<string, string[]> = {}
  for (const line of lines) {
    const [, stream, record] = recordLine.exec(line) ?? []
    if (stream === undefined || record === undefined) continue
    records[stream] ??= []
    records[stream].push(record)
  }
  return records
}

/** The bytes of the STATE values among the lines of a tap. */
export const statesIn = (lines: readonly string[]): readonly string[] =>
  lines.flatMap((line) => stateLine.exec(line)?.[1] ?? [])

/** A number, or a string that is passed over so that digits in it are none. */
const numberOrString = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

/**
 * Parses JSON without rounding: a number becomes its own digits, in lower case.
 *
 * @example
 * parseExactly('[9007199254740993, "7"]') // [{ number: '9007199254740993' }, '7']
 */
export const parseExactly = (text: string): unknown =>
  JSON.parse(
    text.replace(numberOrString, (token) =>
      token.startsWith('"') ? token : `{"number":"${token.toLowerCase()}"}`,
    ),
  )
