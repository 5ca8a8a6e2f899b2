import type { Readable } from 'node:stream'
import type { Logger } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { Infer, JsonSchema, ObjectSchema } from '../schema/infer.ts'
import type { OpenBatchFile } from './batch-records.ts'
import { type OpenPacking, type Packed, type Packing, packingSettings } from './packing/packing.ts'
import { targetSettings } from './settings.ts'
import type { Reject, Sink, SinkRecord, SinkStream } from './sink.ts'

/** What the SDK gives to a target's `connect`. */
export interface TargetContext {
  readonly log: Logger
  readonly metrics: Metrics
  readonly signal: AbortSignal
}

/** How a target is declared; see {@link defineTarget}. */
export interface TargetDefinition<
  Config extends ObjectSchema,
  Connection,
  PackOptions = unknown,
  Item extends Packed = Packed,
> {
  /** As `target-postgres`; also the name of its bin and the start of its environment variables. */
  readonly name: string
  readonly version?: string
  readonly description?: string
  /** The JSON Schema of its settings; the settings that every target has are added. */
  readonly config: Config
  /** Makes what the sinks write with. Throw here where the destination cannot be written to. */
  connect(config: Infer<Config>, context: TargetContext): Connection | Promise<Connection>
  /**
   * Is told each new SCHEMA of a stream before its first record is taken, to keep it. It may give the
   * schema that the records are held against from here on; without one it is the SCHEMA that came.
   */
  registerSchema?(connection: Connection, stream: SinkStream): Promise<JsonSchema | undefined>
  /** Makes the sink of a stream; called again when the stream's SCHEMA changes. */
  sink?(connection: Connection, stream: SinkStream): Sink<SinkRecord>
  /** In place of `sink`: for targets that keep the records' bytes, on all cores. */
  readonly packing?: Packing<Connection, PackOptions, Item>
  /**
   * Where records go that cannot go on (dead letters), one sink for each stream and reason. Without
   * it, or where it gives none, the first such record ends the run.
   */
  rejects?(connection: Connection, stream: string, type: Reject['type']): Sink<Reject> | undefined
  /**
   * Makes `version` the only one of a stream. Everything that came before is durable by then.
   * Without it ACTIVATE_VERSION is passed over.
   */
  activateVersion?(connection: Connection, stream: string, version: number): Promise<void>
  /** Opens a file that a BATCH message names by another URL than `file:`. */
  openBatchFile?(connection: Connection, url: string): Promise<Readable>
  /**
   * Gives what is left to do when the input has ended and all of it is durable, as putting a new
   * table in the place of an old one. Where it gives something, every STATE waits for that; a run
   * that fails, or is told to end, never does it.
   */
  atEnd?(connection: Connection): (() => Promise<void>) | undefined
  /** Called once when the run ends, however it ends. */
  close?(connection: Connection): Promise<void>
}

/** A target that has connected. */
export interface OpenTarget {
  registerSchema?(stream: SinkStream): Promise<JsonSchema | undefined>
  /** Given where a target packs; then `sink` is not used. */
  readonly packing?: OpenPacking
  sink(stream: SinkStream): Sink<SinkRecord>
  rejects?(stream: string, type: Reject['type']): Sink<Reject> | undefined
  activateVersion?(stream: string, version: number): Promise<void>
  readonly openBatchFile?: OpenBatchFile
  readonly atEnd?: () => Promise<void>
  close(): Promise<void>
}

/** A target, as {@link defineTarget} makes it. */
export interface Target {
  readonly name: string
  readonly version: string
  readonly description: string
  readonly config: JsonSchema
  open(config: unknown, context: TargetContext): Promise<OpenTarget>
}

/**
 * Declares a target. The SDK reads the messages, checks the records, closes batches by number, bytes
 * and age, and passes a STATE on only when every record before it has been committed; a sink only
 * writes.
 *
 * @example
 * export const targetFolder = defineTarget({
 *   name: 'target-folder',
 *   config: {
 *     type: 'object',
 *     required: ['directory'],
 *     properties: { directory: { type: 'string', description: 'Where the files are written.' } },
 *   },
 *   connect: ({ directory }) => directory,
 *   sink: (directory, stream) =>
 *     collectBatches((records) =>
 *       appendFile(
 *         join(directory, `${stream.name}.ndjson`),
 *         records.map(({ message }) => `${message.text}\n`).join(''),
 *       ),
 *     ),
 * })
 */
export function defineTarget<
  const Config extends ObjectSchema,
  Connection,
  PackOptions = unknown,
  Item extends Packed = Packed,
>(definition: TargetDefinition<Config, Connection, PackOptions, Item>): Target {
  const { name, version = '0.0.0', description = '', config, sink, packing } = definition
  if ((sink === undefined) === (packing === undefined)) {
    throw new TypeError(`${name} must have either \`sink\` or \`packing\``)
  }
  const added = { ...targetSettings, ...(packing ? packingSettings : {}) }
  return {
    name,
    version,
    description,
    config: { ...config, properties: { ...config.properties, ...added } },
    async open(values, context) {
      const connection = await definition.connect(values as Infer<Config>, context)
      const { registerSchema, rejects, activateVersion, openBatchFile, close } = definition
      const atEnd = definition.atEnd?.(connection)
      return {
        ...(registerSchema
          ? { registerSchema: (stream) => registerSchema(connection, stream) }
          : {}),
        sink: (stream) => {
          if (sink === undefined) throw new TypeError(`${name} packs its records`)
          return sink.call(definition, connection, stream)
        },
        ...(packing ? { packing: openPacking(packing, connection) } : {}),
        ...(rejects ? { rejects: (stream, type) => rejects(connection, stream, type) } : {}),
        ...(activateVersion
          ? { activateVersion: (stream, number) => activateVersion(connection, stream, number) }
          : {}),
        ...(openBatchFile
          ? { openBatchFile: (url: string) => openBatchFile(connection, url) }
          : {}),
        ...(atEnd ? { atEnd } : {}),
        close: async () => close?.(connection),
      }
    },
  }
}

/** Options and items are what the target's own parts give to each other: the engine only hands them on. */
const openPacking = <Connection, PackOptions, Item extends Packed>(
  packing: Packing<Connection, PackOptions, Item>,
  connection: Connection,
): OpenPacking => ({
  worker: packing.worker,
  pack: packing.pack as OpenPacking['pack'],
  options: packing.options(connection),
  sink: (stream) => packing.sink(connection, stream) as ReturnType<OpenPacking['sink']>,
})
