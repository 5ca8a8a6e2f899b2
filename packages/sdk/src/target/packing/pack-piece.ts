import { isUtf8 } from 'node:buffer'
import { ProtocolError } from '../../errors.ts'
import type { JsonObject, RecordMessage } from '../../protocol/message.ts'
import { parseJson } from '../../protocol/parse-json.ts'
import { parseMessage } from '../../protocol/parse-message.ts'
import { createValidator, type Validator } from '../../schema/validate.ts'
import { checkRecord } from '../check-record.ts'
import type { SinkStream } from '../sink.ts'
import { notJson, notUtf8 } from '../unreadable.ts'
import { BareLines } from './bare-lines.ts'
import { liesAt } from './lies-at.ts'
import type {
  BareFacts,
  BrokenLine,
  PackPlan,
  Piece,
  PieceOutcome,
  PieceReject,
  RecordPlace,
} from './piece.ts'
import { PieceOutput } from './piece-output.ts'
import { type FoundRecord, RecordLines } from './record-lines.ts'
import { LineScreen } from './screen/line-screen.ts'
import { Screen } from './screen/screen.ts'
import type { ScreenMemory } from './screen/screen-memory.ts'

/** The lines of a piece that go on, and what became of the others. */
export interface PackedLines extends PieceOutcome {
  /** NDJSON: each record's own bytes with the `_sdc_*` members. Valid until the next piece. */
  readonly lines: Buffer
}

const newline = 10
const quote = 34

/** Memory of the screen is never given back: longer pieces, which are one long line, are parsed. */
const longestScreened = 8 * 1024 * 1024

/** How the members begin that may not stand twice; see `appendMetadata`. */
const ownMark = '_sdc_'

/** Checks pieces of one plan, and appends to each record what the pipeline knows of it. */
export class PiecePacker {
  readonly #plan: PackPlan
  #validator: Validator | undefined
  readonly #screen: LineScreen | undefined
  readonly #records: RecordLines
  readonly #bare = new BareLines()
  readonly #out = new PieceOutput()
  /**
   * How a record begins that need not be parsed: records are not validated, and its only key is its
   * first member.
   */
  readonly #goodStart: Buffer | undefined
  #rejects: PieceReject[] = []

  /** @param memory Undefined where every record must be parsed. */
  constructor(plan: PackPlan, memory: ScreenMemory | undefined) {
    this.#plan = plan
    const { stream, judge } = plan
    const { name, keyProperties } = stream
    this.#screen = memory && new LineScreen(new Screen(memory, judge, keyProperties))
    this.#records = new RecordLines(name)
    const [key, ...others] = keyProperties
    if (judge === undefined && others.length === 0) {
      this.#goodStart = Buffer.from(key === undefined ? '{"' : `{${JSON.stringify(key)}:`)
    }
  }

  get stream(): SinkStream {
    return this.#plan.stream
  }

  pack(piece: Piece): PackedLines {
    const bytes = Buffer.from(piece.bytes.buffer, piece.bytes.byteOffset, piece.length)
    const facts = { bytes, isText: isUtf8(bytes) }
    const mayPass = facts.isText && !piece.bare && bytes.length <= longestScreened
    const screen = mayPass ? this.#screen : undefined
    screen?.open(bytes)
    if (screen) this.#learnFrame(bytes)
    if (piece.bare) this.#bare.set(piece.bare)
    this.#rejects = []
    this.#out.lines.clear()
    let at = 0
    let place = 0
    let broken: BrokenLine | undefined
    for (const run of piece.runs) {
      for (let index = 0; index < run.records; index++, place++) {
        const passed = screen && this.#pass(screen, at, { piece, run, index, place })
        if (passed) {
          at = passed.next
          index += passed.records
          place += passed.records
          if (index === run.records) break
        }
        try {
          at = this.#take(facts, at, { piece, run, index, place })
        } catch (error) {
          if (!(error instanceof ProtocolError)) throw error
          broken = { place, message: error.message }
          break
        }
      }
      if (broken) break
    }
    const rejects = this.#rejects
    return { lines: this.#out.lines.bytes, records: place - rejects.length, rejects, broken }
  }

  /**
   * Learns what stands around records from the first line, so that the screen can take that one too: a
   * thread would compile the validator for it.
   */
  #learnFrame(bytes: Buffer): void {
    if (this.#records.frame !== undefined) return
    try {
      this.#records.read(bytes, 0)
    } catch (error) {
      // The line is taken in its turn, and says so then.
      if (!(error instanceof ProtocolError)) throw error
    }
  }

  /** Takes records of a run from a place on, as long as nothing is unusual about them. */
  #pass(screen: LineScreen, at: number, { piece, run, index }: RecordPlace) {
    const { frame, version } = this.#records
    if (frame === undefined) return undefined
    const { receivedAt, firstSequence } = run
    const { envelope, lines } = this.#out
    envelope.set(receivedAt, piece.batchedAt, version)
    const left = { at, records: run.records - index, firstSequence: firstSequence + index }
    return screen.take({ ...left, frame, receivedAt }, envelope, lines)
  }

