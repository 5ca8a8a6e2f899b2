import type { Logger } from '../log.ts'
import type { Infer, JsonSchema, ObjectSchema, RecordOf } from '../schema/infer.ts'
import type { ReplicationValue } from './bookmark/replication-value.ts'
import type { RecordBlock } from './record-block.ts'

/** What a stream is told when it is read. */
export interface ReadContext<Since = ReplicationValue, Parent = unknown> {
  /**
   * The least replication value that is wanted, itself included: ask the source with `>=`. Undefined
   * on a first run without a `start_date`, and for streams without a replication key.
   */
  readonly since: Since | undefined
  /** The end of what is wanted, itself not included; undefined where there is none. */
  readonly until: Since | undefined
  /**
   * The record of the parent stream that is to be read for; undefined for a stream without one. Its
   * numbers are typed as numbers: a parent that yields bigints gives bigints.
   */
  readonly parent: Parent
  /** What {@link checkpoint} was last given in a run that was interrupted. */
  readonly cursor: unknown
  /**
   * Says that all records yielded so far need not be read again if the next run starts at this
   * cursor (any JSON value). For streams that are read whole, unsorted, or from a log. STATE follows
   * when it is due; with `isUrgent` at once, as before a long wait for a job whose id must not be lost.
   */
  checkpoint(cursor: unknown, options?: { readonly isUrgent?: boolean }): void
  /**
   * Says that everything before this replication value has been read, whether or not there were
   * records: the bookmark of a stream with few or none moves all the same.
   */
  reached(value: ReplicationValue): void
  /** What {@link keep} was last given, in an earlier run. */
  readonly kept: unknown
  /**
   * Remembers a value (any JSON value) beside the bookmark, from run to run: when the stream last
   * looked for deletions, as an example. For streams that are read whole, or by a replication key
   * without windows.
   */
  keep(value: unknown): void
  /** Whether a field is wanted, as `isSelected('lineItems', 'price')`: ask the source for no more. */
  isSelected(...path: readonly string[]): boolean
  /** Is aborted when the run is to end; hand it to what takes one. */
  readonly signal: AbortSignal
  readonly log: Logger
}

/** Records one by one, or a page of them at a time, which is cheaper, or blocks of ready JSON. */
export type Records<Item> = AsyncIterable<Item | readonly Item[] | RecordBlock>

type PropertyOf<Schema extends ObjectSchema> = keyof Schema['properties'] & string

type SinceOf<Schema extends ObjectSchema, Key extends string> = Schema['properties'][Key] extends {
  type: infer Type
}
  ? 'string' extends (Type extends readonly (infer Name)[] ? Name : Type)
    ? string
    : number
  : ReplicationValue

/** Metadata of the fields of a stream, by their path with dots. */
export type FieldMetadata = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** How a stream is declared; see {@link defineStream}. */
export interface StreamDefinition<
  Client,
  Schema extends ObjectSchema,
  Replication extends PropertyOf<Schema>,
  Parent,
> {
  /** The stream's name and id, as `orders`. */
  readonly name: string
  readonly description?: string
  /** The JSON Schema of a record: what goes out as SCHEMA, and the type of what `read` yields. */
  readonly schema: Schema
  /** The properties that identify a record; empty where nothing does. */
  readonly keyProperties: readonly PropertyOf<Schema>[]
  /** The property that tells how new a record is. Without it the stream is read whole each time. */
  readonly replicationKey?: Replication
  /**
   * Whether `read` yields records in ascending order of the replication key. Then an interrupted run
   * goes on where it stopped.
   * @default false
   */
  readonly sorted?: boolean
  /**
   * How far before the bookmark reading begins, in seconds, for sources that show changes late.
   * @default 0
   */
  readonly lookbackSeconds?: number
  /**
   * Whether the stream is read from the source's own log of changes: where it stands is what
   * `checkpoint` was last given, in this run or an earlier one. Deletions are records with
   * `_sdc_deleted_at`.
   * @default false
   */
  readonly logBased?: boolean
  /**
   * How long before now reading ends, in seconds, for sources whose newest records are still on the
   * move.
   * @default 0
   */
  readonly lagSeconds?: number
  /**
   * Reads the stream window by window of this length, each with a `since` and an `until`; a window
   * that fails is read again in the next run, the others stand. Needs a date-time replication key.
   */
  readonly windowSeconds?: number
  /**
   * The stream whose records this one is read for, once for each. Where a child is read is where its
   * parent is, so STATE does not grow with the number of parents.
   */
  readonly parent?: Stream<Client, Parent>
  /** How many windows, or how many records of the parent, are read for at once. @default 1 */
  readonly concurrency?: number
  /** Whether the stream is read when no catalog says otherwise. @default true */
  readonly selectedByDefault?: boolean
  /**
   * What the catalog says of fields beside their inclusion, by their path with dots, as
   * `{ 'lineItems.weight': { 'selected-by-default': false } }`.
   */
  readonly fieldMetadata?: FieldMetadata
  /** Reads the stream. Yield records or pages of them; throw where something is missing. */
  read(
    client: Client,
    context: ReadContext<SinceOf<Schema, Replication>, Parent>,
  ): Records<RecordOf<Schema>>
}

