import type { Logger } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { Infer, JsonSchema, ObjectSchema } from '../schema/infer.ts'
import type { ReadContext, Records, Stream } from './define-stream.ts'
import type { WantsStream } from './wants-stream.ts'

/** What the SDK gives to `connect`. */
export interface ConnectContext {
  readonly log: Logger
  readonly metrics: Metrics
  /** Is aborted when the run is to end. */
  readonly signal: AbortSignal
  /** What to send as `User-Agent`: the tap's name and version. */
  readonly userAgent: string
  /**
   * Whether a stream is asked for, for taps that would ask the source about each: the others may be
   * left out. A stream that is read for its children alone is not asked for. Absent in discovery,
   * where all are.
   */
  readonly wants?: WantsStream
  /**
   * Writes settings that changed during the run, as a rotated refresh token, back to the config file
   * (Singer SPEC, "Config"). Without a file it tells the user to keep them.
   */
  saveConfig(changes: Readonly<Record<string, unknown>>): Promise<void>
}

/** How a tap is declared; see {@link defineTap}. */
export interface TapDefinition<Config extends ObjectSchema, Client> {
  /** As `tap-shopify`; also the name of its bin and the start of its environment variables. */
  readonly name: string
  readonly version?: string
  readonly description?: string
  /** The JSON Schema of its settings. Describe each; mark secrets with `secret: true`. */
  readonly config: Config
  /** Makes what the streams read with, from a config that has been checked. */
  connect(config: Infer<Config>, context: ConnectContext): Client | Promise<Client>
  /** The streams, or how to discover them. */
  readonly streams:
    | readonly Stream<Client>[]
    | ((client: Client) => readonly Stream<Client>[] | Promise<readonly Stream<Client>[]>)
  /** How many streams are read at once. @default 1 */
  readonly concurrency?: number
}

/** A stream together with the client that reads it. */
export interface OpenStream extends Omit<Stream<never>, 'read'> {
  read(context: ReadContext): Records<unknown>
}

/** A tap, as {@link defineTap} makes it. */
export interface Tap {
  readonly name: string
  readonly version: string
  readonly description: string
  readonly config: JsonSchema
  readonly concurrency: number
  /** Connects and gives the streams. Nothing is read before. */
  open(config: unknown, context: ConnectContext): Promise<readonly OpenStream[]>
}

/**
 * Declares a tap. The client that `connect` returns is what each stream reads with; the compiler
 * refuses a stream that reads another.
 *
 * @example
 * export const tapToy = defineTap({
 *   name: 'tap-toy',
 *   config: {
 *     type: 'object',
 *     required: ['token'],
 *     properties: { token: { type: 'string', secret: true, description: 'The API token.' } },
 *   },
 *   connect: ({ token }) => createHttp({ baseUrl: 'https://api.example.com/', auth: bearer(token) }),
 *   streams: [orders],
 * })
 */
export function defineTap<const Config extends ObjectSchema, Client>(
  definition: TapDefinition<Config, Client>,
): Tap {
  const { name, version = '0.0.0', description = '', config, concurrency = 1 } = definition
  return {
    name,
    version,
    description,
    config,
    concurrency,
    async open(values, context) {
      const client = await definition.connect(values as Infer<Config>, context)
      const { streams } = definition
      const list = typeof streams === 'function' ? await streams(client) : streams
      return list.map((stream) => ({
        ...stream,
        read: (readContext: ReadContext) => stream.read(client, readContext),
      }))
    },
  }
}