  /** Takes the record on the line at a place, and gives the place of the next line. */
  #take(facts: PieceFacts, at: number, record: RecordPlace): number {
    const { bytes, isText } = facts
    const { piece, place } = record
    const line = piece.bare ? this.#bare : this.#records
    if (!isText && this.#rejectBytes(bytes, at, record)) return lineEnd(bytes, at) + 1
    line.read(bytes, at)
    const { start, end, next } = line

    const isPlain = bytes[start + 1] === quote && !hasMark(bytes, start, end)
    if (isPlain && this.#needsNoLook(bytes, line)) {
      this.#out.append(bytes, line, record)
      return next
    }
    const text = bytes.toString(line.isAscii ? 'latin1' : 'utf8', start, end)
    const value = piece.bare ? objectIn(text) : (parseJson(text, 0) as JsonObject)
    if (value === undefined) {
      this.#reject(line, { place, type: 'protocol', issues: notJson, raw: text })
      return next
    }
    const issues = checkRecord(value, this.#plan.stream.keyProperties, this.#validate())
    if (issues.length > 0) this.#reject(line, { place, type: 'schema', issues, raw: text })
    else if (isPlain) this.#out.append(bytes, line, record)
    else this.#out.appendText(text, value, line, record)
    return next
  }

  /** Is compiled when a record needs it: most streams have none. */
  #validate(): Validator | undefined {
    const { judge } = this.#plan
    this.#validator ??= judge && createValidator(judge)
    return this.#validator
  }

  #needsNoLook(bytes: Buffer, line: FoundRecord): boolean {
    const start = this.#goodStart
    return start !== undefined && line !== this.#bare && liesAt(bytes, line.start, start)
  }

  /** Rejects the line at a place if its bytes are no text. */
  #rejectBytes(bytes: Buffer, at: number, { piece, place }: RecordPlace): boolean {
    const line = bytes.subarray(at, lineEnd(bytes, at))
    if (isUtf8(line)) return false
    const facts = piece.bare ?? (parseMessage(line.toString()) as RecordMessage)
    const raw = new Uint8Array(line)
    this.#reject(facts, { place, type: 'protocol', issues: notUtf8, raw })
    return true
  }

  #reject(
    { timeExtracted, version }: BareFacts,
    reject: Omit<PieceReject, 'timeExtracted' | 'version'>,
  ): void {
    this.#rejects.push({ ...reject, timeExtracted, version })
  }
}

/** What is known of a piece's bytes as a whole. */
interface PieceFacts {
  readonly bytes: Buffer
  readonly isText: boolean
}

const lineEnd = (bytes: Buffer, at: number): number => bytes.indexOf(newline, at)

const hasMark = (bytes: Buffer, start: number, end: number): boolean =>
  bytes.subarray(start, end).includes(ownMark)

/** The object that a text holds, or undefined where it holds another value or none. */
const objectIn = (text: string): JsonObject | undefined => {
  try {
    const value = JSON.parse(text)
    return text.startsWith('{') ? value : undefined
  } catch {
    return undefined
  }
}
