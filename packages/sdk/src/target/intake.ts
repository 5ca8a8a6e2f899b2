import { type Issue, ProtocolError } from '../errors.ts'
import type { Logger } from '../log.ts'
import type {
  ActivateVersionMessage,
  BatchMessage,
  Message,
  RecordMessage,
  SchemaMessage,
} from '../protocol/message.ts'
import type { JsonSchema } from '../schema/infer.ts'
import { createValidator, SchemaError, type Validator } from '../schema/validate.ts'
import { batchRecords } from './batch-records.ts'
import { checkRecord } from './check-record.ts'
import type { OpenTarget } from './define-target.ts'
import type { Lane } from './lane.ts'
import type { Lanes } from './lanes.ts'
import { Rejects } from './rejects.ts'
import { Sequence } from './sequence.ts'
import type { TargetSettings } from './settings.ts'
import type { SinkRecord, SinkStream } from './sink.ts'

const notUtf8: readonly Issue[] = [{ path: '', message: 'is not UTF-8; the tap must encode it so' }]

const notJson: readonly Issue[] = [
  { path: '', message: 'is not a JSON object; the tap must write one a line' },
]

/** Records of a BATCH file between two looks at what is in flight. */
const readyEvery = 1000

const isObject = (message: RecordMessage): boolean => {
  try {
    return message.text.startsWith('{') && typeof message.record === 'object'
  } catch {
    return false
  }
}

/** What is known of a stream that is being loaded. */
interface StreamIntake {
  readonly lane: Lane<SinkRecord>
  identity: string
  keyProperties: readonly string[]
  validate: Validator | undefined
  records: number
  rejected: number
}

const factsOf = ({ stream, lineNumber, timeExtracted, version }: RecordMessage) => ({
  stream,
  lineNumber,
  timeExtracted,
  version,
})

export interface IntakeOptions {
  readonly target: OpenTarget
  readonly lanes: Lanes
  readonly settings: TargetSettings
  readonly log: Logger
  readonly now: () => number
}

const identityOf = ({ schema, keyProperties }: SchemaMessage) =>
  JSON.stringify([schema, keyProperties])

const validatorOf = (stream: string, schema: JsonSchema, lineNumber: number): Validator => {
  try {
    return createValidator(schema)
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error
    throw new ProtocolError(
      `the schema of stream ${stream} cannot be used: ${error.message}. The tap must send a ` +
        'valid JSON Schema, or set validate_records to false',
      lineNumber,
    )
  }
}

/** What each message means: which lane a record goes to, and whether it may. */
export class Intake {
  readonly #options: IntakeOptions
  readonly #sequence: Sequence
  readonly #streams = new Map<string, StreamIntake>()
  readonly #rejects: Rejects
  #ordinal = 0

  constructor(options: IntakeOptions) {
    this.#options = options
    this.#sequence = new Sequence(options.now)
    this.#rejects = new Rejects(options)
  }

  /** Takes note that lines have come: what is in them was received now. */
  arrived(): void {
    this.#sequence.tick()
  }

  /** How many records and barriers have come. */
  get ordinal(): number {
    return this.#ordinal
  }

  /** The records of each stream, and how many of them were rejected. */
  get streams(): ReadonlyMap<string, { readonly records: number; readonly rejected: number }> {
    return this.#streams
  }

  /**
   * Takes a message. Await what it returns before giving the next.
   * @param invalid The bytes of its line, where they are not UTF-8.
   */
  take(message: Message, lineNumber: number, invalid?: Buffer): undefined | Promise<void> {
    if (message.type === 'RECORD') return this.#record(message, invalid)
    if (invalid) throw new ProtocolError(`the ${message.type} message is not UTF-8`, lineNumber)
    switch (message.type) {
      case 'SCHEMA':
        return this.#schema(message, lineNumber)
      case 'STATE':
        this.#options.lanes.state(this.#ordinal, message.text)
        return undefined
      case 'ACTIVATE_VERSION':
        return this.#activate(message)
      case 'BATCH':
        return this.#batch(message, lineNumber)
      case 'UNKNOWN':
        this.#options.log.warning('a message of an unknown type was passed over', {
          type: message.name,
          line: lineNumber,
        })
        return undefined
    }
  }

  async #batch(message: BatchMessage, lineNumber: number): Promise<void> {
    const { target, lanes } = this.#options
    for await (const { message: record, invalid } of batchRecords(
      message,
      lineNumber,
      target.openBatchFile,
    )) {
      const wait = this.#batchRecord(record, invalid)
      if (wait) await wait
      if (this.#ordinal % readyEvery === 0) await lanes.ready(this.#ordinal)
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
    const stream = this.#streams.get(message.stream)
    if (!stream) {
      throw new ProtocolError(
        `a RECORD of stream ${message.stream} came before its SCHEMA; the tap must send that first`,
        message.lineNumber,
      )
    }
    const ordinal = this.#ordinal++
    stream.records++
    const sequence = this.#sequence.next()
    const receivedAt = this.#sequence.time
    if (invalid) {
      const facts = { ...factsOf(message), sequence, receivedAt, issues: fault }
      const raw = Buffer.from(invalid)
      return this.#rejects.take(stream, { type: 'protocol', ...facts, raw }, ordinal)
    }
    const issues = checkRecord(message, stream.keyProperties, stream.validate)
    if (issues.length > 0) {
      const facts = { ...factsOf(message), sequence, receivedAt, issues }
      return this.#rejects.take(stream, { type: 'schema', ...facts, raw: message.text }, ordinal)
    }
    return stream.lane.add({ message, sequence, receivedAt }, message.text.length, ordinal)
  }

  #schema(message: SchemaMessage, lineNumber: number): undefined | Promise<void> {
    const { stream: name, schema, schemaText, keyProperties } = message
    const identity = identityOf(message)
    if (this.#streams.get(name)?.identity === identity) return
    const stream = { name, schema, schemaText, keyProperties }
    const begin = (judge: JsonSchema = schema) => this.#begin(stream, identity, judge, lineNumber)
    return this.#options.target.registerSchema?.(stream).then(begin) ?? begin()
  }

  /** From here on the records of the stream are held against `judge`. */
  #begin(stream: SinkStream, identity: string, judge: JsonSchema, lineNumber: number): undefined {
    const { target, lanes, settings } = this.#options
    const { name, keyProperties } = stream
    const known = this.#streams.get(name)
    const validate = settings.validate_records ? validatorOf(name, judge, lineNumber) : undefined
    const sink = target.sink(stream)
    if (known) {
      known.lane.replaceSink(sink)
      Object.assign(known, { identity, keyProperties, validate })
    } else {
      const facts = { identity, keyProperties, validate, records: 0, rejected: 0 }
      this.#streams.set(name, { lane: lanes.lane(sink), ...facts })
    }
  }

  #activate(message: ActivateVersionMessage): undefined {
    const { target, log } = this.#options
    const stream = this.#streams.get(message.stream)
    const { activateVersion } = target
    if (!stream || !activateVersion) {
      log.warning('an ACTIVATE_VERSION was passed over', {
        stream: message.stream,
        reason: stream ? 'this target does not take it' : 'the stream has had no SCHEMA',
      })
      return
    }
    stream.lane.barrier(this.#ordinal++, () => activateVersion(message.stream, message.version))
  }
}
