import { type JsonObject, type Message, RecordMessage } from './message.ts'
import { parseMessage } from './parse-message.ts'
import { recordPlace } from './record-place.ts'

/** What stands around the record in the lines of one stream: the same letters, but for the time. */
interface Frame {
  readonly stream: string
  readonly version: number | undefined
  /** From the beginning of the line to the record. */
  readonly before: string
  /** From the record to the time, or to the end of the line where it has none. */
  readonly after: string
  /** From the time to the end of the line. */
  readonly end: string
  /** The length of all that follows the record. */
  readonly length: number
  readonly hasTime: boolean
}

const closeBrace = 125

const timed = /^(.*"time_extracted"\s*:\s*")[^"\\]*("[^"]*)$/s

const frameOf = (line: string, message: RecordMessage): Frame | undefined => {
  const { start, end: recordEnd } = recordPlace(line)
  const rest = line.slice(recordEnd)
  const found = message.timeExtracted === undefined ? null : timed.exec(rest)
  if (message.timeExtracted !== undefined && found === null) return undefined
  return {
    stream: message.stream,
    version: message.version,
    before: line.slice(0, start),
    after: found?.[1] ?? rest,
    end: found?.[2] ?? '',
    length: rest.length,
    hasTime: found !== null,
  }
}

/**
 * Says whether a text surely is one JSON object that is good by the schema of a stream; of what it
 * does not understand it says no.
 */
export type IsSurelyGood = (stream: string, text: string) => boolean

/**
 * Reads messages line by line, records faster than one at a time. Lines of a stream differ in their
 * record and their time alone, so what stood around the last record tells where the next one lies. A
 * guess that is wrong is no JSON, and the line is read as any other: an object that ends where it was
 * guessed is the record, since no JSON object is the beginning of another. A record that is surely
 * good is such an object, and is not parsed.
 */
export class RecordReader {
  readonly #isSurelyGood: IsSurelyGood
  #frame: Frame | undefined

  constructor(isSurelyGood: IsSurelyGood = () => false) {
    this.#isSurelyGood = isSurelyGood
  }

  /** @throws {ProtocolError} as {@link parseMessage} does. */
  read(line: string, lineNumber: number): Message {
    const frame = this.#frame
    if (frame) {
      const guessed = guess(frame, line, lineNumber, this.#isSurelyGood)
      if (guessed) return guessed
    }
    const message = parseMessage(line, lineNumber)
    if (message.type === 'RECORD') this.#frame = frameOf(line, message)
    return message
  }
}

const guess = (
  frame: Frame,
  line: string,
  lineNumber: number,
  isSurelyGood: IsSurelyGood,
): RecordMessage | undefined => {
  const { before, after, end } = frame
  const recordEnd = line.length - frame.length
  if (recordEnd <= before.length || line.charCodeAt(recordEnd - 1) !== closeBrace) return undefined
  if (!line.startsWith(before) || !line.startsWith(after, recordEnd)) return undefined
  const time = frame.hasTime
    ? line.slice(recordEnd + after.length, line.length - end.length)
    : undefined
  if (time !== undefined && !(line.endsWith(end) && isPlain(time))) return undefined
  const text = line.slice(before.length, recordEnd)
  const isGood = isSurelyGood(frame.stream, text)
  const record = isGood ? undefined : parsed(text)
  if (!isGood && record === undefined) return undefined
  return new RecordMessage(frame.stream, text, time, frame.version, lineNumber, record, isGood)
}

/** Whether a string's text is its value: no escape, and no end before its end. */
const isPlain = (text: string): boolean => !text.includes('"') && !text.includes('\\')

const parsed = (text: string): JsonObject | undefined => {
  try {
    return JSON.parse(text) as JsonObject
  } catch {
    return undefined
  }
}
