import { Readable, Writable } from 'node:stream';

/**
 * Writing JSON without losing digits. `JSON.stringify` refuses bigints, and rounds nothing only
 * because the rounding already happened when the number became a double. `JSON.rawJSON` would help,
 * but Node 20 does not have it.
 */
/**
 * A number as its digits, written into a record exactly so: for decimals and integers that a double
 * would round. Most readers take JSON numbers through a double all the same, so prefer a string
 * where the schema allows one.
 *
 * @throws {TypeError} where the text is not a JSON number.
 * @example
 * yield { id: 1, balance: new NumberLiteral('99999999999999.99') }
 */
declare class NumberLiteral {
    readonly digits: string;
    constructor(digits: string);
    /** JSON.stringify must not write a rounded number: it is made to fail, and the slow way taken. */
    toJSON(): never;
    toString(): string;
}
/**
 * Writes a value as JSON like `JSON.stringify`, with bigints and {@link NumberLiteral}s to the last
 * digit. Values without either take the fast way.
 *
 * @example
 * stringifyExact({ id: 9007199254740993n }) // '{"id":9007199254740993}'
 */
declare function stringifyExact(value: unknown): string;

/**
 * A JSON Schema as it is written in code: a plain literal. What stands here is what the SDK reads;
 * any other keyword passes through untouched.
 */
interface JsonSchema {
    readonly type?: string | readonly string[];
    readonly properties?: Readonly<Record<string, JsonSchema>>;
    readonly required?: readonly string[];
    readonly items?: JsonSchema;
    readonly description?: string;
    readonly format?: string;
    readonly default?: unknown;
    readonly enum?: readonly unknown[];
    readonly [keyword: string]: unknown;
}
/** The schema of a record or a config: an object with named properties. */
interface ObjectSchema extends JsonSchema {
    readonly type: string | readonly string[];
    readonly properties: Readonly<Record<string, JsonSchema>>;
}
/**
 * The type of the values that a JSON Schema literal describes. Keywords that it does not follow
 * (`allOf`, `$ref`, `patternProperties`) give `unknown`, never an error.
 *
 * @example
 * const order = {
 *   type: 'object',
 *   required: ['id'],
 *   properties: { id: { type: 'integer' }, email: { type: ['null', 'string'] } },
 * } as const
 * type Order = Infer<typeof order> // { id: number; email?: string | null }
 */
type Infer<Schema, Numeric = number> = Schema extends {
    const: infer Value;
} ? Value : Schema extends {
    enum: readonly (infer Value)[];
} ? Value : Schema extends {
    anyOf: readonly (infer Arm)[];
} ? InferEach<Arm, Numeric> : Schema extends {
    oneOf: readonly (infer Arm)[];
} ? InferEach<Arm, Numeric> : Schema extends {
    type: readonly (infer Name)[];
} ? InferNamed<Name, Schema, Numeric> : Schema extends {
    type: infer Name;
} ? InferNamed<Name, Schema, Numeric> : unknown;
/**
 * The type of the records that a stream with this schema may yield: numbers may be given exactly, as
 * a bigint or a {@link NumberLiteral}.
 */
type RecordOf<Schema> = Infer<Schema, number | bigint | NumberLiteral>;
type InferEach<Arm, Numeric> = Arm extends unknown ? Infer<Arm, Numeric> : never;
type InferNamed<Name, Schema, Numeric> = Name extends 'string' ? string : Name extends 'integer' | 'number' ? Numeric : Name extends 'boolean' ? boolean : Name extends 'null' ? null : Name extends 'array' ? Schema extends {
    items: infer Item;
} ? readonly Infer<Item, Numeric>[] : readonly unknown[] : Name extends 'object' ? InferObject<Schema, Numeric> : unknown;
type InferObject<Schema, Numeric> = Schema extends {
    properties: infer Properties;
} ? Schema extends {
    required: readonly (infer Required)[];
} ? Flatten<{
    [Key in keyof Properties & Required]: Infer<Properties[Key], Numeric>;
} & {
    [Key in Exclude<keyof Properties, Required>]?: Infer<Properties[Key], Numeric> | undefined;
}> : {
    [Key in keyof Properties]?: Infer<Properties[Key], Numeric> | undefined;
} : Record<string, unknown>;
type Flatten<Type> = {
    [Key in keyof Type]: Type[Key];
};

/** The settings as a Markdown table: what `--about --format=markdown` and each README show. */
declare function settingsTable(schema: JsonSchema): string;

/** What a process of ours ends with. Singer itself knows only zero and the rest. */
declare const exitCodes: {
    /** All done. */
    readonly done: 0;
    /** It failed; the last line says why. */
    readonly failure: 1;
    /** The config or the command line is wrong. */
    readonly config: 2;
    /** The credentials were refused. */
    readonly credentials: 3;
    /** Some streams or windows failed, the others are done. */
    readonly partial: 4;
    /** The time budget is spent; run again to go on. */
    readonly timeSpent: 75;
    /** It was interrupted (SIGINT). */
    readonly interrupted: 130;
    /** It was told to end (SIGTERM). */
    readonly terminated: 143;
};

/**
 * The word that a person may have meant: begun and not finished, or with two letters wrong at most and one right.
 *
 * @returns undefined where none is so near.
 */
declare const nearestWord: (word: string, known: readonly string[]) => string | undefined;

/** An option of a command line. */
interface OptionSpec {
    readonly type: 'string' | 'boolean';
    readonly short?: string;
    readonly multiple?: boolean;
    /** What the value is called in the help, as `FILE`. */
    readonly value?: string;
    readonly description: string;
}
type OptionSpecs = Readonly<Record<string, OptionSpec>>;
type ValueOf<Spec> = Spec extends {
    multiple: true;
} ? string[] : Spec extends {
    type: 'boolean';
} ? boolean : string;
/** The values that a command line gave, by option. */
type OptionValues<Specs extends OptionSpecs> = {
    -readonly [Name in keyof Specs]?: ValueOf<Specs[Name]>;
};
/**
 * Reads a command line.
 *
 * @throws {ConfigError} where an option is unknown or lacks its value, or a word stands by itself, with
 *   what was meant most likely; exit code 2.
 * @example
 * const { stream } = parseOptions({ stream: { type: 'string', description: '…' } }, ['--stream', 'orders'])
 */
declare function parseOptions<const Specs extends OptionSpecs>(specs: Specs, args: readonly string[]): OptionValues<Specs>;
/** The help text for a set of options, a line each. */
declare function describeOptions(specs: OptionSpecs): string;

/**
 * The version of the package that a module belongs to, from the nearest package.json above it: the
 * same for sources and for what is built from them.
 *
 * @param moduleUrl `import.meta.url` of the module.
 * @throws Error where there is no package.json above the module.
 * @example
 * defineTap({ name: 'tap-toy', version: packageVersion(import.meta.url), … })
 */
declare function packageVersion(moduleUrl: string): string;

/** What a log line says beside its message. Values are shown as JSON; secrets in them are redacted. */
type Facts = Readonly<Record<string, unknown>>;
type LogLevel = 'debug' | 'info' | 'warning' | 'error';
/** Where the events of a run are told. Lines go to stderr: stdout belongs to the protocol. */
interface Logger {
    debug(message: string, facts?: Facts): void;
    info(message: string, facts?: Facts): void;
    warning(message: string, facts?: Facts): void;
    error(message: string, facts?: Facts): void;
    /** The last words before a non-zero exit: one line that begins with `CRITICAL`, whatever the format. */
    critical(message: string): void;
    /** A Singer metric, as `INFO METRIC: {…}`, whatever the format. */
    metric(point: Facts): void;
}
interface LoggerOptions {
    /** The connector's name, part of each line. */
    readonly name: string;
    /** Takes each finished line, with its line end. */
    readonly write: (line: string) => void;
    /** JSON lines for machines (default), or text for a person at a terminal. */
    readonly format?: 'json' | 'text';
    /** The least level that is shown. @default 'info' */
    readonly level?: LogLevel;
    /** Hides secrets in a finished line. */
    readonly redact?: (line: string) => string;
    readonly now?: () => Date;
}
/**
 * Makes a logger.
 *
 * @example
 * const log = createLogger({ name: 'tap-toy', write: (line) => process.stderr.write(line) })
 * log.info('page read', { stream: 'orders', records: 250 })
 */
declare function createLogger(options: LoggerOptions): Logger;
/**
 * Makes a function that hides every occurrence of the given secrets, also where JSON or a URL has
 * escaped them. Values shorter than four characters are left alone: hiding them would hide the log.
 */
declare function redactor(secrets: readonly string[]): (line: string) => string;
/** A logger that tells nothing, for libraries used without a process around them. */
declare const silentLogger: Logger;

/**
 * Why a run ends before its work is done. Carried as the reason of an AbortSignal, and thrown by what
 * the signal ends: libraries take nothing but an Error for a reason.
 */
declare class Stop extends Error {
    readonly name = "Stop";
    /** What the process ends with. */
    readonly exitCode: number;
    /** @param message what happened and what to do, in a user's words. */
    constructor(exitCode: number, message: string);
    /** The stop that a signal carries, if it has been told to stop. */
    static of(signal: AbortSignal): Stop | undefined;
}

/**
 * A line on the terminal that shows how far a run is. Lines of the log are written through it, so
 * that neither overwrites the other. Where the output is no terminal it paints nothing.
 */
declare class Progress {
    #private;
    constructor(output: NodeJS.WriteStream);
    /** Adds records of a stream. Painting begins with the first. */
    add(stream: string, records: number): void;
    /** Says what is being done, where it is not records that are counted. */
    say(words: string): void;
    /** Writes a line of the log above the progress line. */
    write(line: string): void;
    /** Takes the line away for good. */
    end(): void;
}

