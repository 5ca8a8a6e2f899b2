import { DataError, type Issue, ProtocolError } from '../errors.ts'
import type { Logger } from '../log.ts'
import type {
  ActivateVersionMessage,
  Message,
  RecordMessage,
  SchemaMessage,
} from '../protocol/message.ts'
import { createValidator, SchemaError, type Validator } from '../schema/validate.ts'
import { checkRecord } from './check-record.ts'
import type { OpenTarget } from './define-target.ts'
import type { Lane } from './lane.ts'
import type { Lanes } from './lanes.ts'
import { Sequence } from './sequence.ts'
import type { TargetSettings } from './settings.ts'
import type { Reject, SinkRecord } from './sink.ts'

/** From this record of a stream on its rejects are judged. */
const judgedFrom = 1000

const notUtf8: readonly Issue[] = [{ path: '', message: 'is not UTF-8; the tap must encode it so' }]

/** What is known of a stream that is being loaded. */
interface StreamIntake {
  readonly lane: Lane<SinkRecord>
  identity: string
  keyProperties: readonly string[]
  validate: Validator | undefined
  records: number
  rejected: number
}

export interface IntakeOptions {
  readonly target: OpenTarget
  readonly lanes: Lanes
  readonly settings: TargetSettings
  readonly log: Logger
  readonly now: () => number
}

const identityOf = ({ schema, keyProperties }: SchemaMessage) =>
  JSON.stringify([schema, keyProperties])

/** What each message means: which lane a record goes to, and whether it may. */
export class Intake {
  readonly #options: IntakeOptions
  readonly #sequence: Sequence
  readonly #streams = new Map<string, StreamIntake>()
  readonly #rejects = new Map<string, Lane<Reject>>()
  #ordinal = 0

  constructor(options: IntakeOptions) {
    this.#options = options
    this.#sequence = new Sequence(options.now)
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
        throw new ProtocolError(
          `BATCH messages are not read; turn them off in the tap (stream ${message.stream})`,
          lineNumber,
        )
      case 'UNKNOWN':
        this.#options.log.warning('a message of an unknown type was passed over', {
          type: message.name,
          line: lineNumber,
        })
        return undefined
    }
  }

  #record(message: RecordMessage, invalid: Buffer | undefined): undefined | Promise<void> {
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
      const { stream: name, lineNumber } = message
      const raw = Buffer.from(invalid)
      const facts = { stream: name, lineNumber, sequence, receivedAt, raw, issues: notUtf8 }
      return this.#reject(stream, { type: 'protocol', ...facts }, ordinal)
    }
    const issues = checkRecord(message, stream.keyProperties, stream.validate)
    if (issues.length > 0) {
      const { stream: name, text: raw, lineNumber } = message
      const facts = { stream: name, lineNumber, sequence, receivedAt, raw, issues }
      return this.#reject(stream, { type: 'schema', ...facts }, ordinal)
    }
    return stream.lane.add({ message, sequence, receivedAt }, message.text.length, ordinal)
  }

  #reject(stream: StreamIntake, reject: Reject, ordinal: number): undefined | Promise<void> {
    const lane = this.#rejectLane(reject)
    if (stream.rejected === 0) {
      this.#options.log.warning('a record was rejected; further ones of this stream are counted', {
        stream: reject.stream,
        line: reject.lineNumber,
        issues: reject.issues,
      })
    }
    stream.rejected++
    const wait = lane.add(reject, reject.raw.length, ordinal)
    const ratio = stream.rejected / stream.records
    if (stream.records >= judgedFrom && ratio > this.#options.settings.max_rejected_ratio) {
      throw new DataError(
        reject.stream,
        `${stream.rejected} of ${stream.records} records were rejected, more than ` +
          'max_rejected_ratio allows. Look at the dead letters, mend the tap or its schema, and ' +
          'run again',
      )
    }
    return wait
  }

  #rejectLane(reject: Reject): Lane<Reject> {
    const key = JSON.stringify([reject.stream, reject.type])
    const known = this.#rejects.get(key)
    if (known) return known
    const sink = this.#options.target.rejects?.(reject.stream, reject.type)
    if (!sink) {
      const words = `the record on line ${reject.lineNumber} of the input was refused`
      throw new DataError(reject.stream, words, reject.issues)
    }
    const lane = this.#options.lanes.lane(sink)
    this.#rejects.set(key, lane)
    return lane
  }

  #schema(message: SchemaMessage, lineNumber: number): undefined {
    const { target, lanes, settings } = this.#options
    const { stream: name, schema, keyProperties } = message
    const identity = identityOf(message)
    const known = this.#streams.get(name)
    if (known?.identity === identity) return
    const validate = settings.validate_records ? this.#compile(message, lineNumber) : undefined
    const sink = target.sink({ name, schema, keyProperties })
    if (known) {
      known.lane.replaceSink(sink)
      Object.assign(known, { identity, keyProperties, validate })
    } else {
      const facts = { identity, keyProperties, validate, records: 0, rejected: 0 }
      this.#streams.set(name, { lane: lanes.lane(sink), ...facts })
    }
  }

  #compile(message: SchemaMessage, lineNumber: number): Validator {
    try {
      return createValidator(message.schema)
    } catch (error) {
      if (!(error instanceof SchemaError)) throw error
      throw new ProtocolError(
        `the schema of stream ${message.stream} cannot be used: ${error.message}. The tap must send ` +
          'a valid JSON Schema, or set validate_records to false',
        lineNumber,
      )
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
