import { ProtocolError } from '../errors.ts'
import {
  type ActivateVersionMessage,
  type BatchMessage,
  type JsonObject,
  type Message,
  RecordMessage,
  type SchemaMessage,
  type StateMessage,
} from './message.ts'
import { parseJson } from './parse-json.ts'
import { ScanError, scanMembers } from './scan.ts'

/** The parts of a line that messages are made of, as text; one is kept and used for every line. */
interface Envelope {
  type: string | undefined
  stream: string | undefined
  record: string | undefined
  value: string | undefined
  timeExtracted: string | undefined
  version: string | undefined
  schema: string | undefined
}

const members: Readonly<Record<string, keyof Envelope>> = {
  type: 'type',
  stream: 'stream',
  record: 'record',
  value: 'value',
  time_extracted: 'timeExtracted',
  version: 'version',
  schema: 'schema',
}

/** Cuts a line into its parts. Where a key stands twice the last one counts, as in JSON.parse. */
const open = (line: string, lineNumber: number): Envelope => {
  const envelope: Envelope = {
    type: undefined,
    stream: undefined,
    record: undefined,
    value: undefined,
    timeExtracted: undefined,
    version: undefined,
    schema: undefined,
  }
  try {
    scanMembers(line, (keyStart, keyEnd, valueStart, valueEnd) => {
      const key = line.slice(keyStart, keyEnd)
      const member = Object.hasOwn(members, key) ? members[key] : undefined
      if (member) envelope[member] = line.slice(valueStart, valueEnd)
    })
  } catch (cause) {
    if (!(cause instanceof ScanError)) throw cause
    const words = `${cause.message}: ${ProtocolError.excerpt(line)}`
    throw new ProtocolError(`it is not a Singer message, ${words}`, lineNumber, { cause })
  }
  return envelope
}

/** The value of a JSON string's text; the usual one, without escapes, is cut out and not parsed. */
const unquote = (text: string | undefined, lineNumber: number): string | undefined => {
  if (text === undefined || text.charCodeAt(0) !== 34) return undefined
  if (!text.includes('\\')) return text.slice(1, -1)
  return parseJson(text, lineNumber) as string
}

const integer = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined

const needStream = (envelope: Envelope, lineNumber: number): string => {
  const stream = unquote(envelope.stream, lineNumber)
  if (stream === undefined) {
    throw new ProtocolError(
      `the ${unquote(envelope.type, lineNumber)} message has no \`stream\`; the tap must name one`,
      lineNumber,
    )
  }
  return stream
}

const stringList = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : Array.isArray(value)
      ? value.filter((item): item is string => typeof item === 'string')
      : []

const recordMessage = (envelope: Envelope, lineNumber: number): RecordMessage => {
  const stream = needStream(envelope, lineNumber)
  const text = envelope.record
  if (text === undefined || text.charCodeAt(0) !== 123) {
    throw new ProtocolError(
      `the RECORD of stream ${stream} has no \`record\` object; the tap must send one`,
      lineNumber,
    )
  }
  const timeExtracted = unquote(envelope.timeExtracted, lineNumber)
  return new RecordMessage(stream, text, timeExtracted, integer(envelope.version), lineNumber)
}

const schemaMessage = (line: string, envelope: Envelope, lineNumber: number): SchemaMessage => {
  const stream = needStream(envelope, lineNumber)
  const message = parseJson(line, lineNumber) as JsonObject
  const schema = message.schema
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) {
    throw new ProtocolError(
      `the SCHEMA of stream ${stream} has no \`schema\` object; the tap must send one`,
      lineNumber,
    )
  }
  return {
    type: 'SCHEMA',
    stream,
    schema: schema as JsonObject,
    schemaText: envelope.schema as string,
    keyProperties: stringList(message.key_properties),
    bookmarkProperties: stringList(message.bookmark_properties),
  }
}

const batchMessage = (line: string, envelope: Envelope, lineNumber: number): BatchMessage => {
  const stream = needStream(envelope, lineNumber)
  const message = parseJson(line, lineNumber) as JsonObject
  const encoding = (message.encoding ?? message) as JsonObject
  const files = stringList(message.manifest ?? message.filepath)
  if (files.length === 0) {
    throw new ProtocolError(`the BATCH of stream ${stream} names no file`, lineNumber)
  }
  const compression = encoding.compression
  return {
    type: 'BATCH',
    stream,
    format: typeof encoding.format === 'string' ? encoding.format : 'jsonl',
    compression:
      typeof compression === 'string' && compression !== 'none' ? compression : undefined,
    files,
    timeExtracted: unquote(envelope.timeExtracted, lineNumber),
    version: integer(envelope.version),
  }
}

const activateVersionMessage = (envelope: Envelope, lineNumber: number): ActivateVersionMessage => {
  const stream = needStream(envelope, lineNumber)
  const version = integer(envelope.version)
  if (version === undefined) {
    throw new ProtocolError(
      `the ACTIVATE_VERSION of stream ${stream} has no integer \`version\``,
      lineNumber,
    )
  }
  return { type: 'ACTIVATE_VERSION', stream, version }
}

const stateMessage = (envelope: Envelope, lineNumber: number): StateMessage => {
  const text = envelope.value
  if (text === undefined) throw new ProtocolError('the STATE message has no `value`', lineNumber)
  parseJson(text, lineNumber)
  return { type: 'STATE', text }
}

/**
 * Reads one line of a Singer stream (Singer SPEC 0.3.0). Types are taken in any case; fields that are
 * not known are passed over; `key_properties` may be a string, null or absent.
 *
 * @param line One line without its line end.
 * @param lineNumber Its number, from 1, for messages to a person.
 * @throws {ProtocolError} where the line is not a Singer message; says what is wrong with which line.
 * @example
 * const message = parseMessage('{"type":"RECORD","stream":"orders","record":{"total":10.10}}')
 * // message.text is '{"total":10.10}', to the last zero
 */
export function parseMessage(line: string, lineNumber = 0): Message {
  const envelope = open(line, lineNumber)
  const name = unquote(envelope.type, lineNumber)
  if (name === undefined) {
    throw new ProtocolError(
      `it has no \`type\`, so it is not a Singer message: ${ProtocolError.excerpt(line)}`,
      lineNumber,
    )
  }
  switch (name.toUpperCase()) {
    case 'RECORD':
      return recordMessage(envelope, lineNumber)
    case 'SCHEMA':
      return schemaMessage(line, envelope, lineNumber)
    case 'STATE':
      return stateMessage(envelope, lineNumber)
    case 'ACTIVATE_VERSION':
      return activateVersionMessage(envelope, lineNumber)
    case 'BATCH':
      return batchMessage(line, envelope, lineNumber)
    default:
      return { type: 'UNKNOWN', name }
  }
}