/** What a command of ours is given. */
interface ProcessContext {
    readonly log: Logger;
    /** Aborted, with a `Stop` as its reason, when the process is told to end. */
    readonly signal: AbortSignal;
    /** Ends the run before its work is done, as a spent time budget does. */
    readonly stop: (stop: Stop) => void;
    /** Keeps these values out of every line from here on. */
    readonly hide: (secrets: readonly string[]) => void;
    /** Shows on a terminal how far the run is. */
    readonly progress: Progress;
    readonly args: readonly string[];
    readonly environment: NodeJS.ProcessEnv;
}
/** How a run ended: an exit code and, where it is not zero, the last words. */
interface Ending {
    readonly exitCode: number;
    readonly message?: string;
}
/**
 * Runs a command as the process: gives it a log on stderr and a signal, turns what it throws into one
 * last CRITICAL line and an exit code, and lets stdout drain before the process ends. It never calls
 * `process.exit` while data is on its way.
 *
 * @example
 * await runProcess('tap-toy', async ({ log }) => {
 *   log.info('hello')
 *   return { exitCode: 0 }
 * })
 */
declare function runProcess(name: string, main: (context: ProcessContext) => Promise<Ending>): Promise<void>;

/** What a metric is about, as `{ stream: 'orders' }` or `{ endpoint: 'graphql.json' }`. */
type Tags = Readonly<Record<string, string | number>>;
/** Counts and times of a run, told as Singer metric lines. */
interface Metrics {
    /** Adds to a counter; what was added is told at most once per interval, and when the run ends. */
    count(metric: string, value: number, tags: Tags): void;
    /** Tells how long something took, in seconds. */
    time(metric: string, seconds: number, tags: Tags): void;
    /** Tells what the counters hold. */
    flush(): void;
}

/** The value of a replication key: a time, a string that sorts, or a number. */
type ReplicationValue = string | number;

/**
 * Many records at once, each written as JSON already: for streams of millions, where a record as an
 * object would cost more than all else. The engine passes the bytes on as they are. It does not leave
 * fields out of them (ask `isSelected` and write no more), and does not know them again in the next
 * run, which may repeat what lies within the lookback. Not for streams that have children.
 *
 * @example
 * yield new RecordBlock(Buffer.from('{"Id":"1"}\n{"Id":"2"}\n'), 2)
 */
declare class RecordBlock {
    /** Records as lines of JSON, each with its line feed. May be reused once the next chunk is asked for. */
    readonly lines: Uint8Array;
    /** How many there are. */
    readonly count: number;
    /** The greatest replication value among them, where the stream has a replication key. */
    readonly newest: string | undefined;
    constructor(lines: Uint8Array, count: number, newest?: string);
}

