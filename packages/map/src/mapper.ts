import {
  type Logger,
  ProtocolError,
  parseMessage,
  type RecordMessage,
  ScanError,
  type SchemaMessage,
} from '@descant/sdk'
import type { CompiledConfig } from './config/compile-config.ts'
import type { Mapping } from './config/compile-mapping.ts'
import { LeftOut } from './failures.ts'
import { newField, readFields, writeFields } from './json/fields.ts'
import { type Route, Routes } from './routes.ts'
import { planStream } from './stream-plan.ts'

const renamed = (line: string, stream: string, record?: string): string => {
  const fields = readFields(line)
  fields.set('stream', newField('stream', JSON.stringify(stream)))
  if (record !== undefined) fields.set('record', newField('record', record))
  return writeFields(fields)
}

/**
 * Maps Singer messages, a line at a time. What the config leaves alone leaves as it came, byte for
 * byte, and so does every STATE.
 */
export interface MessageMapper {
  /**
   * Takes a line and gives the line to hand on; undefined where there is none.
   *
   * @param lineNumber Its number, from 1, for messages to a person.
   * @throws {ProtocolError} where the line is not Singer, or is a BATCH of a mapped stream.
   * @throws {ConfigError} where a SCHEMA shows that the config is wrong.
   * @throws {DataError} where a record cannot be mapped and `on_error` is `fail`.
   */
  take(line: string, lineNumber: number): string | undefined
  /** Tells the log what has been done, and what of the config has met nothing. */
  finish(): void
}

/** What a process maps by: it also knows where it stands. */
export class Mapper implements MessageMapper {
  readonly #config: CompiledConfig
  readonly #log: Logger
  readonly #routes: Routes
  #stream = ''

  constructor(config: CompiledConfig, log: Logger) {
    this.#config = config
    this.#log = log
    this.#routes = new Routes(config, log)
  }

  /** The stream of the last message that had one. */
  get stream(): string {
    return this.#stream
  }

  /** @param isUtf8 Whether its bytes were UTF-8; a line of which some were lost can only pass through. */
  take(line: string, lineNumber: number, isUtf8 = true): string | undefined {
    const message = parseMessage(line, lineNumber)
    if (!('stream' in message)) return line
    this.#stream = message.stream
    const route = this.#routes.find(message.stream)
    if (message.type === 'RECORD') {
      route.records++
      const mapped = this.#record(line, message, route, isUtf8)
      if (mapped !== undefined) route.written++
      return mapped
    }
    if (route.fate === null) return undefined
    if (route.fate === 'pass') return line
    if (!isUtf8) throw new ProtocolError(`the ${message.type} message is not UTF-8`, lineNumber)
    switch (message.type) {
      case 'SCHEMA':
        return this.#schema(line, message, route, route.fate)
      case 'BATCH':
        return this.#batch(line, lineNumber, route, route.fate)
      case 'ACTIVATE_VERSION':
        return renamed(line, route.name)
    }
  }

  finish(): void {
    this.#routes.report()
  }

  #record(line: string, message: RecordMessage, route: Route, isUtf8: boolean): string | undefined {
    const { fate, plan } = route
    if (fate === null) return undefined
    if (fate === 'pass') return line
    if (plan === undefined) {
      throw new ProtocolError(
        `a RECORD of stream ${message.stream} came before its SCHEMA; the tap must send that first`,
        message.lineNumber,
      )
    }
    route.failures.lineNumber = message.lineNumber
    try {
      if (!isUtf8) route.failures.ofRecord(fate.setting, 'it is not UTF-8')
      if (!plan.changesRecords) return renamed(line, route.name)
      const text = plan.map(message.text)
      return text === undefined ? undefined : renamed(line, route.name, text)
    } catch (error) {
      if (error instanceof LeftOut) return undefined
      if (!(error instanceof ScanError) && !(error instanceof SyntaxError)) throw error
      const words = `the record of stream ${message.stream} is not JSON`
      throw new ProtocolError(words, message.lineNumber, { cause: error })
    }
  }

  #schema(line: string, message: SchemaMessage, route: Route, mapping: Mapping): string {
    if (route.plan === undefined || route.schemaLine !== line) {
      const { onError, failsOnMissing } = this.#config
      const { name, failures } = route
      const mayBecomeNull = onError === 'null'
      const options = { mapping, name, failures, mayBecomeNull, failsOnMissing, log: this.#log }
      route.plan = planStream(line, message, options)
      route.schemaLine = line
    }
    return route.plan.schemaLine
  }

  #batch(line: string, lineNumber: number, { name, plan }: Route, { setting }: Mapping): string {
    if (plan?.changesRecords ?? true) {
      throw new ProtocolError(
        `the records of a BATCH lie in files, where ${setting} cannot change them; turn batches ` +
          'off in the tap (batch_config), or let the config change nothing but the alias',
        lineNumber,
      )
    }
    return renamed(line, name)
  }
}