/** A stream of a tap, as {@link defineStream} makes it. */
export interface Stream<Client, Item = unknown> {
  readonly name: string
  readonly description: string | undefined
  readonly schema: JsonSchema
  readonly keyProperties: readonly string[]
  readonly replicationKey: string | undefined
  readonly sorted: boolean
  readonly lookbackSeconds: number
  readonly lagSeconds: number
  readonly windowSeconds: number | undefined
  readonly logBased: boolean
  /** The name of the parent stream. */
  readonly parent: string | undefined
  readonly concurrency: number
  readonly selectedByDefault: boolean
  readonly fieldMetadata: FieldMetadata
  readonly read: (client: Client, context: ReadContext) => Records<Item>
}

/**
 * Declares a stream. Everything is checked by the compiler against the schema: the key, the
 * replication key, and each record that `read` yields.
 *
 * @example
 * const orders = defineStream({
 *   name: 'orders',
 *   schema: {
 *     type: 'object',
 *     required: ['id', 'updated_at'],
 *     properties: {
 *       id: { type: 'integer' },
 *       updated_at: { type: 'string', format: 'date-time' },
 *     },
 *   },
 *   keyProperties: ['id'],
 *   replicationKey: 'updated_at',
 *   sorted: true,
 *   async *read(http: Http, { since }) {
 *     yield await http.get<{ id: number; updated_at: string }[]>('orders', { query: { since } })
 *   },
 * })
 */
export function defineStream<
  Client,
  const Schema extends ObjectSchema,
  const Replication extends PropertyOf<Schema>,
  Parent = undefined,
>(
  definition: StreamDefinition<Client, Schema, Replication, Parent>,
): Stream<Client, Infer<Schema>> {
  const { name, replicationKey, parent, windowSeconds } = definition
  for (const key of [...definition.keyProperties, ...(replicationKey ? [replicationKey] : [])]) {
    if (!Object.hasOwn(definition.schema.properties, key)) {
      throw new TypeError(`Stream ${name}: ${key} is not a property of its schema`)
    }
  }
  if (windowSeconds !== undefined && (parent || replicationKey === undefined)) {
    throw new TypeError(`Stream ${name}: windows need a replication key, and no parent`)
  }
  return {
    name,
    description: definition.description,
    schema: definition.schema,
    keyProperties: definition.keyProperties,
    replicationKey,
    sorted: definition.sorted ?? false,
    lookbackSeconds: definition.lookbackSeconds ?? 0,
    lagSeconds: definition.lagSeconds ?? 0,
    windowSeconds,
    logBased: definition.logBased ?? false,
    parent: parent?.name,
    concurrency: definition.concurrency ?? 1,
    selectedByDefault: definition.selectedByDefault ?? true,
    fieldMetadata: definition.fieldMetadata ?? {},
    read: (client, context) =>
      definition.read(
        client,
        context as ReadContext<SinceOf<Schema, Replication>, Parent>,
      ) as Records<Infer<Schema>>,
  }
}