/** What a stream is told when it is read. */
interface ReadContext<Since = ReplicationValue, Parent = unknown> {
    /**
     * The least replication value that is wanted, itself included: ask the source with `>=`. Undefined
     * on a first run without a `start_date`, and for streams without a replication key.
     */
    readonly since: Since | undefined;
    /** The end of what is wanted, itself not included; undefined where there is none. */
    readonly until: Since | undefined;
    /**
     * The record of the parent stream that is to be read for; undefined for a stream without one. Its
     * numbers are typed as numbers: a parent that yields bigints gives bigints.
     */
    readonly parent: Parent;
    /** What {@link checkpoint} was last given in a run that was interrupted. */
    readonly cursor: unknown;
    /**
     * Says that all records yielded so far need not be read again if the next run starts at this
     * cursor (any JSON value). For streams that are read whole, unsorted, or from a log. STATE follows
     * when it is due; with `isUrgent` at once, as before a long wait for a job whose id must not be lost.
     */
    checkpoint(cursor: unknown, options?: {
        readonly isUrgent?: boolean;
    }): void;
    /**
     * Says that everything before this replication value has been read, whether or not there were
     * records: the bookmark of a stream with few or none moves all the same.
     */
    reached(value: ReplicationValue): void;
    /** What {@link keep} was last given, in an earlier run. */
    readonly kept: unknown;
    /**
     * Remembers a value (any JSON value) beside the bookmark, from run to run: when the stream last
     * looked for deletions, as an example. For streams that are read whole, or by a replication key
     * without windows.
     */
    keep(value: unknown): void;
    /** Whether a field is wanted, as `isSelected('lineItems', 'price')`: ask the source for no more. */
    isSelected(...path: readonly string[]): boolean;
    /** Is aborted when the run is to end; hand it to what takes one. */
    readonly signal: AbortSignal;
    readonly log: Logger;
}
/** Records one by one, or a page of them at a time, which is cheaper, or blocks of ready JSON. */
type Records<Item> = AsyncIterable<Item | readonly Item[] | RecordBlock>;
type PropertyOf<Schema extends ObjectSchema> = keyof Schema['properties'] & string;
type SinceOf<Schema extends ObjectSchema, Key extends string> = Schema['properties'][Key] extends {
    type: infer Type;
} ? 'string' extends (Type extends readonly (infer Name)[] ? Name : Type) ? string : number : ReplicationValue;
/** Metadata of the fields of a stream, by their path with dots. */
type FieldMetadata = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
/** How a stream is declared; see {@link defineStream}. */
interface StreamDefinition<Client, Schema extends ObjectSchema, Replication extends PropertyOf<Schema>, Parent> {
    /** The stream's name and id, as `orders`. */
    readonly name: string;
    readonly description?: string;
    /** The JSON Schema of a record: what goes out as SCHEMA, and the type of what `read` yields. */
    readonly schema: Schema;
    /** The properties that identify a record; empty where nothing does. */
    readonly keyProperties: readonly PropertyOf<Schema>[];
    /** The property that tells how new a record is. Without it the stream is read whole each time. */
    readonly replicationKey?: Replication;
    /**
     * Whether `read` yields records in ascending order of the replication key. Then an interrupted run
     * goes on where it stopped.
     * @default false
     */
    readonly sorted?: boolean;
    /**
     * How far before the bookmark reading begins, in seconds, for sources that show changes late.
     * @default 0
     */
    readonly lookbackSeconds?: number;
    /**
     * Whether the stream is read from the source's own log of changes: where it stands is what
     * `checkpoint` was last given, in this run or an earlier one. Deletions are records with
     * `_sdc_deleted_at`.
     * @default false
     */
    readonly logBased?: boolean;
    /**
     * How long before now reading ends, in seconds, for sources whose newest records are still on the
     * move.
     * @default 0
     */
    readonly lagSeconds?: number;
    /**
     * Reads the stream window by window of this length, each with a `since` and an `until`; a window
     * that fails is read again in the next run, the others stand. Needs a date-time replication key.
     */
    readonly windowSeconds?: number;
    /**
     * The stream whose records this one is read for, once for each. Where a child is read is where its
     * parent is, so STATE does not grow with the number of parents.
     */
    readonly parent?: Stream<Client, Parent>;
    /** How many windows, or how many records of the parent, are read for at once. @default 1 */
    readonly concurrency?: number;
    /** Whether the stream is read when no catalog says otherwise. @default true */
    readonly selectedByDefault?: boolean;
    /**
     * What the catalog says of fields beside their inclusion, by their path with dots, as
     * `{ 'lineItems.weight': { 'selected-by-default': false } }`.
     */
    readonly fieldMetadata?: FieldMetadata;
    /** Reads the stream. Yield records or pages of them; throw where something is missing. */
    read(client: Client, context: ReadContext<SinceOf<Schema, Replication>, Parent>): Records<RecordOf<Schema>>;
}
/** A stream of a tap, as {@link defineStream} makes it. */
interface Stream<Client, Item = unknown> {
    readonly name: string;
    readonly description: string | undefined;
    readonly schema: JsonSchema;
    readonly keyProperties: readonly string[];
    readonly replicationKey: string | undefined;
    readonly sorted: boolean;
    readonly lookbackSeconds: number;
    readonly lagSeconds: number;
    readonly windowSeconds: number | undefined;
    readonly logBased: boolean;
    /** The name of the parent stream. */
    readonly parent: string | undefined;
    readonly concurrency: number;
    readonly selectedByDefault: boolean;
    readonly fieldMetadata: FieldMetadata;
    readonly read: (client: Client, context: ReadContext) => Records<Item>;
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
declare function defineStream<Client, const Schema extends ObjectSchema, const Replication extends PropertyOf<Schema>, Parent = undefined>(definition: StreamDefinition<Client, Schema, Replication, Parent>): Stream<Client, Infer<Schema>>;

/** What the catalog says of a stream (empty breadcrumb) or of one of its fields. */
interface MetadataEntry {
    /** As `[]`, `['properties', 'email']`, or deeper through `properties` and `items`. */
    readonly breadcrumb: readonly string[];
    readonly metadata: Readonly<Record<string, unknown>>;
}
/** A stream of a catalog, as it stands in the file (Singer DISCOVERY_MODE, "The Catalog"). */
interface CatalogEntry {
    readonly tap_stream_id: string;
    readonly stream: string;
    readonly schema: JsonSchema;
    readonly key_properties?: readonly string[];
    readonly replication_key?: string | null;
    readonly replication_method?: string | null;
    readonly metadata?: readonly MetadataEntry[];
}
/** What a tap offers, and what of it is wanted. */
interface Catalog {
    readonly streams: readonly CatalogEntry[];
}
/**
 * Reads a catalog, lenient where the field is: unknown members stay, a missing `tap_stream_id` is the
 * stream's name.
 *
 * @throws {ConfigError} where it is not a catalog; says which stream and what to do.
 */
declare function parseCatalog(value: unknown): Catalog;

/** Whether a stream is asked for; `byDefault` says what holds where nothing names any. */
type WantsStream = (stream: string, byDefault: boolean) => boolean;

/** What the SDK gives to `connect`. */
interface ConnectContext {
    readonly log: Logger;
    readonly metrics: Metrics;
    /** Is aborted when the run is to end. */
    readonly signal: AbortSignal;
    /** What to send as `User-Agent`: the tap's name and version. */
    readonly userAgent: string;
    /**
     * Whether a stream is asked for, for taps that would ask the source about each: the others may be
     * left out. A stream that is read for its children alone is not asked for. Absent in discovery,
     * where all are.
     */
    readonly wants?: WantsStream;
    /**
     * Writes settings that changed during the run, as a rotated refresh token, back to the config file
     * (Singer SPEC, "Config"). Without a file it tells the user to keep them.
     */
    saveConfig(changes: Readonly<Record<string, unknown>>): Promise<void>;
}
/** How a tap is declared; see {@link defineTap}. */
interface TapDefinition<Config extends ObjectSchema, Client> {
    /** As `tap-shopify`; also the name of its bin and the start of its environment variables. */
    readonly name: string;
    readonly version?: string;
    readonly description?: string;
    /** The JSON Schema of its settings. Describe each; mark secrets with `secret: true`. */
    readonly config: Config;
    /** Makes what the streams read with, from a config that has been checked. */
    connect(config: Infer<Config>, context: ConnectContext): Client | Promise<Client>;
    /** The streams, or how to discover them. */
    readonly streams: readonly Stream<Client>[] | ((client: Client) => readonly Stream<Client>[] | Promise<readonly Stream<Client>[]>);
    /** How many streams are read at once. @default 1 */
    readonly concurrency?: number;
}
/** A stream together with the client that reads it. */
interface OpenStream extends Omit<Stream<never>, 'read'> {
    read(context: ReadContext): Records<unknown>;
}
/** A tap, as {@link defineTap} makes it. */
interface Tap {
    readonly name: string;
    readonly version: string;
    readonly description: string;
    readonly config: JsonSchema;
    readonly concurrency: number;
    /** Connects and gives the streams. Nothing is read before. */
    open(config: unknown, context: ConnectContext): Promise<readonly OpenStream[]>;
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
declare function defineTap<const Config extends ObjectSchema, Client>(definition: TapDefinition<Config, Client>): Tap;

/**
 * Runs a tap as the process: what its bin calls. Reads the command line, and ends with one of the
 * documented exit codes.
 *
 * @example
 * #!/usr/bin/env node
 * import { runTap } from '@descant/sdk'
 * import { tapToy } from './tap.js'
 *
 * await runTap(tapToy)
 */
declare function runTap(tap: Tap): Promise<void>;

/** A JSON object as parsed; numbers in it may have been rounded. */
type JsonObject = Record<string, unknown>;
/**
 * One record of a stream. `text` is the record as the tap wrote it, byte for byte; `record` is parsed
 * from it when first asked for.
 */
declare class RecordMessage {
    #private;
    readonly type = "RECORD";
    readonly stream: string;
    /** The JSON text of the record, untouched. */
    readonly text: string;
    /** When the tap read it (RFC 3339), where it says so. */
    readonly timeExtracted: string | undefined;
    /** The table version it belongs to, where it says so. */
    readonly version: number | undefined;
    /** The line of the input that it stood on, from 1. */
    readonly lineNumber: number;
    /** Whether it is known to have all keys and to be good by its schema, without being parsed. */
    readonly isGood: boolean;
    constructor(stream: string, text: string, timeExtracted: string | undefined, version: number | undefined, lineNumber: number, record?: JsonObject, isGood?: boolean);
    /** The parsed record. @throws {ProtocolError} where its text is not JSON. */
    get record(): JsonObject;
}
/** What the records of a stream look like from here on. */
interface SchemaMessage {
    readonly type: 'SCHEMA';
    readonly stream: string;
    readonly schema: JsonObject;
    /** The JSON text of the schema, untouched. */
    readonly schemaText: string;
    /** Empty where the stream has no key. */
    readonly keyProperties: readonly string[];
    readonly bookmarkProperties: readonly string[];
}
/** Where the tap stands. `text` is the value as the tap wrote it, byte for byte. */
interface StateMessage {
    readonly type: 'STATE';
    readonly text: string;
}
/** From here on the records of `version` are the whole stream; older versions are to be removed. */
interface ActivateVersionMessage {
    readonly type: 'ACTIVATE_VERSION';
    readonly stream: string;
    readonly version: number;
}
/** Records in files. Both dialects: Meltano's `manifest` of URLs, PipelineWise's single `filepath`. */
interface BatchMessage {
    readonly type: 'BATCH';
    readonly stream: string;
    readonly format: string;
    /** As `gzip`; absent where the files are not compressed. */
    readonly compression: string | undefined;
    /** URLs or paths of the files, each of bare records. */
    readonly files: readonly string[];
    readonly timeExtracted: string | undefined;
    readonly version: number | undefined;
}
/** A type that this SDK does not know: the spec permits any, so it is passed over with a warning. */
interface UnknownMessage {
    readonly type: 'UNKNOWN';
    readonly name: string;
}
type Message = RecordMessage | SchemaMessage | StateMessage | ActivateVersionMessage | BatchMessage | UnknownMessage;

/** Opens a file that a BATCH names, where it is neither a path nor a `file:` URL. */
type OpenBatchFile = (url: string) => Promise<Readable>;

/**
 * Every error that the SDK raises on purpose, sorted by who must act. Anything else that reaches the
 * top is a bug of ours and keeps its stack.
 *
 * Two copies of the SDK can meet in one process, so an error is recognised by a brand and not by its
 * class: use {@link SingerError.is}.
 */
declare const brand: unique symbol;
/** One thing that is wrong with a value, and where. */
interface Issue {
    /** A path into the value, as in `streams.0.name`; empty for the value itself. */
    readonly path: string;
    /** What is wrong and what to do, in a user's words. */
    readonly message: string;
    /** The JSON Schema keyword that was broken, where there is one. */
    readonly keyword?: string;
    /** The same place as `path`, as a JSON Pointer (RFC 6901), exact for any name. */
    readonly pointer?: string;
}
/** An error that is meant for a person: its message says what happened and who must do what. */
declare abstract class SingerError extends Error {
    /** Stable and greppable, as `CONFIG_INVALID`. */
    abstract readonly code: string;
    /** What the process ends with when this error ends it. */
    readonly exitCode: number;
    readonly [brand] = true;
    get name(): string;
    /** Tells errors meant for a person from bugs, across copies of the SDK and sibling packages. */
    static is(error: unknown): error is SingerError;
}
/** The config is wrong: the user must mend it. Carries every problem at once. Exit code 2. */
declare class ConfigError extends SingerError {
    readonly code = "CONFIG_INVALID";
    readonly exitCode = 2;
    readonly issues: readonly Issue[];
    constructor(issues: readonly Issue[], options?: ErrorOptions);
}
/** The other side refused the credentials: the user must mend them. Exit code 3. */
declare class AuthError extends SingerError {
    readonly code = "CREDENTIALS_REFUSED";
    readonly exitCode = 3;
    /** The HTTP status, where there was one. */
    readonly status: number | undefined;
    constructor(message: string, options?: ErrorOptions & {
        status?: number;
    });
}
/** What is known of a request that failed. The URL is kept without its query, which may hold secrets. */
interface RequestFacts extends ErrorOptions {
    readonly method?: string;
    readonly url?: string;
    /** Absent where no answer came. */
    readonly status?: number;
    /** Whether the same request may succeed later. Default: no answer, 408, 409, 429 and 5xx. */
    readonly isRetryable?: boolean;
}
/** The other side failed to answer as it should. */
declare class RequestError extends SingerError {
    readonly code: string;
    readonly method: string | undefined;
    readonly url: string | undefined;
    readonly status: number | undefined;
    readonly isRetryable: boolean;
    constructor(message: string, facts?: RequestFacts);
}
/** The other side asks for patience: the wait is told, and costs no try. */
declare class RateLimitError extends RequestError {
    readonly code = "RATE_LIMITED";
    /** How long to wait, where the other side said so. */
    readonly retryAfterSeconds: number | undefined;
    constructor(message: string, facts?: RequestFacts & {
        retryAfterSeconds?: number;
    });
}
/**
 * What the other side allows is spent, or as much of it as this run may take. It ends the run, since
 * every stream has the same quota; what is done is in STATE. Exit code 4.
 */
declare class QuotaError extends SingerError {
    readonly code = "QUOTA_SPENT";
    readonly exitCode = 4;
}
/** A record or a schema breaks its contract. */
declare class DataError extends SingerError {
    readonly code = "DATA_INVALID";
    readonly stream: string;
    readonly issues: readonly Issue[];
    constructor(stream: string, message: string, issues?: readonly Issue[]);
}
/** What came on stdin is not Singer: the tap before the pipe must be mended. */
declare class ProtocolError extends SingerError {
    readonly code = "PROTOCOL_BROKEN";
    /** The line of the input, from 1; 0 where it is not known. */
    readonly lineNumber: number;
    constructor(message: string, lineNumber?: number, options?: ErrorOptions);
    /** The start of a line, short enough for a log; the string values in it are left out. */
    static excerpt(line: string): string;
}
/** The reader of our output has gone away (EPIPE). What it acknowledged stays acknowledged. */
declare class OutputClosedError extends SingerError {
    readonly code = "OUTPUT_CLOSED";
    constructor(options?: ErrorOptions);
}

/** A stream as the target sees it, until its SCHEMA changes. */
interface SinkStream {
    readonly name: string;
    readonly schema: JsonSchema;
    /** The schema as the tap wrote it, byte for byte. */
    readonly schemaText: string;
    /** Empty where the stream has no key: then a repeated record cannot be told from a new one. */
    readonly keyProperties: readonly string[];
}
/** A record on its way into a sink. `text` is what the tap wrote, byte for byte. */
interface SinkRecord {
    readonly message: RecordMessage;
    /** Grows with each record, across streams and across runs; below 2^53. */
    readonly sequence: number;
    /** When it was received, RFC 3339 in UTC. */
    readonly receivedAt: string;
}
/** What a batch is called. */
interface BatchInfo {
    /** Counts the batches of the stream in this run, from 0. */
    readonly number: number;
    /** When its first record came. */
    readonly openedAt: Date;
}
/** One batch that is being written. What was added becomes durable with `commit`, and not before. */
interface BatchWriter<Item> {
    /** Takes an item. Return a promise to slow the input down. */
    add(item: Item): undefined | Promise<void>;
    /** Makes the batch durable and visible, as a whole. It is safe when this resolves. */
    commit(): Promise<void>;
    /** Gives the batch up: nothing of it must become visible. */
    abort(): Promise<void>;
}
/** Where the records of one stream go. */
interface Sink<Item = SinkRecord> {
    /**
     * Whether batches may become durable in any order, so that several are committed at once. For
     * sinks that add and never overwrite.
     * @default false
     */
    readonly isUnordered?: boolean;
    open(batch: BatchInfo): BatchWriter<Item>;
}
/** Why a record was refused. */
type RejectType = 'schema' | 'protocol';
/** A record that cannot go on, and why. */
interface Reject {
    readonly stream: string;
    readonly type: RejectType;
    readonly issues: readonly Issue[];
    /** What came, byte for byte: the record's JSON where it could be cut out of its line. */
    readonly raw: Uint8Array | string;
    /** The line of the input, from 1. */
    readonly lineNumber: number;
    readonly sequence: number;
    readonly receivedAt: string;
    /** When the tap read it, where it says so. */
    readonly timeExtracted: string | undefined;
    /** The table version, where the tap sends one. */
    readonly version: number | undefined;
    /** The SCHEMA that it came under, as the tap wrote it. */
    readonly schemaText: string;
}
/**
 * Makes a sink of a function that takes a whole batch at once: the usual way to write to an API.
 *
 * @example
 * sink: (client, stream) =>
 *   collectBatches((records) => client.post(stream.name, records.map(({ message }) => message.record)))
 */
declare function collectBatches<Item = SinkRecord>(write: (items: readonly Item[], batch: BatchInfo) => Promise<void>): Sink<Item>;

/** The records of a piece as bytes, in whatever form the target writes. */
interface Packed {
    readonly bytes: Uint8Array;
}
/**
 * Turns lines of NDJSON into the bytes that a target writes, as by compressing them. It runs on worker
 * threads, so it knows nothing but its arguments; options and result must be cloneable.
 *
 * @param stream Is the same object for all lines that come under one SCHEMA.
 */
type Pack<Options, Item extends Packed> = (lines: Uint8Array, options: Options, stream: SinkStream) => Item;
/** Packed records on their way into a sink. */
interface PackedRecords<Item extends Packed = Packed> {
    readonly records: number;
    readonly packed: Item;
}
/**
 * How a target that keeps the records' bytes has them checked and packed on all cores: in place of
 * `sink`. Each line is the record as the tap wrote it with the `_sdc_*` members appended.
 */
interface Packing<Connection, Options, Item extends Packed> {
    /** A module that calls `servePacking` with the same `pack`: what a worker thread runs. */
    readonly worker: URL;
    readonly pack: Pack<Options, Item>;
    readonly options: (connection: Connection) => Options;
    /** Makes the sink of a stream; called again when the stream's SCHEMA changes. */
    readonly sink: (connection: Connection, stream: SinkStream) => Sink<PackedRecords<Item>>;
}
/** The packing of a target that has connected. */
interface OpenPacking {
    readonly worker: URL;
    readonly pack: Pack<unknown, Packed>;
    readonly options: unknown;
    sink(stream: SinkStream): Sink<PackedRecords>;
}

/** What the SDK gives to a target's `connect`. */
interface TargetContext {
    readonly log: Logger;
    readonly metrics: Metrics;
    readonly signal: AbortSignal;
}
/** How a target is declared; see {@link defineTarget}. */
interface TargetDefinition<Config extends ObjectSchema, Connection, PackOptions = unknown, Item extends Packed = Packed> {
    /** As `target-postgres`; also the name of its bin and the start of its environment variables. */
    readonly name: string;
    readonly version?: string;
    readonly description?: string;
    /** The JSON Schema of its settings; the settings that every target has are added. */
    readonly config: Config;
    /** Makes what the sinks write with. Throw here where the destination cannot be written to. */
    connect(config: Infer<Config>, context: TargetContext): Connection | Promise<Connection>;
    /**
     * Is told each new SCHEMA of a stream before its first record is taken, to keep it. It may give the
     * schema that the records are held against from here on; without one it is the SCHEMA that came.
     */
    registerSchema?(connection: Connection, stream: SinkStream): Promise<JsonSchema | undefined>;
    /** Makes the sink of a stream; called again when the stream's SCHEMA changes. */
    sink?(connection: Connection, stream: SinkStream): Sink<SinkRecord>;
    /** In place of `sink`: for targets that keep the records' bytes, on all cores. */
    readonly packing?: Packing<Connection, PackOptions, Item>;
    /**
     * Where records go that cannot go on (dead letters), one sink for each stream and reason. Without
     * it, or where it gives none, the first such record ends the run.
     */
    rejects?(connection: Connection, stream: string, type: Reject['type']): Sink<Reject> | undefined;
    /**
     * Makes `version` the only one of a stream. Everything that came before is durable by then.
     * Without it ACTIVATE_VERSION is passed over.
     */
    activateVersion?(connection: Connection, stream: string, version: number): Promise<void>;
    /** Opens a file that a BATCH message names by another URL than `file:`. */
    openBatchFile?(connection: Connection, url: string): Promise<Readable>;
    /**
     * Gives what is left to do when the input has ended and all of it is durable, as putting a new
     * table in the place of an old one. Where it gives something, every STATE waits for that; a run
     * that fails, or is told to end, never does it.
     */
    atEnd?(connection: Connection): (() => Promise<void>) | undefined;
    /** Called once when the run ends, however it ends. */
    close?(connection: Connection): Promise<void>;
}
/** A target that has connected. */
interface OpenTarget {
    registerSchema?(stream: SinkStream): Promise<JsonSchema | undefined>;
    /** Given where a target packs; then `sink` is not used. */
    readonly packing?: OpenPacking;
    sink(stream: SinkStream): Sink<SinkRecord>;
    rejects?(stream: string, type: Reject['type']): Sink<Reject> | undefined;
    activateVersion?(stream: string, version: number): Promise<void>;
    readonly openBatchFile?: OpenBatchFile;
    readonly atEnd?: () => Promise<void>;
    close(): Promise<void>;
}
/** A target, as {@link defineTarget} makes it. */
interface Target {
    readonly name: string;
    readonly version: string;
    readonly description: string;
    readonly config: JsonSchema;
    open(config: unknown, context: TargetContext): Promise<OpenTarget>;
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
declare function defineTarget<const Config extends ObjectSchema, Connection, PackOptions = unknown, Item extends Packed = Packed>(definition: TargetDefinition<Config, Connection, PackOptions, Item>): Target;

/**
 * Runs a target as the process: what its bin calls. Messages come from stdin; each STATE goes to
 * stdout when everything before it is durable.
 *
 * @example
 * #!/usr/bin/env node
 * import { runTarget } from '@descant/sdk'
 * import { targetFolder } from './target.js'
 *
 * await runTarget(targetFolder)
 */
declare function runTarget(target: Target): Promise<void>;

/** A value in a query. `undefined` and `null` are left out; a list repeats its name. */
type QueryValue = string | number | bigint | boolean | Date | null | undefined;
/** The part of a URL after `?`, by name. Dates are written in ISO 8601, UTC. */
type Query = Readonly<Record<string, QueryValue | readonly QueryValue[]>>;

/** What an authenticator may change of a request. */
interface Credentials {
    readonly method: string;
    readonly url: URL;
    readonly headers: Headers;
}
/**
 * How requests prove who sends them. It is asked before each try, and only for requests to the
 * API's own origin.
 *
 * @example
 * const auth: Authenticator = {
 *   authenticate: ({ headers }) => headers.set('x-shop-token', token),
 * }
 */
interface Authenticator {
    /** Adds the credentials to the request's headers or URL. */
    authenticate(request: Credentials, signal?: AbortSignal): void | Promise<void>;
    /**
     * Told that the request was refused with status 401. Resolves to true where there are new
     * credentials now, and the request is worth sending once more. Default: there are none.
     */
    renew?(request: Credentials, signal?: AbortSignal): Promise<boolean>;
}

interface ApiKeyOptions {
    readonly key: string;
    /** The name of the header, or of the query parameter, that carries the key. */
    readonly name: string;
    /** @default 'header' */
    readonly in?: 'header' | 'query';
}
/**
 * Sends a key in a header, or in the query where an API insists on it.
 *
 * @throws ConfigError where the key is none that a header may hold.
 * @example
 * createHttp({ baseUrl, auth: apiKey({ name: 'x-api-key', key }) })
 */
declare function apiKey({ key, name, in: place }: ApiKeyOptions): Authenticator;

/**
 * Sends a user name and a password (RFC 7617), in UTF-8.
 *
 * @example
 * createHttp({ baseUrl, auth: basic(user, password) })
 */
declare function basic(user: string, password: string): Authenticator;

/**
 * Sends a token that does not change (RFC 6750). For one that expires see `clientCredentials`,
 * `refreshToken` and `jwtBearer`.
 *
 * @throws ConfigError where the token is none that a header may hold.
 * @example
 * createHttp({ baseUrl, auth: bearer(token) })
 */
declare function bearer(token: string): Authenticator;

/** Claims of a token (RFC 7519, 4.1): strings, numbers, lists. Times are seconds since 1970. */
type Claims = Readonly<Record<string, unknown>>;

/** What time is and how it passes. Given in by tests, so that no test waits. */
interface Clock {
    /** Milliseconds since 1970, as `Date.now()`. */
    now(): number;
    /** Resolves after so many seconds; rejects at once with the signal's reason when it aborts. */
    sleep(seconds: number, signal?: AbortSignal): Promise<void>;
}
/** The clock of the machine. */
declare const systemClock: Clock;

/** What sends a request; `globalThis.fetch` is looked up at each call, so that it can be replaced. */
type Fetch = typeof globalThis.fetch;

/**
 * Which failures are worth another try, and after how long. Tries are for failures; being told to
 * wait (429, or 503 with `Retry-After`) is none and costs no try.
 */
interface RetryPolicy {
    /** Tries after the first one. */
    readonly retries: number;
    /** The ceiling of the first wait, in seconds; the next ceilings grow by `factor`. */
    readonly firstDelaySeconds: number;
    readonly factor: number;
    /** No ceiling grows beyond this many seconds. */
    readonly maxDelaySeconds: number;
    /** The longest wait that the other side may ask for at once. Beyond it the request fails. */
    readonly maxRetryAfterSeconds: number;
    /** The longest time that one request may spend in such waits. */
    readonly maxRateLimitSeconds: number;
}
/**
 * The default. Three retries outlive a restart or a failover behind a load balancer (about a quarter
 * of a minute); what fails longer is an outage, and a later run finds the window still open.
 */
declare const threeRetriesWithFullJitter: RetryPolicy;
/** For long jobs whose loss costs more than waiting: rides out about ten minutes of outage. */
declare const eightRetriesInTenMinutes: RetryPolicy;
/** For requests that must not be repeated. Waits that the other side asks for are still honoured. */
declare const noRetries: RetryPolicy;
/** A wait before the next try, told before it begins. */
interface RetryWait {
    readonly error: Error;
    readonly waitSeconds: number;
    /** False for a wait that the other side asked for. */
    readonly costsTry: boolean;
}
interface RetryOptions {
    readonly policy: RetryPolicy;
    readonly clock: Clock;
    /** From 0 to 1. @default Math.random */
    readonly random?: () => number;
    /** Ends every wait at once. */
    readonly signal?: AbortSignal | undefined;
    readonly onWait?: (wait: RetryWait) => void;
}
/**
 * Runs a task again while the policy allows. Errors that are no {@link RequestError}, and those that
 * say they are not worth a retry, pass at once.
 *
 * @throws RateLimitError where the other side asks for more patience than the policy has.
 * @example
 * await retry(() => send(), { policy: threeRetriesWithFullJitter, clock: systemClock })
 */
declare function retry<T>(task: () => Promise<T>, options: RetryOptions): Promise<T>;

/** What a token endpoint gave. */
interface Tokens {
    readonly accessToken: string;
    readonly refreshToken?: string | undefined;
    /** Milliseconds since 1970; absent where it was not told, and the token is good until refused. */
    readonly expiresAt?: number | undefined;
    /** Every field of the answer, as `instance_url`. */
    readonly fields: Readonly<Record<string, unknown>>;
}
interface TokenSourceOptions {
    /** Asks for new tokens; is given the ones that are no longer good. */
    readonly request: (current: Tokens | undefined) => Promise<Tokens>;
    /** Tokens from an earlier run. */
    readonly initial?: Tokens | undefined;
    /** Seconds before its end from which a token is no longer used, but at most half its life. @default 60 */
    readonly marginSeconds?: number | undefined;
    /**
     * Given the new tokens when the refresh token changes, and waited for before they are used: the old
     * one may be dead already. Where it throws, the error is the request's, and the next request tries
     * to hand over the same tokens again.
     */
    readonly onRotated?: ((tokens: Tokens) => void | Promise<void>) | undefined;
    readonly clock?: Clock | undefined;
}

/** Where tokens come from, and how to ask there. */
interface TokenEndpointOptions {
    readonly tokenUrl: string;
    readonly clientId?: string | undefined;
    readonly clientSecret?: string | undefined;
    /** How the client proves itself (RFC 6749, 2.3.1): in the body, or by HTTP Basic. @default 'body' */
    readonly clientAuthentication?: 'body' | 'basic';
    /** @default 'form', as the standard has it; some APIs insist on JSON */
    readonly encoding?: 'form' | 'json';
    readonly scope?: string | undefined;
    /** Further fields of the request, as `audience`. */
    readonly parameters?: Readonly<Record<string, string>>;
    readonly retry?: RetryPolicy;
    /** @default 60 */
    readonly timeoutSeconds?: number;
    readonly log?: Logger;
    readonly metrics?: Metrics;
    readonly fetch?: Fetch;
    readonly clock?: Clock;
}
/** Asks a token endpoint: the fields of a grant to tokens. */
type AskForTokens = (grant: Readonly<Record<string, string | undefined>>) => Promise<Tokens>;

/** An authenticator whose tokens can be looked at: some APIs tell their address with them. */
interface TokenAuthenticator extends Authenticator {
    /** Tokens that are good now. */
    tokens(signal?: AbortSignal): Promise<Tokens>;
}
interface TokenOptions extends TokenEndpointOptions {
    /** Seconds before its end from which a token is no longer used. @default 60 */
    readonly marginSeconds?: number;
}
interface ClientCredentialsOptions extends TokenOptions {
    readonly clientId: string;
    readonly clientSecret: string;
}
/**
 * Signs in as the client itself (RFC 6749, 4.4).
 *
 * @example
 * clientCredentials({ tokenUrl: `https://${shop}/admin/oauth/access_token`, clientId, clientSecret })
 */
declare function clientCredentials(options: ClientCredentialsOptions): TokenAuthenticator;
interface RefreshTokenOptions extends TokenOptions {
    readonly refreshToken: string;
    /** A token from an earlier run; used until it ends or is refused. */
    readonly accessToken?: string | undefined;
    /** When that one ends, in milliseconds since 1970. Default: unknown. */
    readonly accessTokenExpiresAt?: number | undefined;
    /**
     * Takes the new tokens where the refresh token was replaced by another; the run waits for it. Write
     * them where the next run finds them, as `saveConfig` does.
     */
    readonly onRotated?: TokenSourceOptions['onRotated'];
}
/**
 * Signs in by a refresh token (RFC 6749, 6), and follows its rotation.
 *
 * @example
 * refreshToken({
 *   tokenUrl: 'https://login.salesforce.com/services/oauth2/token',
 *   clientId, clientSecret, refreshToken: config.refresh_token,
 *   onRotated: ({ refreshToken }) => saveConfig(path, { refresh_token: refreshToken }),
 * })
 */
declare function refreshToken(options: RefreshTokenOptions): TokenAuthenticator;
interface JwtBearerOptions extends TokenOptions {
    /** An RSA key in PEM form. */
    readonly privateKey: string;
    readonly passphrase?: string | undefined;
    /** Who signs, mostly the client id. */
    readonly issuer: string;
    /** For whom, mostly a user name. */
    readonly subject?: string | undefined;
    /** Who is to believe it. */
    readonly audience: string;
    /** Seconds that the signed statement is good for. @default 180 */
    readonly lifetimeSeconds?: number;
    /** Further claims. */
    readonly claims?: Claims;
    /** The name of the key, where the other side knows several. */
    readonly keyId?: string | undefined;
}
/**
 * Signs in by a signed statement (RFC 7523, 2.1), with RS256.
 *
 * @throws ConfigError at once where the key is none.
 * @example
 * jwtBearer({ tokenUrl, privateKey, issuer: clientId, subject: username, audience: 'https://login.salesforce.com' })
 */
declare function jwtBearer(options: JwtBearerOptions): TokenAuthenticator;

/**
 * Writes values back to a Singer config file, as the specification asks of taps whose config changes
 * during a run (a rotated refresh token). The file is replaced at once: a reader, or a crash, meets
 * the old one or the new one. Other keys, those that others wrote meanwhile, the indent and the
 * file's mode and owner stay.
 *
 * A file that cannot be replaced, because it is mounted by itself into a container, is written in place.
 *
 * @throws ConfigError where the file cannot be written or is no JSON object; says who must do what.
 * @example
 * refreshToken({ …, onRotated: ({ refreshToken }) => saveConfig(path, { refresh_token: refreshToken }) })
 */
declare function saveConfig(path: string, values: Readonly<Record<string, unknown>>): Promise<void>;

/** An answer, read whole. */
interface HttpResponse {
    readonly status: number;
    readonly headers: Headers;
    /** Where the answer came from, after redirects. May hold secrets in its query: not for logs. */
    readonly url: string;
    /** True where the status is an error that the error map says to ignore. */
    readonly ignored: boolean;
    /** The body, decompressed. */
    readonly bytes: Uint8Array;
    /** The body as text, in the charset of its content type. @default UTF-8 */
    text(): string;
    /**
     * The body as JSON; `undefined` where there is none and need not be (201, 202, 204 and 205).
     *
     * @throws RequestError where it is not JSON; says the status and the content type.
     */
    json<T = unknown>(): T;
}

/** An answer whose body is still on its way. */
interface HttpDownload {
    readonly status: number;
    readonly headers: Headers;
    /** True where the status is an error that the error map says to ignore. */
    readonly ignored: boolean;
    /** The body, decompressed. Read it to its end or destroy it. Fails where the body is cut short. */
    readonly body: Readable;
}

/**
 * What a failed answer means to the run:
 *
 * - `authentication`: the credentials must be mended ({@link AuthError});
 * - `rate-limit`: wait as told, which costs no try ({@link RateLimitError});
 * - `retry`: the same request may succeed later ({@link RequestError}, retried);
 * - `fail`: it will not ({@link RequestError}, final);
 * - `ignore`: no error. `request` gives the answer as it came, `get` and `post` give `undefined`,
 *   `pages` ends.
 */
type ErrorKind = 'authentication' | 'rate-limit' | 'retry' | 'fail' | 'ignore';
/** A kind with more to say. */
interface ErrorVerdict {
    readonly kind: ErrorKind;
    /** Replaces the standard advice: who must do what. Must hold nothing personal or secret. */
    readonly advice?: string;
    /** For `rate-limit`: the wait, where the body and not the headers tells it. */
    readonly retryAfterSeconds?: number | undefined;
}
/** An answer whose status is not 2xx. */
interface HttpFailure {
    readonly method: string;
    /** With its query: keep it out of messages. */
    readonly url: string;
    readonly status: number;
    readonly headers: Headers;
    /** The body as JSON, or `undefined` where it is none. */
    readonly body: unknown;
    /** The wait that the headers ask for. */
    readonly retryAfterSeconds: number | undefined;
}
/** A kind, a verdict, or a function that looks closer; `undefined` leaves it to the next rule. */
type ErrorRule = ErrorKind | ErrorVerdict | ((failure: HttpFailure) => ErrorKind | ErrorVerdict | Error | undefined);
/**
 * Statuses to what they mean, as data. An exact status is asked before its class (`4xx`, `5xx`), the
 * own map before {@link defaultErrors}.
 *
 * @example
 * const errors: ErrorMap = {
 *   402: { kind: 'fail', advice: 'The shop is frozen: its owner must settle the bill.' },
 *   404: 'ignore',
 *   403: ({ body }) => (isRateLimit(body) ? 'rate-limit' : undefined),
 * }
 */
interface ErrorMap {
    readonly [status: number]: ErrorRule | undefined;
    readonly '3xx'?: ErrorRule | undefined;
    readonly '4xx'?: ErrorRule | undefined;
    readonly '5xx'?: ErrorRule | undefined;
}
/** What statuses mean where nothing else is said (RFC 9110, 15). */
declare const defaultErrors: ErrorMap;

/** How a job stands. */
type ExportStatus<Handle> = 
/** `progress` is told in the log, in the API's own measure. */
{
    readonly state: 'running';
    readonly progress?: number | undefined;
}
/** `handle` may now hold what is needed to fetch, as a URL. */
 | {
    readonly state: 'done';
    readonly handle?: Handle;
}
/** `reason` must hold nothing personal. */
 | {
    readonly state: 'failed';
    readonly reason: string;
    readonly isRetryable?: boolean;
}
/** The other side does not know it any more: it has expired, or was deleted. */
 | {
    readonly state: 'gone';
};
/** An export that an API prepares on its own time: created, polled, then fetched. */
interface ExportJob<Handle, Result> {
    /** Its name in logs and errors. */
    readonly name: string;
    /** Begins a job. The handle is all that is needed to find it again, and survives JSON. */
    create(signal?: AbortSignal): Promise<Handle>;
    poll(handle: Handle, signal?: AbortSignal): Promise<ExportStatus<Handle>>;
    /** Yields what the job made, in an order that stays the same. */
    fetch(handle: Handle, signal?: AbortSignal): AsyncIterable<Result>;
    /** Ends a job that nobody waits for any more. */
    cancel?(handle: Handle): Promise<void>;
}
/** How often to ask. Short jobs are noticed soon, and long ones not asked to death. */
interface PollIntervals {
    readonly firstSeconds: number;
    readonly factor: number;
    readonly maxSeconds: number;
}
/** The default: after 1 s, then ever later, up to twice a minute. */
declare const pollFromSecondsToHalfMinutes: PollIntervals;
interface ExportJobOptions<Handle> {
    /** The handle of an earlier run, from its state; the job is taken up and not created. */
    readonly resume?: Handle | undefined;
    /** Keeps the handle for a later run; waited for before the first poll, and again when it changes. */
    readonly onHandle?: (handle: Handle) => void | Promise<void>;
    /** @default pollFromSecondsToHalfMinutes */
    readonly intervals?: PollIntervals;
    /** Seconds until a job that is not done is given up and cancelled. @default 86400, a day */
    readonly timeoutSeconds?: number;
    /** Jobs that are created anew where one fails and says that another may not. @default 1 */
    readonly retries?: number;
    readonly signal?: AbortSignal | undefined;
    readonly log?: Logger;
    readonly clock?: Clock;
}
/**
 * Runs an export job to its results, or takes one up where an earlier run stopped. An abort leaves the
 * job running on the other side: the next run resumes it by its handle.
 *
 * @throws RequestError where the job fails or takes too long.
 * @example
 * for await (const page of runExportJob(bulkQuery, { resume: state.job, onHandle: save, signal })) {
 *   yield* page
 * }
 */
declare function runExportJob<Handle, Result>(job: ExportJob<Handle, Result>, options?: ExportJobOptions<Handle>): AsyncGenerator<Result, void, undefined>;

/**
 * What response headers say about patience. Three families are read, the first that speaks wins:
 *
 * - `Retry-After`, seconds or an HTTP date (RFC 9110, 10.2.3);
 * - `RateLimit` and `RateLimit-Remaining`/`-Reset` (draft-ietf-httpapi-ratelimit-headers, all drafts);
 * - `X-RateLimit-*` and `X-Rate-Limit-*`, where the reset is seconds from now, or epoch seconds or
 *   milliseconds, or an ISO date, depending on the vendor.
 */
/** What is left of a quota, and when it is full again. */
interface Budget {
    readonly remaining: number;
    /** Seconds from now until the quota is renewed. */
    readonly resetSeconds: number;
}

/** What makes a client of one API. Only the address is required. */
interface HttpOptions {
    /** The address that paths are relative to, as in `https://api.example.com/v1/`. */
    readonly baseUrl: string;
    /** Sent with each request to the own origin, never to another. */
    readonly headers?: Readonly<Record<string, string>>;
    /** Adds credentials to each request to the own origin. @default none */
    readonly auth?: Authenticator;
    /** Requests begun per second, evenly spaced. @default no limit */
    readonly requestsPerSecond?: number;
    /** Requests under way at once. @default no limit */
    readonly concurrency?: number;
    /**
     * Reads from an answer what is left of the quota, where the API has headers of its own for it; when
     * nothing is left, requests wait for the reset.
     *
     * @default toldBudget, which reads `RateLimit`, `RateLimit-*` and `X-RateLimit-*`
     * @example
     * budget: (headers) => {
     *   const [used, most] = (headers.get('x-call-limit') ?? '0/1').split('/').map(Number)
     *   return { remaining: most - used, resetSeconds: 1 }
     * }
     */
    readonly budget?: (headers: Headers, now: number) => Budget | undefined;
    /** @default threeRetriesWithFullJitter */
    readonly retry?: RetryPolicy;
    /** Seconds for one try, or for a download between two pieces. @default 300 */
    readonly timeoutSeconds?: number;
    /** The longest body that is read whole, after decompression. @default 100 MiB */
    readonly maxResponseBytes?: number;
    /** What statuses mean to this API. @default defaultErrors */
    readonly errors?: ErrorMap;
    /** @default 'descant' */
    readonly userAgent?: string;
    /** Turns text into JSON values; for APIs whose numbers do not fit a double. @default JSON.parse */
    readonly parseJson?: (text: string) => unknown;
    /** @default silent */
    readonly log?: Logger;
    /** Takes the timer `http_request_duration` of each try. @default none */
    readonly metrics?: Metrics;
    /** Ends every request and every wait at once. */
    readonly signal?: AbortSignal;
    /**
     * Sends the requests. Proxy, trusted certificates and sockets belong to the process, and are set
     * there for all (undici's global dispatcher).
     *
     * @default globalThis.fetch, looked up at each call
     */
    readonly fetch?: Fetch;
    /** @default systemClock */
    readonly clock?: Clock;
    /** For jitter, from 0 to 1. @default Math.random */
    readonly random?: () => number;
}

/** A value in a body: a path of names and list positions (`meta.next`, `data.-1.id`), or a function. */
type Place = string | ((body: unknown) => unknown);

/** One page, as a paginator sees it. */
interface Page {
    /** What was asked for to get it. */
    readonly url: URL;
    /** The JSON body that was sent, where one was. */
    readonly json: unknown;
    readonly headers: Headers;
    readonly body: unknown;
}
/** What to ask for next: a URL in full, or changes to the query or to the JSON body of this page. */
type NextPage = {
    readonly url: string | URL;
} | {
    readonly query: Query;
} | {
    readonly json: Readonly<Record<string, unknown>>;
};
/** Tells from a page what to ask for next; `undefined` after the last one. A pure function. */
type Paginator = (page: Page) => NextPage | undefined;
/** Follows the `Link` header's `rel="next"` (RFC 8288). */
declare const nextLink: Paginator;
/**
 * Follows a URL in the body, absolute or relative to the page.
 *
 * @example
 * http.pages('contacts', { next: nextUrl('paging.next.link') })
 */
declare function nextUrl(place: Place): Paginator;
interface CursorOptions {
    /** Where the next cursor is in the body. */
    readonly from: Place;
    /** The name it goes by in the next request. */
    readonly parameter: string;
    /** Where the body says whether there is more. Default: there is while there is a cursor. */
    readonly hasMore?: Place;
    /** Where the cursor goes. @default 'query' */
    readonly in?: 'query' | 'json';
}
/**
 * Hands a cursor from one page to the next. Ends when there is none (absent, null, empty or false),
 * not on an empty page: many APIs filter after they cut.
 *
 * @example
 * cursor({ from: 'meta.next_cursor', parameter: 'cursor' })
 * cursor({ from: 'data.-1.id', parameter: 'starting_after', hasMore: 'has_more' })
 */
declare function cursor(options: CursorOptions): Paginator;
interface PageNumberOptions {
    /** @default 'page' */
    readonly parameter?: string;
    /** The number of the first page. @default 1 */
    readonly first?: number;
    /** Where the list of records is. An empty one is the end. */
    readonly records: Place;
    /** Where the body says how many pages there are, where it does. */
    readonly totalPages?: Place;
}
/**
 * Counts pages up, until one is empty or the told number is reached.
 *
 * @example
 * pageNumber({ records: 'orders', totalPages: 'meta.pages' })
 */
declare function pageNumber(options: PageNumberOptions): Paginator;
interface OffsetOptions {
    /** @default 'offset' */
    readonly parameter?: string;
    /** Where the list of records is. An empty one is the end. */
    readonly records: Place;
    /** Where the body says how many records there are in all, where it does. */
    readonly total?: Place;
}
/**
 * Moves on by as many records as came, until a page is empty or the told total is reached.
 *
 * @example
 * offset({ parameter: 'startAt', records: 'issues', total: 'total' })
 */
declare function offset(options: OffsetOptions): Paginator;

/** The body of a request, in one of three forms. */
interface RequestBody {
    /** Any JSON value. */
    readonly json?: unknown;
    /** Fields of a form, URL-encoded; `undefined` ones are left out. */
    readonly form?: Readonly<Record<string, string | number | boolean | undefined>>;
    /** Text or bytes as they are; name their type in `headers`. */
    readonly body?: string | Uint8Array<ArrayBuffer>;
}

/** One request. At most one of `json`, `form` and `body` is given. */
interface HttpRequest extends RequestBody {
    /** @default 'GET', or 'POST' where there is a body */
    readonly method?: string;
    readonly query?: Query;
    readonly headers?: Readonly<Record<string, string>>;
    readonly signal?: AbortSignal | undefined;
    readonly retry?: RetryPolicy;
    readonly timeoutSeconds?: number;
    readonly maxResponseBytes?: number;
    /** Laid over the client's own map. */
    readonly errors?: ErrorMap;
    /** Allows a URL, a next link or a redirect of another origin; without credentials. @default false */
    readonly allowOtherOrigins?: boolean;
    /** The request's name in metrics and logs. @default its path, with `{id}` for identifiers */
    readonly endpoint?: string;
    /** Looks at an answer of status 2xx; what it throws counts as the answer's error, and is retried. */
    readonly check?: (response: HttpResponse) => void;
}
/** A request for one page after another. */
interface PagesRequest extends HttpRequest {
    /** Tells from a page what to ask for next. */
    readonly next: Paginator;
}

/** A client of one API. */
interface Http {
    /**
     * Sends a request and reads the answer whole. The path is relative to the base URL.
     *
     * @throws AuthError, RateLimitError or RequestError, as the error map says.
     */
    request(path: string | URL, request?: HttpRequest): Promise<HttpResponse>;
    /** Gets JSON; `undefined` where there is none, or where the error map ignores the status. */
    get<T>(path: string | URL, request?: HttpRequest): Promise<T>;
    /** Posts JSON and gets JSON, as `get` does. */
    post<T>(path: string | URL, json: unknown, request?: HttpRequest): Promise<T>;
    /**
     * Gets one JSON page after another.
     *
     * @throws RequestError where a page names one that was read already.
     * @example
     * for await (const page of http.pages<{ orders: Order[] }>('orders.json', { next: nextLink })) {
     *   yield* page.orders
     * }
     */
    pages<T>(path: string | URL, request: PagesRequest): AsyncGenerator<T, void, undefined>;
    /**
     * Sends a request and gives the body as a stream, of any length. Retries end where the body begins;
     * from there on the timeout is the time between two pieces.
     */
    download(path: string | URL, request?: HttpRequest): Promise<HttpDownload>;
}
/**
 * Makes a client of an API: base URL, credentials, pacing, retries, errors for people.
 *
 * @throws ConfigError where the base URL is none.
 * @example
 * const http = createHttp({ baseUrl: 'https://api.example.com/v1/', auth: bearer(token), requestsPerSecond: 2 })
 * const { orders } = await http.get<{ orders: Order[] }>('orders.json', { query: { limit: 250 } })
 */
declare function createHttp(options: HttpOptions): Http;

/** One error in an answer (GraphQL specification, 7.1.2). */
interface GraphqlError {
    readonly message: string;
    /** Where in the data it happened. */
    readonly path?: readonly (string | number)[];
    readonly extensions?: Readonly<Record<string, unknown>>;
}
/** The body of an answer, and what came with it. */
interface GraphqlAnswer {
    readonly data?: unknown;
    readonly errors: readonly GraphqlError[];
    readonly extensions: Readonly<Record<string, unknown>>;
    readonly status: number;
    readonly headers: Headers;
}
/** What an error means, or a function that looks closer; `undefined` leaves it to `default`. */
type GraphqlErrorRule = ErrorKind | ErrorVerdict | ((error: GraphqlError, answer: GraphqlAnswer) => ErrorKind | ErrorVerdict | Error | undefined);
/**
 * Error codes (`extensions.code`) to what they mean, as data; `default` is asked for all others, and
 * is `fail` where it is not given. With `ignore` the partial data is used.
 *
 * @example
 * const errors: GraphqlErrorMap = {
 *   THROTTLED: (_, { extensions }) => ({ kind: 'rate-limit', retryAfterSeconds: waitFor(extensions) }),
 *   INTERNAL_SERVER_ERROR: 'retry',
 *   ACCESS_DENIED: { kind: 'fail', advice: 'Grant the app the scope that the message names.' },
 * }
 */
type GraphqlErrorMap = Readonly<Record<string, GraphqlErrorRule>>;
interface GraphqlOptions {
    readonly errors?: GraphqlErrorMap;
    /** Of every request to the endpoint, beside its own. */
    readonly request?: Omit<HttpRequest, 'json' | 'form' | 'body' | 'check'>;
}
/** Data without errors, or with such as are ignored. */
interface GraphqlResult<T> {
    readonly data: T;
    readonly extensions: Readonly<Record<string, unknown>>;
    readonly headers: Headers;
}
/** A GraphQL endpoint. */
interface Graphql {
    /**
     * Runs a query or mutation.
     *
     * @throws AuthError, RateLimitError or RequestError where the answer has errors, partial data or not.
     */
    query<T>(document: string, variables?: Readonly<Record<string, unknown>>, request?: GraphqlOptions['request']): Promise<GraphqlResult<T>>;
}
/**
 * Makes a client of a GraphQL endpoint. Errors arrive with status 200; they are judged inside each
 * try, so that waits and retries are those of the client.
 *
 * @example
 * const graphql = createGraphql(http, 'graphql.json', { errors })
 * const { data } = await graphql.query<{ shop: { name: string } }>('{ shop { name } }')
 */
declare function createGraphql(http: Http, path: string, options?: GraphqlOptions): Graphql;

interface RateLimitOptions {
    /** Requests begun per second, evenly spaced. @default no limit */
    readonly requestsPerSecond?: number | undefined;
    /** Requests under way at once. @default no limit */
    readonly concurrency?: number | undefined;
    /** No pause is longer than this, whatever a header says. @default 300 */
    readonly maxPauseSeconds?: number;
    readonly clock: Clock;
    /** Told once for each time that the gate closes and somebody waits at it. */
    readonly onPause?: (seconds: number) => void;
}
/**
 * The gate in front of an API: paces requests, and stands closed while the other side's quota is
 * spent. One per API and set of credentials, shared by all who send.
 *
 * @example
 * const limit = new RateLimit({ requestsPerSecond: 2, clock: systemClock })
 * await limit.run(() => fetch(url))
 */
declare class RateLimit {
    #private;
    constructor(options: RateLimitOptions);
    /** Runs a job when the gate is open. An abort ends the wait, not the job. */
    run<T>(job: () => Promise<T>, signal?: AbortSignal): Promise<T>;
    /** Takes in what a response said of the quota. Requests under way have not been counted in it. */
    feed({ remaining, resetSeconds }: Budget): void;
    /** Closes the gate for so many seconds. */
    pause(seconds: number): void;
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
declare function parseMessage(line: string, lineNumber?: number): Message;

/** Lines that arrived together. */
interface LineBlock {
    /** The lines, without their line ends. */
    readonly lines: readonly string[];
    /** The number of the first of them in the whole input, from 1. */
    readonly firstLineNumber: number;
    /** The bytes of lines that are not UTF-8, by their place in `lines`. */
    readonly invalid: ReadonlyMap<number, Buffer>;
}
/**
 * Cuts a stream of bytes into lines, a block at a time: what one chunk completes comes as one block,
 * so that a line costs no turn of the event loop. A BOM is taken off; LF and CRLF both end a line; a
 * last line without an end is a line too.
 *
 * @param longest Bytes of the longest line that is read. @default 256 MiB
 * @throws {ProtocolError} where a line is longer.
 */
declare function readLines(input: AsyncIterable<Uint8Array>, longest?: number): AsyncGenerator<LineBlock>;

/**
 * Where the members of a JSON object lie in its text. A target hands records and STATE on byte for
 * byte, so it must know their bytes: `JSON.parse` forgets them, and rounds numbers on the way.
 */
/** Thrown where the text is not a JSON object; says what stands there instead. */
declare class ScanError extends Error {
}
/**
 * Visits the members of the object that `text` holds, in order, with the places of the key (without
 * its quotes) and of the value. Nested values are skipped, not checked: whoever parses them does that.
 *
 * @throws {ScanError} where the text is not one JSON object.
 */
declare function scanMembers(text: string, visit: (keyStart: number, keyEnd: number, valueStart: number, valueEnd: number) => void): void;

/**
 * Applies the `select` setting to a catalog: a stream or field is wanted where a pattern names it and
 * none with `!` leaves it out. `*` and `?` stand for other letters; a field brings its own fields.
 *
 * @example
 * selectByPatterns(catalog, ['orders', '!orders.note', 'customers.id', 'customers.email'])
 */
declare function selectByPatterns(catalog: Catalog, patterns: readonly string[]): Catalog;

/** What of a stream is wanted. */
interface Selection {
    readonly selected: boolean;
    /** The stream's schema without the fields that are not wanted. */
    readonly schema: JsonSchema;
    /** Whether a field is wanted, as `isSelected('lineItems', 'price')`; lists are passed through. */
    isSelected(...path: readonly string[]): boolean;
    /** Takes the fields that are not wanted out of a record; absent where all are wanted. */
    readonly prune?: (record: JsonObject) => JsonObject;
}
/**
 * Works out what of a stream is wanted. Fields are wanted unless something says no; keys and the
 * replication key always are; a field of a field that is left out is left out. A catalog that says
 * nothing at all of a stream wants it, metadata without `selected` does not. A field that the source
 * has and the catalog does not know is not wanted: its SCHEMA would not know it either.
 *
 * @param always Fields that cannot be left out: the key and the replication key.
 */
declare function selectionOf(entry: CatalogEntry, always: readonly string[]): Selection;

/** What is written beside a record. */
interface RecordFacts {
    /** The table version that it belongs to. */
    readonly version?: number;
}
/** Where the messages of a tap go: a pipe, or files with the pipe naming them. */
interface MessageOutput {
    schema(stream: string, schema: JsonObject, keyProperties: readonly string[], bookmarkProperties?: readonly string[]): void;
    /** Writes a record whose JSON is `text`. */
    record(stream: string, text: string, facts?: RecordFacts): void;
    /** Writes records that are lines of JSON. The bytes may be reused when this returns. */
    records(stream: string, lines: Uint8Array, facts?: RecordFacts): void;
    /** Writes a STATE whose value's JSON is `text`. Every record before it is on its way by then. */
    state(text: string): void;
    activateVersion(stream: string, version: number): void;
    /** Records between two STATEs, at least, where the output would rather have fewer of them. */
    readonly recordsPerState?: number;
    /** What to await before writing more: undefined while there is room. */
    ready(): Promise<void> | undefined;
    /** Resolves when everything written so far has left this process. */
    flush(): Promise<void>;
}

interface MessageWriterOptions {
    /** Bytes gathered before a write. @default 65536 */
    readonly blockBytes?: number;
    /** The longest that a message waits for its block to fill, in milliseconds. @default 100 */
    readonly delayMilliseconds?: number;
    readonly now?: () => number;
}
/**
 * Writes Singer messages to a pipe. Messages are gathered into blocks, since a write per record
 * costs more than the record; {@link ready} is the back-pressure: a writer that is not waited for
 * keeps everything in memory.
 */
declare class MessageWriter implements MessageOutput {
    #private;
    constructor(output: Writable, options?: MessageWriterOptions);
    /** Writes a SCHEMA. */
    schema(stream: string, schema: JsonObject, keyProperties: readonly string[], bookmarkProperties?: readonly string[]): void;
    /** Writes a RECORD whose JSON is `text`. */
    record(stream: string, text: string, facts?: RecordFacts): void;
    /** Writes records that are lines of JSON, each with its line feed. */
    records(stream: string, lines: Uint8Array, facts?: RecordFacts): void;
    /** Writes a STATE whose value's JSON is `text`, and sends it on its way. */
    state(text: string): void;
    /** Writes an ACTIVATE_VERSION. */
    activateVersion(stream: string, version: number): void;
    /** Writes a line that is ready, as a mapper does with a message that it leaves alone. */
    line(text: string): void;
    /**
     * What to await before writing more: undefined while there is room.
     * @throws {OutputClosedError} where the reader has gone away.
     */
    ready(): Promise<void> | undefined;
    /** Resolves when everything written so far has left this process. */
    flush(): Promise<void>;
}

/** Says what is wrong with a value; an empty list where nothing is. */
type Validator = (value: unknown) => readonly Issue[];
/** Thrown where a schema cannot be compiled; its message says why. */
declare class SchemaError extends Error {
}
/**
 * Compiles a JSON Schema into a validator. Formats `date-time`, `date` and `time` are checked, other
 * formats and `multipleOf` are not.
 *
 * @param options.allIssues Whether every problem is told (for a config) or the first (for records).
 * @throws {SchemaError} where the schema itself cannot be used.
 * @example
 * const validate = createValidator({ type: 'object', properties: { id: { type: 'integer' } } })
 * validate({ id: 'one' }) // [{ path: 'id', message: 'must be integer', keyword: 'type' }]
 */
declare function createValidator(schema: JsonSchema, options?: {
    readonly allIssues?: boolean;
}): Validator;

/** What the pipeline knows of a record, in the names of the Singer field. */
interface RecordMetadata {
    /** When the tap read it. */
    readonly extractedAt: string;
    /** When the target received it. */
    readonly receivedAt: string;
    /** When its batch was opened. */
    readonly batchedAt: string;
    /** Grows with each record, across streams and runs. */
    readonly sequence: number;
    /** The table version, where the tap sends one. */
    readonly tableVersion: number | undefined;
}
/**
 * The record's own bytes, with what the pipeline knows of it appended as `_sdc_*` members: for targets
 * that keep the bytes. A member that the tap has set itself stays.
 *
 * @param text The JSON text of an object, as the tap wrote it.
 * @param record The same, parsed.
 * @example
 * appendMetadata('{"total":10.10}', { total: 10.1 }, metadata)
 * // '{"total":10.10,"_sdc_extracted_at":"2026-11-23T02:00:00.000Z",…}'
 */
declare function appendMetadata(text: string, record: object, metadata: RecordMetadata): string;

/**
 * What keeps a record from going on: a missing key, or what its schema says. A tombstone needs its
 * key alone.
 */
declare function checkRecord(record: JsonObject, keyProperties: readonly string[], validate: Validator | undefined): readonly Issue[];

/** The settings that every target has; see the docs of `defineTarget`. */
declare const targetSettings: {
    readonly batch_max_records: {
        readonly type: "integer";
        readonly minimum: 1;
        readonly default: 20000;
        readonly description: "A batch is written when it holds this many records.";
    };
    readonly batch_max_bytes: {
        readonly type: "integer";
        readonly minimum: 1;
        readonly default: 67108864;
        readonly description: "A batch is written when its records reach this many bytes of JSON.";
    };
    readonly batch_max_age_seconds: {
        readonly type: "number";
        readonly exclusiveMinimum: 0;
        readonly default: 300;
        readonly description: "A batch is written at the latest this long after its first record.";
    };
    readonly validate_records: {
        readonly type: "boolean";
        readonly default: true;
        readonly description: "Whether records are held against the schema of their stream. Keys are always checked.";
    };
    readonly max_rejected_ratio: {
        readonly type: "number";
        readonly minimum: 0;
        readonly maximum: 1;
        readonly default: 0.1;
        readonly description: string;
    };
};
/** The settings of {@link targetSettings}, as a checked config holds them. */
interface TargetSettings {
    readonly batch_max_records: number;
    readonly batch_max_bytes: number;
    readonly batch_max_age_seconds: number;
    readonly validate_records: boolean;
    readonly max_rejected_ratio: number;
}

export { type ActivateVersionMessage, type ApiKeyOptions, type AskForTokens, AuthError, type Authenticator, type BatchInfo, type BatchMessage, type BatchWriter, type Budget, type Catalog, type CatalogEntry, type Claims, type ClientCredentialsOptions, type Clock, ConfigError, type ConnectContext, type Credentials, type CursorOptions, DataError, type Ending, type ErrorKind, type ErrorMap, type ErrorRule, type ErrorVerdict, type ExportJob, type ExportJobOptions, type ExportStatus, type Facts, type Fetch, type FieldMetadata, type Graphql, type GraphqlAnswer, type GraphqlError, type GraphqlErrorMap, type GraphqlErrorRule, type GraphqlOptions, type GraphqlResult, type Http, type HttpDownload, type HttpFailure, type HttpOptions, type HttpRequest, type HttpResponse, type Infer, type Issue, type JsonObject, type JsonSchema, type JwtBearerOptions, type LineBlock, type LogLevel, type Logger, type Message, MessageWriter, type MetadataEntry, type Metrics, type NextPage, NumberLiteral, type ObjectSchema, type OffsetOptions, type OptionSpec, type OptionSpecs, type OptionValues, OutputClosedError, type Pack, type Packed, type PackedRecords, type Packing, type Page, type PageNumberOptions, type PagesRequest, type Paginator, type Place, type PollIntervals, type ProcessContext, ProtocolError, type Query, type QueryValue, QuotaError, RateLimit, RateLimitError, type RateLimitOptions, type ReadContext, RecordBlock, RecordMessage, type RecordMetadata, type RecordOf, type Records, type RefreshTokenOptions, type Reject, type ReplicationValue, type RequestBody, RequestError, type RequestFacts, type RetryPolicy, type RetryWait, ScanError, SchemaError, type SchemaMessage, type Selection, SingerError, type Sink, type SinkRecord, type SinkStream, type StateMessage, Stop, type Stream, type StreamDefinition, type Tags, type Tap, type TapDefinition, type Target, type TargetContext, type TargetDefinition, type TargetSettings, type TokenAuthenticator, type TokenEndpointOptions, type TokenSourceOptions, type Tokens, type UnknownMessage, type Validator, type WantsStream, apiKey, appendMetadata, basic, bearer, checkRecord, clientCredentials, collectBatches, createGraphql, createHttp, createLogger, createValidator, cursor, defaultErrors, defineStream, defineTap, defineTarget, describeOptions, eightRetriesInTenMinutes, exitCodes, jwtBearer, nearestWord, nextLink, nextUrl, noRetries, offset, packageVersion, pageNumber, parseCatalog, parseMessage, parseOptions, pollFromSecondsToHalfMinutes, readLines, redactor, refreshToken, retry, runExportJob, runProcess, runTap, runTarget, saveConfig, scanMembers, selectByPatterns, selectionOf, settingsTable, silentLogger, stringifyExact, systemClock, targetSettings, threeRetriesWithFullJitter };
