import { type Issue, ProtocolError } from '../errors.ts'
import type { BatchMessage, Message, RecordMessage } from '../protocol/message.ts'
import { RecordReader } from '../protocol/record-reader.ts'
import { batchRecords } from './batch-records.ts'
import { checkRecord } from './check-record.ts'
import type { Rejects } from './rejects.ts'
import type { SinkRecord } from './sink.ts'
import { Streams, type StreamsOptions } from './streams.ts'
import { TextScreens } from './text-screens.ts'
import { notJson, notUtf8 } from './unreadable.ts'

/** Records of a BATCH file between two looks at what is in flight. */
const readyEvery = 1000

const none: readonly Issue[] = []

const isObject = (message: RecordMessage): boolean => {
  try {
    return message.text.startsWith('{') && typeof message.record === 'object'
  } catch {
    return false
  }
}

const factsOf = ({ stream, lineNumber, timeExtracted, version }: RecordMessage) => ({
  stream,
  lineNumber,
  timeExtracted,
  version,
})

export interface IntakeOptions extends Omit<StreamsOptions<SinkRecord>, 'sink'> {
  readonly rejects: Rejects
}

/** What each message means: which lane a record goes to, and whether it may. */
export class Intake {
  readonly streams: Streams<SinkRecord>
  readonly #options: IntakeOptions
  readonly #screens = new TextScreens()
  readonly #reader = new RecordReader((stream, text) => this.#screens.passes(stream, text))

  constructor(options: IntakeOptions) {
    this.#options = options
    const { target } = options
    this.streams = new Streams({
      ...options,
      sink: ({ stream, judge }) => {
        this.#screens.set(stream.name, judge, stream.keyProperties)
        return target.sink(stream)
      },
    })
  }

  /**
   * Takes a line. Await what it returns before giving the next.
   * @param invalid Its bytes, where they are not UTF-8.
   */
  take(line: string, lineNumber: number, invalid?: Buffer): undefined | Promise<void> {
    const message: Message = this.#reader.read(line, lineNumber)
    if (message.type === 'RECORD') return this.#record(message, invalid)
    if (invalid) throw new ProtocolError(`the ${message.type} message is not UTF-8`, lineNumber)
    if (message.type === 'BATCH') return this.#batch(message, lineNumber)
    return this.streams.take(message, lineNumber)
  }

  async #batch(message: BatchMessage, lineNumber: number): Promise<void> {
    const { target, lanes } = this.#options
    let records = 0
    for await (const { message: record, invalid } of batchRecords(
      message,
      lineNumber,
      target.openBatchFile,
    )) {
      const wait = this.#batchRecord(record, invalid)
      if (wait) await wait
      if (++records % readyEvery === 0) await lanes.ready(this.streams.ordinal)
    }
  }

  /** A line of a BATCH file that is not JSON is rejected: the lines around it are whole. */
  #batchRecord(record: RecordMessage, invalid: Buffer | undefined): undefined | Promise<void> {
    if (invalid || isObject(record)) return this.#record(record, invalid)
    return this.#record(record, Buffer.from(record.text), notJson)
  }

  #record(
    message: RecordMessage,
    invalid: Buffer | undefined,
    fault = notUtf8,
  ): undefined | Promise<void> {
    const stream = this.streams.of(message.stream, message.lineNumber)
    const { ordinal, sequence, receivedAt } = this.streams.number(1)
    stream.counts.records++
    const reject = (
      type: 'schema' | 'protocol',
      raw: Buffer | string,
      issues: readonly Issue[],
    ) => {
      const { schemaText } = stream
      const facts = { type, issues, raw, schemaText, ...factsOf(message), sequence, receivedAt }
      return this.#options.rejects.take(stream.counts, facts, ordinal)
    }
    if (invalid) return reject('protocol', Buffer.from(invalid), fault)
    const issues = message.isGood
      ? none
      : checkRecord(message.record, stream.keyProperties, stream.validate)
    if (issues.length > 0) return reject('schema', message.text, issues)
    return stream.lane.add({ message, sequence, receivedAt }, message.text.length, ordinal)
  }
}
