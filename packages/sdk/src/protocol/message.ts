import { parseJson } from './parse-json.ts'

/** A JSON object as parsed; numbers in it may have been rounded. */
export type JsonObject = Record<string, unknown>

/**
 * One record of a stream. `text` is the record as the tap wrote it, byte for byte; `record` is parsed
 * from it when first asked for.
 */
export class RecordMessage {
  readonly type = 'RECORD'
  readonly stream: string
  /** The JSON text of the record, untouched. */
  readonly text: string
  /** When the tap read it (RFC 3339), where it says so. */
  readonly timeExtracted: string | undefined
  /** The table version it belongs to, where it says so. */
  readonly version: number | undefined
  /** The line of the input that it stood on, from 1. */
  readonly lineNumber: number
  /** Whether it is known to have all keys and to be good by its schema, without being parsed. */
  readonly isGood: boolean
  #record: JsonObject | undefined

  constructor(
    stream: string,
    text: string,
    timeExtracted: string | undefined,
    version: number | undefined,
    lineNumber: number,
    record?: JsonObject,
    isGood = false,
  ) {
    this.stream = stream
    this.text = text
    this.timeExtracted = timeExtracted
    this.version = version
    this.lineNumber = lineNumber
    this.isGood = isGood
    this.#record = record
  }

  /** The parsed record. @throws {ProtocolError} where its text is not JSON. */
  get record(): JsonObject {
    if (this.#record === undefined) {
      this.#record = parseJson(this.text, this.lineNumber) as JsonObject
    }
    return this.#record
  }
}

/** What the records of a stream look like from here on. */
export interface SchemaMessage {
  readonly type: 'SCHEMA'
  readonly stream: string
  readonly schema: JsonObject
  /** The JSON text of the schema, untouched. */
  readonly schemaText: string
  /** Empty where the stream has no key. */
  readonly keyProperties: readonly string[]
  readonly bookmarkProperties: readonly string[]
}

/** Where the tap stands. `text` is the value as the tap wrote it, byte for byte. */
export interface StateMessage {
  readonly type: 'STATE'
  readonly text: string
}

/** From here on the records of `version` are the whole stream; older versions are to be removed. */
export interface ActivateVersionMessage {
  readonly type: 'ACTIVATE_VERSION'
  readonly stream: string
  readonly version: number
}

/** Records in files. Both dialects: Meltano's `manifest` of URLs, PipelineWise's single `filepath`. */
export interface BatchMessage {
  readonly type: 'BATCH'
  readonly stream: string
  readonly format: string
  /** As `gzip`; absent where the files are not compressed. */
  readonly compression: string | undefined
  /** URLs or paths of the files, each of bare records. */
  readonly files: readonly string[]
  readonly timeExtracted: string | undefined
  readonly version: number | undefined
}

/** A type that this SDK does not know: the spec permits any, so it is passed over with a warning. */
export interface UnknownMessage {
  readonly type: 'UNKNOWN'
  readonly name: string
}

export type Message =
  | RecordMessage
  | SchemaMessage
  | StateMessage
  | ActivateVersionMessage
  | BatchMessage
  | UnknownMessage
