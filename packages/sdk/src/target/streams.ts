import { ProtocolError } from '../errors.ts'
import type { Logger } from '../log.ts'
import type {
  ActivateVersionMessage,
  Message,
  RecordMessage,
  SchemaMessage,
} from '../protocol/message.ts'
import type { JsonSchema } from '../schema/infer.ts'
import { createValidator, SchemaError, type Validator } from '../schema/validate.ts'
import type { OpenTarget } from './define-target.ts'
import type { Lane } from './lane.ts'
import type { Lanes } from './lanes.ts'
import type { RejectCounts } from './rejects.ts'
import { Sequence } from './sequence.ts'
import type { TargetSettings } from './settings.ts'
import type { Sink, SinkStream } from './sink.ts'

/** What is known of a stream that is being loaded. */
export interface LoadedStream<Item> {
  readonly lane: Lane<Item>
  /** The SCHEMA that holds now, as the tap wrote it. */
  schemaText: string
  identity: string
  keyProperties: readonly string[]
  validate: Validator | undefined
  readonly counts: RejectCounts
}

/** What records get as they come. */
export interface Arrival {
  readonly ordinal: number
  readonly sequence: number
  /** RFC 3339 in UTC. */
  readonly receivedAt: string
}

/** A stream with the SCHEMA that has just come. */
export interface NewSchema {
  readonly stream: SinkStream
  /** What records are held against; undefined where they are not to be. */
  readonly judge: JsonSchema | undefined
  readonly counts: RejectCounts
}

export interface StreamsOptions<Item> {
  readonly target: OpenTarget
  readonly lanes: Lanes
  readonly settings: TargetSettings
  readonly log: Logger
  readonly now: () => number
  /** Makes the sink of a stream; again when its SCHEMA changes. */
  readonly sink: (loaded: NewSchema) => Sink<Item>
}

/** A message that carries no records. */
type ControlMessage = Exclude<Message, RecordMessage | { type: 'BATCH' }>

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

/** The streams of a run and their lanes, and the numbers of the records in them. */
export class Streams<Item> {
  readonly #options: StreamsOptions<Item>
  readonly #sequence: Sequence
  readonly #streams = new Map<string, LoadedStream<Item>>()
  #ordinal = 0

  constructor(options: StreamsOptions<Item>) {
    this.#options = options
    this.#sequence = new Sequence(options.now)
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
  *counts(): Generator<readonly [stream: string, counts: RejectCounts]> {
    for (const [stream, { counts }] of this.#streams) yield [stream, counts]
  }

  /**
   * A stream whose SCHEMA has come.
   * @throws {ProtocolError} where it has not.
   */
  of(stream: string, lineNumber: number): LoadedStream<Item> {
    const known = this.#streams.get(stream)
    if (known) return known
    throw new ProtocolError(
      `a RECORD of stream ${stream} came before its SCHEMA; the tap must send that first`,
      lineNumber,
    )
  }

  /** Numbers so many records; what is given is that of the first. */
  number(records: number): Arrival {
    const ordinal = this.#ordinal
    this.#ordinal += records
    return { ordinal, sequence: this.#sequence.take(records), receivedAt: this.#sequence.time }
  }

  /** Takes a message that carries no records. Await what it returns before the next. */
  take(message: ControlMessage, lineNumber: number): undefined | Promise<void> {
    if (message.type === 'SCHEMA') return this.#schema(message, lineNumber)
    if (message.type === 'STATE') this.#options.lanes.state(this.#ordinal, message.text)
    else if (message.type === 'ACTIVATE_VERSION') this.#activate(message)
    else {
      this.#options.log.warning('a message of an unknown type was passed over', {
        type: message.name,
        line: lineNumber,
      })
    }
    return undefined
  }

  #schema(message: SchemaMessage, lineNumber: number): undefined | Promise<void> {
    const { stream: name, schema, schemaText, keyProperties } = message
    const identity = identityOf(message)
    if (this.#streams.get(name)?.identity === identity) return
    const stream = { name, schema, schemaText, keyProperties }
    const begin = (judge: JsonSchema = schema) => this.#begin(stream, identity, judge, lineNumber)
    return this.#options.target.registerSchema?.(stream).then(begin) ?? begin()
  }

  /** From here on the records of the stream are held against `schema`. */
  #begin(stream: SinkStream, identity: string, schema: JsonSchema, lineNumber: number): undefined {
    const { lanes, settings } = this.#options
    const { name, schemaText, keyProperties } = stream
    const judge = settings.validate_records ? schema : undefined
    const validate = judge && validatorOf(name, judge, lineNumber)
    const known = this.#streams.get(name)
    const counts = known?.counts ?? { records: 0, rejected: 0 }
    const sink = this.#options.sink({ stream, judge, counts })
    if (known) {
      known.lane.replaceSink(sink)
      Object.assign(known, { identity, schemaText, keyProperties, validate })
    } else {
      const lane = lanes.lane(sink)
      const facts = { identity, schemaText, keyProperties, validate, counts }
      this.#streams.set(name, { lane, ...facts })
    }
  }

  #activate(message: ActivateVersionMessage): void {
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
