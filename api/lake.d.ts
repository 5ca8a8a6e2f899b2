import { Readable } from 'node:stream';

/** Something that a person should know of, told once. It holds no value of any record. */
interface Alert {
    /** What kind of thing happened. */
    readonly kind: 'schema-drift' | 'dead-letter-kind' | 'dead-letter-volume' | 'run-failed' | 'data-late';
    /** Of what goes on until it is mended: whether it is, in the words of Alertmanager. */
    readonly status?: 'firing' | 'resolved';
    readonly customer: string;
    readonly provider: string;
    /** Undefined where it concerns all streams. */
    readonly stream?: string;
    /** What is told once: an alert with the same subject is not told again. */
    readonly subject: string;
    readonly title: string;
    /** The facts, a line each. */
    readonly lines: readonly string[];
    /** What the reader is to do. */
    readonly remedy: string;
}
/** How a webhook wants to be told: as facts for a program, or as a message in Slack. */
type AlertFormat = 'json' | 'slack';
declare const alertFormats: readonly [AlertFormat, ...AlertFormat[]];
/** The body of the request that tells an alert. */
declare function alertBody(alert: Alert, format: AlertFormat, at: Date): string;

/** Why data could not go on; each has its folder in the dead-letter zone. */
type DeadLetterType = 'schema' | 'quality' | 'protocol' | 'extraction' | 'rate-limit' | 'authentication' | 'load' | 'webhook';
/** Every kind of dead letter, in the order of the pipeline. */
declare const deadLetterTypes: readonly DeadLetterType[];
/** What names one batch of a stream. Any text is allowed in the names: they are encoded. */
interface BatchName {
    readonly customer: string;
    readonly provider: string;
    readonly stream: string;
    /** To the second, UTC; it also chooses the day's partition. */
    readonly startedAt: Date;
    /** Tells runs of the same second apart. */
    readonly run: string;
    /** Counts the batches of a stream in a run, from 0. */
    readonly part: number;
}
/** `.ndjson.gz` is what Spark, Athena and DuckDB recognise; `.ndjson.gzip` on request. */
type BatchExtension = 'ndjson.gz' | 'ndjson.gzip';
/** What a key of the raw zone says. */
interface RawKey extends BatchName {
    readonly kind: 'batch' | 'activate';
}
/** What a key of the dead-letter zone says. */
interface DeadLetterKey extends BatchName {
    readonly errorType: DeadLetterType;
}
/**
 * The key of a batch in the raw zone.
 *
 * @default extension 'ndjson.gz'
 * @example
 * rawBatchKey({ customer: 'acme', provider: 'shop', stream: 'orders', startedAt, run: 'a1', part: 0 })
 * // 'acme/shop/year=2026/month=11/day=23/orders_20261123T020000Z_a1_00000.ndjson.gz'
 */
declare function rawBatchKey(name: BatchName, extension?: BatchExtension): string;
/** The key of the ACTIVATE_VERSION message that came after a batch: its sibling `…_activate.json`. */
declare function activateKey(name: BatchName): string;
/** The key of a batch in the dead-letter zone: as in the raw zone, with the kind before the date. */
declare function deadLetterKey(name: BatchName & {
    readonly errorType: DeadLetterType;
}): string;
/** Where all of a customer's provider begins, in the raw and in the dead-letter zone; ends with '/'. */
declare function providerPrefix(name: {
    customer: string;
    provider: string;
}): string;
/**
 * What a key of the raw zone says, or undefined where it is no batch of ours.
 *
 * The name of a stream may hold anything, even what looks like a time: run and part never hold an
 * underscore, so the file name is read from its right end. Names that were cut stay encoded.
 */
declare function parseRawKey(key: string): RawKey | undefined;
/** What a key of the dead-letter zone says, or undefined where it is no batch of dead letters. */
declare function parseDeadLetterKey(key: string): DeadLetterKey | undefined;

/** One thing that is wrong with a record. It names places and rules, never values of the record. */
interface DeadLetterMessage {
    /** A JSON pointer into the record; '' is the record itself. */
    readonly path: string;
    /** The rule that was broken, as JSON Schema names it: 'type', 'required', … */
    readonly keyword: string;
    readonly message: string;
}
/** Where a record came from: an object and line, or the ids of a webhook. */
interface DeadLetterSource {
    readonly objectKey?: string;
    /** From 1. */
    readonly lineNumber?: number;
    readonly webhookIds?: readonly string[];
}
/** What the pipeline knew of a record when it was put aside: it goes with the record when it returns. */
interface DeadLetterMetadata {
    /** When the tap read it (RFC 3339). */
    readonly extractedAt: string;
    /** When the target received it. */
    readonly receivedAt: string;
    /** Its place among all records: a letter that returns never overtakes a later version. */
    readonly sequence: number;
    readonly tableVersion: number | undefined;
}
/** What one part of the pipeline says of data that cannot go on. */
interface DeadLetterFacts {
    readonly customer: string;
    readonly provider: string;
    readonly stream: string;
    /** The part that gave up: 'target-s3-ndjson', 'transform', … */
    readonly stage: string;
    readonly type: DeadLetterType;
    /** Stable and greppable, as 'SCHEMA_VIOLATION'. */
    readonly reasonCode: string;
    readonly messages?: readonly DeadLetterMessage[];
    /** The record's own bytes; null where there is none (a window that could not be extracted). */
    readonly record: string | Uint8Array | null;
    readonly source?: DeadLetterSource;
    readonly metadata?: DeadLetterMetadata;
    /** Number of the schema that judged, in the registry. */
    readonly schemaVersion?: string;
    /** Name and version of the program. */
    readonly processor: string;
    readonly failedAt: Date;
    readonly run: string;
}
/** The envelope of data that could not go on, as it lies in the dead-letter zone: a line each. */
interface DeadLetter {
    /** The same for the same record, place and reason: a second run parks nothing twice. */
    readonly dlq_id: string;
    readonly customer: string;
    readonly provider: string;
    readonly stream: string;
    readonly stage: string;
    readonly kind: DeadLetterType;
    readonly reason_code: string;
    readonly messages: readonly DeadLetterMessage[];
    /** The record's text as received, or base64 of its bytes where they are no UTF-8. */
    readonly record: string | null;
    readonly record_encoding: 'utf-8' | 'base64';
    readonly source: {
        readonly object_key?: string;
        readonly line_number?: number;
        readonly webhook_ids?: readonly string[];
    };
    /** Null where the record carries it itself, or there is none. */
    readonly metadata: {
        readonly extracted_at: string;
        readonly received_at: string;
        readonly sequence: number;
        readonly table_version: number | null;
    } | null;
    readonly schema_version: string | null;
    readonly processor: string;
    readonly first_failed_at: string;
    readonly attempts: readonly {
        at: string;
        run: string;
        reason_code: string;
    }[];
    readonly status: 'parked' | 'replayed' | 'discarded';
    readonly replay_run_id: string | null;
    /** When the record was taken out, because a person in it is to be forgotten. */
    readonly erased_at?: string;
}
/**
 * The envelope of data that could not go on.
 *
 * @example
 * letters.append(serialiseDeadLetter(deadLetter({ ...facts, record: line })))
 */
declare function deadLetter(facts: DeadLetterFacts): DeadLetter;
/** The line of a dead letter, without its line break. */
declare const serialiseDeadLetter: (letter: DeadLetter) => string;
/**
 * Reads a line of the dead-letter zone.
 *
 * @throws {LakeError} `LAKE_DEAD_LETTER` where it is no such envelope.
 */
declare function parseDeadLetter(line: string): DeadLetter;
/** The record's own bytes, however they were kept; null where there were none. */
declare function deadLetterRecord(letter: DeadLetter): Buffer | null;

/** What makes two dead letters of one kind: the stream, the type and the first reason. */
interface DeadLetterKind {
    readonly customer: string;
    readonly provider: string;
    readonly stream: string;
    readonly type: string;
    readonly reasonCode: string;
    readonly path: string;
    readonly keyword: string;
}
/** The kind of a dead letter; the items of a list are one kind. */
declare function deadLetterKind(letter: DeadLetter): DeadLetterKind;
/** The alert that a kind of dead letter has come for the first time. */
declare function newKindAlert(kind: DeadLetterKind): Alert;
/** The alert that more dead letters came in a day than are usual; once a day and provider. */
declare function volumeAlert({ customer, provider }: {
    readonly customer: string;
    readonly provider: string;
}, day: string, counts: {
    readonly letters: number;
    readonly records: number;
    readonly limit: number;
}): Alert;

/** A JSON Schema as it was parsed. */
type SchemaObject = Readonly<Record<string, unknown>>;

/** One way in which a schema differs from another. */
interface SchemaChange {
    /** 'renamed' only looks so: a field went, and one of the same shape came beside it. */
    readonly kind: 'added' | 'removed' | 'narrowed' | 'widened' | 'renamed' | 'key';
    /** A JSON pointer into the record, with `*` for the items of an array; '' is the record. */
    readonly path: string;
    /** What the field was, in words; null where it was not there. */
    readonly before: string | null;
    /** What it is now; null where it is gone. */
    readonly after: string | null;
}
/** A schema with the key of its stream. */
interface KeyedSchema {
    readonly schema: SchemaObject;
    readonly keyProperties: readonly string[];
}
/**
 * How one schema of a stream differs from another, by field. Words that allow and forbid nothing
 * (titles, descriptions, defaults) are no difference.
 *
 * @example
 * diffSchemas(
 *   { schema: { properties: { total: { type: ['null', 'string'] } } }, keyProperties: [] },
 *   { schema: { properties: { total: { type: 'string' } } }, keyProperties: [] },
 * ) // [{ kind: 'narrowed', path: '/total', before: 'null or string', after: 'string' }]
 */
declare function diffSchemas(before: KeyedSchema, after: KeyedSchema): SchemaChange[];
/** Whether a change can take something away from those downstream. */
declare const isBreaking: ({ kind }: SchemaChange) => boolean;
/** A change as one line for a person. */
declare function describeChange({ kind, path, before, after }: SchemaChange): string;

/**
 * What a changed schema means for a stream.
 *
 * - `evolve`: new and widened fields are accepted; what takes something away waits for a person.
 * - `freeze`: every change waits for a person.
 * - `discard_row`: nothing waits; records that do not fit the accepted schema are dead letters.
 * - `discard_value`: nothing waits; the transform leaves out the values that do not fit.
 */
type SchemaContract = 'evolve' | 'freeze' | 'discard_row' | 'discard_value';
/** Every contract, the default first. */
declare const schemaContracts: readonly [SchemaContract, ...SchemaContract[]];
/** A version of a stream's schema. */
interface SchemaVersion {
    /** From 1. Content that comes back after another was accepted has a number anew. */
    readonly number: number;
    /** SHA-256 of the schema's content and the key; its text is the object of this name. */
    readonly hash: string;
    readonly key_properties: readonly string[];
    readonly first_seen_at: string;
    readonly run: string;
    /** Raw objects of a version that is pending or rejected wait. */
    readonly status: 'accepted' | 'pending' | 'rejected';
    /** How it differs from the version that was accepted when it came. */
    readonly changes: readonly SchemaChange[];
}
/** One thing that changed, told once. */
interface SchemaDrift {
    /** Where it was seen: in the schema, or in records that say otherwise. */
    readonly kind: `schema-${SchemaChange['kind']}` | 'record-undeclared' | 'record-missing';
    readonly path: string;
    /** The line of the diff. */
    readonly detail: string;
    readonly first_seen_at: string;
    readonly run: string;
}
/** All that is known of the schema of one stream; one object of the state zone. */
interface StreamRegistry {
    readonly customer: string;
    readonly provider: string;
    readonly stream: string;
    readonly contract: SchemaContract;
    /** The number of the version that those downstream rely on. */
    readonly accepted: number;
    /** The number of the version that came last. */
    readonly latest: number;
    readonly versions: readonly SchemaVersion[];
    readonly drift: readonly SchemaDrift[];
    /** Fields that every record of an earlier run had. */
    readonly steady_fields: readonly string[];
    /** What was decided by people, oldest first. */
    readonly decisions: readonly SchemaDecision[];
}
/** What a person decided. */
interface SchemaDecision {
    readonly at: string;
    readonly decision: 'accepted' | 'rejected' | 'contract';
    readonly versions: readonly number[];
    readonly contract?: SchemaContract;
    readonly note?: string;
}

/**
 * What a person should know of a stream's schema: a version that waits for a decision, and drift that
 * nobody has been asked about. The same registry always gives the same subjects.
 *
 * @param ofRun only drift that this run saw first; that of all runs without it.
 */
declare function schemaAlerts(registry: StreamRegistry, ofRun?: string): Alert[];

/** An object as a listing shows it. */
interface ListedObject {
    /** '/'-separated, relative to the root of the zone. */
    readonly key: string;
    readonly bytes: number;
    readonly modifiedAt: Date;
}
/** An object as a write leaves it. */
interface StoredObject {
    readonly key: string;
    readonly bytes: number;
    /** Changes with the content; opaque, and never comparable between two stores. */
    readonly etag: string;
}
interface CreateOptions {
    /** The MIME type to store with the object, where the store keeps one. */
    readonly contentType?: string;
}
/**
 * A zone: a folder, or a bucket and prefix of S3.
 *
 * Keys are '/'-separated and relative to the root of the zone. A key with an empty, '.' or '..'
 * part, a backslash or a control character is refused with `LAKE_KEY`.
 *
 * @example
 * const raw = openStore('file:///data/raw')
 * await raw.create('acme/notes.txt', Buffer.from('hello'))
 * for await (const { key, bytes } of raw.list('acme/')) console.log(key, bytes)
 */
interface ObjectStore {
    /** `file:///…/` or `s3://bucket/prefix/`; always ends with '/'. */
    readonly url: string;
    /**
     * Writes a new object: durable when it resolves, never visible half-written, and nothing at all
     * remains of a body that fails.
     *
     * @throws {ObjectExistsError} where the key exists.
     */
    create(key: string, body: Uint8Array | Readable, options?: CreateOptions): Promise<StoredObject>;
    /**
     * Replaces an object by compare-and-swap, or creates it where `ifEtag` is null.
     *
     * @throws {ObjectChangedError} where the object is not the one that `ifEtag` names.
     */
    replace(key: string, body: Uint8Array, ifEtag: string | null): Promise<StoredObject>;
    /** The whole object, or undefined where there is none. */
    get(key: string): Promise<{
        body: Buffer;
        etag: string;
    } | undefined>;
    /**
     * The object as a stream.
     *
     * @throws {ObjectMissingError} where there is none.
     */
    read(key: string): Promise<Readable>;
    /** All objects whose key starts with `prefix`, in the order of their keys' bytes. */
    list(prefix: string): AsyncIterable<ListedObject>;
    /** Deletes an object; no error where there is none. */
    delete(key: string): Promise<void>;
    /** Where the object is, or would be, on this machine; undefined where it must be fetched (S3). */
    localPath(key: string): string | undefined;
    /**
     * Proves that the zone is writable and honours create-only writes.
     *
     * @throws {StoreRefusedError} with advice.
     */
    probe(): Promise<void>;
}

/** Where alerts go. */
interface AlertTarget {
    /** A webhook. Its path is often a secret: it is never told. */
    readonly url: string;
    readonly format: AlertFormat;
    /** @default the platform's, looked up when an alert is sent */
    readonly fetch?: typeof fetch;
    /** @default the system's clock */
    readonly now?: () => Date;
}
/** What became of an alert: 'known' was sent before, or is being sent by another. */
type AlertOutcome = 'sent' | 'known' | 'failed';
/**
 * Sends an alert, unless its subject was told before: by this process or any other that shares the
 * state zone. It is claimed by compare-and-swap, sent, and noted as sent; a claim whose process died
 * is taken over, so an alert can come twice, and never not at all.
 *
 * A webhook that fails is no error: 'failed', and whoever comes next tries again.
 *
 * @throws {LakeError} where the state zone cannot be read or written.
 */
declare function sendAlert(state: ObjectStore, target: AlertTarget, alert: Alert): Promise<AlertOutcome>;

/** Something that goes on until it is mended: a source whose runs fail, data that are late. */
interface Incident {
    readonly kind: 'run-failed' | 'data-late';
    readonly customer: string;
    readonly provider: string;
    /** What to tell while it goes on; undefined where all is well. */
    readonly firing: {
        readonly title: string;
        /** The facts, a line each; no values of records. */
        readonly lines: readonly string[];
        readonly remedy: string;
    } | undefined;
    /** What to tell when it is over. */
    readonly resolved: string;
}
/**
 * Tells when something goes wrong, once, and when it is well again, once, however often and by however
 * many processes it is looked at. To be called at each look, whether or not anything is wrong.
 *
 * @returns what became of the message; undefined where there was nothing to tell. One that failed is
 * sent again at the next look.
 * @throws {LakeError} where the state zone cannot be read or written.
 */
declare function trackIncident(state: ObjectStore, target: AlertTarget, incident: Incident): Promise<AlertOutcome | undefined>;

/** What a value can be cast to. */
type CastType = 'string' | 'integer' | 'number' | 'boolean';
declare const castTypes: readonly CastType[];

/** Which dead letters are meant. What is left out lets all through; what is given must all hold. */
interface DeadLetterFilter {
    readonly provider?: string;
    readonly stream?: string;
    readonly type?: DeadLetterType;
    /** The part that gave up, as `target-s3-ndjson`. */
    readonly stage?: string;
    readonly reasonCode?: string;
    /** A JSON pointer of one of the reasons; `*` stands for any number of an item. */
    readonly reasonPath?: string;
    /** The keyword of a reason, of the same one where a path is given too. */
    readonly reasonKeyword?: string;
    readonly schemaVersion?: string;
    /** First failed at this time or later. */
    readonly since?: Date;
    /** First failed before this time. */
    readonly until?: Date;
    readonly ids?: readonly string[];
}
/** A path with `*` for the numbers of items, so that all items are one kind. */
declare const anyItem: (path: string) => string;

interface DiscardOptions {
    readonly deadLetters: ObjectStore;
    readonly customer: string;
    readonly filter: DeadLetterFilter;
    readonly run: string;
    readonly now: () => Date;
    /** Counts, and changes nothing. */
    readonly isDryRun: boolean;
    /** Why, in a person's words; kept with the letters. */
    readonly note?: string;
}
/** What became of the letters that were meant. */
interface DiscardCounts {
    readonly selected: number;
    readonly discarded: number;
    /** Replayed or discarded by an earlier run. */
    readonly already: number;
}
/**
 * Marks dead letters as discarded: they are replayed and counted no more. Their bytes stay until the
 * bucket's lifecycle takes them.
 */
declare function discardLetters(options: DiscardOptions): Promise<DiscardCounts>;

declare const brand: unique symbol;
interface LakeErrorOptions {
    /** What went wrong below. Kept for a debugger; never put into words for a user. */
    readonly cause?: unknown;
    /** The exit code that a command line ends with: 2 config, 3 credentials, 1 otherwise. */
    readonly exitCode?: 1 | 2 | 3;
}
/**
 * An error meant for a person: its message says what happened and who must do what.
 *
 * `code` is stable and greppable. The brand lets a command line tell it from a bug, also where two
 * copies of this package meet in one process.
 *
 * @example
 * if (LakeError.is(error)) console.error(`${error.code}: ${error.message}`)
 */
declare class LakeError extends Error {
    readonly code: string;
    readonly exitCode: 1 | 2 | 3;
    readonly [brand] = true;
    constructor(code: string, message: string, options?: LakeErrorOptions);
    /** Whether a value is such an error, of this copy of the package or of another. */
    static is(error: unknown): error is LakeError;
}
/** A create-only write met an object of the same key: somebody else, or an earlier try, was first. */
declare class ObjectExistsError extends LakeError {
    readonly key: string;
    constructor(key: string, options?: LakeErrorOptions);
}
/** A compare-and-swap met another version of the object than the caller had read. */
declare class ObjectChangedError extends LakeError {
    readonly key: string;
    constructor(key: string, options?: LakeErrorOptions);
}
/** The object that was to be read is not there. */
declare class ObjectMissingError extends LakeError {
    readonly key: string;
    constructor(key: string, options?: LakeErrorOptions);
}
/** The store cannot keep the promises of a zone: not writable, or create-only writes are not honoured. */
declare class StoreRefusedError extends LakeError {
    constructor(message: string, options?: LakeErrorOptions);
}
/** Another commit of the same table came first: read the table again, plan again, commit again. */
declare class CommitConflictError extends LakeError {
    /** The version that was to be written, and that another commit has written. */
    readonly version: number;
    constructor(table: string, version: number, options?: LakeErrorOptions);
}

/**
 * One step that mends a record. Paths are JSON pointers; `*` stands for every item of an array, or
 * every member of an object.
 *
 * - `replace` sets a value, and adds it where its object lacks it; with `match`, a regular
 *   expression, it replaces what matches in a text (`$1` names a group).
 * - `remove` takes a member or an item out.
 * - `cast` makes a value another type where that is exact.
 */
type PatchStep = {
    readonly op: 'replace';
    readonly path: string;
    readonly value: string;
    readonly match?: string;
} | {
    readonly op: 'remove';
    readonly path: string;
} | {
    readonly op: 'cast';
    readonly path: string;
    readonly to: CastType;
};
/** A step could not be done to a record; `path` and `keyword` say which. */
declare class PatchError extends LakeError {
    readonly path: string;
    readonly keyword: string;
    constructor(path: string, keyword: string, message: string);
}
/**
 * Mends the JSON text of a record. What no step touches keeps its bytes: spaces, escapes, the order
 * of keys and every digit.
 *
 * @param steps done one after the other. The `value` of a replace is JSON text; with `match`, plain text.
 * @throws {PatchError} where the text is no JSON, or a step cannot be done exactly.
 * @example
 * patchRecord('{"id":1, "total":12345678901234567.10}', [{ op: 'cast', path: '/total', to: 'string' }])
 * // '{"id":1, "total":"12345678901234567.10"}'
 */
declare function patchRecord(text: string, steps: readonly PatchStep[]): string;

/** What was done with one letter. */
interface LetterOutcome {
    /** The line of the letter in its object, from 1. */
    readonly line: number;
    readonly dlq_id: string;
    /** A letter that failed stays parked; a mark of it is one more attempt. */
    readonly outcome: 'replayed' | 'discarded' | 'failed';
    readonly messages?: readonly DeadLetterMessage[];
}
/**
 * What a run did with letters of one object: an object of the dead-letter zone, created once and
 * never changed. It is written before the records go to the raw zone, with all that it takes to
 * write them again to the byte; a second object, `….done.json`, says that they are there.
 */
interface LetterMark {
    /** The object of the letters. */
    readonly object_key: string;
    /** Counts the marks of an object, from 1: two runs cannot make the same one. */
    readonly number: number;
    readonly run: string;
    readonly at: string;
    readonly note: string | null;
    readonly patch: readonly PatchStep[];
    /** The object of the raw zone that holds what was replayed; null where nothing was. */
    readonly raw_key: string | null;
    readonly letters: readonly LetterOutcome[];
}

/** What is wrong with a record; nothing where it may go on. */
type RecordJudge = (text: string) => readonly DeadLetterMessage[];

/**
 * Reads a step as it is written on a command line: `replace /path JSON`, `remove /path`,
 * `cast /path string|integer|number|boolean`.
 *
 * @throws {LakeError} `LAKE_PATCH_STEP`, exit code 2.
 * @example
 * parsePatchStep('cast /lineItems/*\/price string')
 * // { op: 'cast', path: '/lineItems/*\/price', to: 'string' }
 */
declare function parsePatchStep(text: string): PatchStep;
/**
 * Reads steps as a file holds them: a JSON list of `{"op", "path", "value" | "to", "match"}`, the
 * `value` of a replace as JSON itself. A number that a double would round is refused: write it as a
 * step on the command line, where its digits stay.
 *
 * @throws {LakeError} `LAKE_PATCH_STEP`, exit code 2.
 */
declare function parsePatchFile(text: string): PatchStep[];

/** An object of dead letters. */
interface LetterObject {
    readonly key: string;
    readonly name: DeadLetterKey;
}
/** A dead letter as it stands now: what became of it since it was written is in it. */
interface FoundLetter {
    readonly object: LetterObject;
    /** Its line in the object, from 1. */
    readonly line: number;
    readonly letter: DeadLetter;
}
/** The objects of a customer that may hold letters that are meant, oldest first for each provider. */
declare function listLetterObjects(store: ObjectStore, customer: string, filter?: DeadLetterFilter): AsyncGenerator<LetterObject>;
/**
 * The dead letters of a customer that are meant, each with its status and attempts as of now.
 *
 * @throws {LakeError} `LAKE_DEAD_LETTER`, `LAKE_GZIP` where an object is damaged.
 * @example
 * for await (const { letter } of readLetters(deadLetters, 'acme', { type: 'schema' }))
 *   console.log(letter.dlq_id, letter.status)
 */
declare function readLetters(store: ObjectStore, customer: string, filter?: DeadLetterFilter): AsyncGenerator<FoundLetter>;

/** What became of the letters that were meant. */
interface ReplayCounts {
    /** Letters that were meant; all below add up to it. */
    readonly selected: number;
    /** Written to the raw zone, or that would be. */
    readonly replayed: number;
    /** Still parked: why, and how many of each, the most first. */
    readonly failed: number;
    /** Replayed or discarded by an earlier run. */
    readonly already: number;
    readonly reasons: readonly {
        readonly path: string;
        readonly keyword: string;
        readonly count: number;
    }[];
    /** Objects that a run that was ended had begun, and that are in the raw zone now. */
    readonly completed: number;
    readonly rawKeys: readonly string[];
}

/** What a stream's records are held against, and what its raw objects are called. */
interface ReplayStream {
    /** Undefined where the stream's schema is not known. */
    readonly judge: RecordJudge | undefined;
    /** The run in the names of its raw objects. */
    readonly run: string;
}
interface ReplayOptions {
    readonly deadLetters: ObjectStore;
    readonly raw: ObjectStore;
    readonly customer: string;
    readonly filter: DeadLetterFilter;
    readonly patch: readonly PatchStep[];
    readonly run: string;
    readonly now: () => Date;
    /** Counts, and changes nothing. */
    readonly isDryRun: boolean;
    /** What is known of the stream of a letter. */
    streamOf(letter: DeadLetter): Promise<ReplayStream>;
    /** The line of a record in the raw zone: its text with what the pipeline knows of it. */
    rawLine(letter: DeadLetter, text: string, batchedAt: string): string;
    readonly signal?: AbortSignal;
    readonly onObject?: (object: LetterObject, counts: ReplayCounts) => void;
}

/**
 * Brings dead letters back: mends their records, judges them as the target does, and writes those
 * that pass to the raw zone like any others. The rest stays parked, with one attempt more.
 *
 * For each object of letters, a mark is created first, which claims the letters and tells how to write
 * them; then the raw object, whose name and bytes follow from the mark; then a note that it is there.
 * Whatever is killed between two of these, the next run finds the mark and completes it. Two runs
 * cannot claim one letter, since marks are numbered and created once.
 *
 * @throws {LakeError} where a zone cannot be read or written.
 */
declare function replayLetters(options: ReplayOptions): Promise<ReplayCounts>;

/** The bucket of a text, as Iceberg's `bucket[N]` gives it. */
declare const bucketOf: (text: string, buckets: number) => number;

/** A value for each of some columns, by name; the elements of a list column are `NAME.element`. */
type ByColumn<T> = Readonly<Record<string, T>>;
/** A Parquet file of a table. Everything but path, rows and bytes only helps readers to pass over it. */
interface DataFile {
    /** Its key relative to the root of the table, as `data/part-….parquet`. */
    readonly path: string;
    readonly rows: number;
    readonly bytes: number;
    /**
     * The value of each partition field, by its name (`partitionName`), where the table is
     * partitioned: a month as `2026-01`, a bucket in digits.
     */
    readonly partition?: ByColumn<string | null>;
    /** Bytes in the file, compressed. */
    readonly columnBytes?: ByColumn<number>;
    /** Values, nulls included. */
    readonly valueCounts?: ByColumn<number>;
    readonly nullCounts?: ByColumn<number>;
    /**
     * No value of the column is less. In text: integers and decimals in digits, booleans
     * true/false, dates YYYY-MM-DD, times with their offset. One that cannot be read is left out.
     */
    readonly lowerBounds?: ByColumn<string>;
    /** No value of the column is greater; in the same text. */
    readonly upperBounds?: ByColumn<string>;
}

/** The type of a value in a table: Iceberg's names. */
type ScalarType = 'string' | 'int' | 'long' | 'double' | 'boolean' | 'date' | 'timestamptz' | `decimal(${number},${number})`;
type ColumnType = ScalarType | {
    readonly list: ScalarType;
};
/** A column of a table. Its name is what it is known by: a new name is a new column. */
interface TableColumn {
    readonly name: string;
    readonly type: ColumnType;
    /** Whether it never holds null. @default false */
    readonly required?: boolean;
    readonly doc?: string;
}

/** What a table knows of its columns: enough to add to them. A `TableSnapshot` is one. */
interface KnownColumns {
    readonly columns: readonly TableColumn[];
    readonly columnIds: ByColumn<number>;
    /** The highest id ever given; a dropped column's is never given again. */
    readonly lastColumnId: number;
}
/**
 * The ids that readers of a table find its columns by. Parquet files must carry them.
 *
 * A column keeps its id by its name; a new one gets the next free. So give the snapshot that the
 * commit will be based on: without it the ids are those of a new table.
 *
 * @returns an id for each column; for the elements of a list column `tags` as `tags.element`.
 * @example
 * const base = await table.current()
 * await writeParquet(duck, { query, path, fieldIds: fieldIds(columns, base) })
 */
declare function fieldIds(columns: readonly TableColumn[], base?: KnownColumns): Record<string, number>;

/** Which snapshots of a table are kept. One that either rule keeps, stays. */
interface Retention {
    /** The newest so many, the current one included. */
    readonly keepSnapshots: number;
    /** Those made since. Readers that began before then must be done. */
    readonly keepSince: Date;
}
interface Expired {
    readonly snapshots: number;
    /** Files deleted: data, manifests and lists that only those snapshots had. */
    readonly files: number;
}

/**
 * How the value that a file is put by follows from a column (Iceberg spec: partition transforms).
 *
 * - `identity`: the text itself.
 * - `month`: the month of a time, in UTC.
 * - `bucket[N]`: one of N hash buckets of a text.
 */
type PartitionTransform = 'identity' | 'month' | `bucket[${number}]`;
/** One of the values that the files of a table are put by. */
interface PartitionField {
    readonly column: string;
    readonly transform: PartitionTransform;
}
/** The name of a partition field, as Spark gives it: `created_at_month`, `profile_id_bucket`. */
declare const partitionName: ({ column, transform }: PartitionField) => string;

/** A table at one moment: its columns, and the files that hold its rows. */
interface TableSnapshot {
    /** The N of the `vN.metadata.json` that this was read from. */
    readonly version: number;
    /** A 63-bit integer in digits; '-1' for a table that has never held a file. */
    readonly snapshotId: string;
    readonly parentSnapshotId?: string;
    readonly sequenceNumber: number;
    readonly timestamp: Date;
    readonly columns: readonly TableColumn[];
    /** See `fieldIds`. */
    readonly columnIds: ByColumn<number>;
    readonly lastColumnId: number;
    /** What files are partitioned by; each file has one value of each. */
    readonly partitionBy: readonly PartitionField[];
    readonly files: readonly DataFile[];
    readonly summary: Readonly<Record<string, string>>;
}

/** A change of a table, all of which becomes visible at once. */
interface TableChange {
    /** The snapshot that the change was planned on; undefined for a new table. */
    readonly base: TableSnapshot | undefined;
    readonly columns: readonly TableColumn[];
    /**
     * 'overwrite': all files of the table from now on, those of the base that stay included.
     * 'append': files to add; those of the base stay in any case.
     */
    readonly files: readonly DataFile[];
    readonly operation: 'append' | 'overwrite';
    /** Kept with the snapshot, as which run made it. */
    readonly summary?: Readonly<Record<string, string>>;
    /**
     * What files are partitioned by. It may change only where no file of the base stays.
     * @default as the base; none for a new table
     */
    readonly partitionBy?: readonly PartitionField[];
}

/** A snapshot as the history of a table shows it. */
type SnapshotSummary = Pick<TableSnapshot, 'snapshotId' | 'parentSnapshotId' | 'sequenceNumber' | 'timestamp' | 'summary'>;
/** The table in a folder of a zone. Nothing is read or written yet. */
declare function openTable(store: ObjectStore, root: string): Table;
/**
 * An Apache Iceberg table, format 2, found by its path: Spark, Trino, Athena, DuckDB and pyiceberg
 * read it. A commit is the create-only write of `metadata/vN.metadata.json`, so of two commits on
 * one base exactly one wins, and readers see the table before it or after it.
 *
 * @example
 * const orders = openTable(processed, 'acme/orders')
 * const base = await orders.current()
 * await orders.commit({ base, columns, files, operation: 'overwrite' })
 */
declare class Table {
    #private;
    /** The key of its folder in the zone. */
    readonly root: string;
    constructor(store: ObjectStore, root: string);
    /** The key in the zone of one of its files. */
    key(path: string): string;
    /** The table as it is now; undefined where there is none. */
    current(): Promise<TableSnapshot | undefined>;
    /** The table as it was. @throws {LakeError} `LAKE_SNAPSHOT_MISSING` where that has expired. */
    snapshot(id: string): Promise<TableSnapshot>;
    /** Every snapshot that can still be read, oldest first. */
    snapshots(): Promise<SnapshotSummary[]>;
    /**
     * Makes a change visible, whole. Its files must be written before; of a commit that fails they
     * stay, for the next try or to be deleted by the caller.
     *
     * @throws {CommitConflictError} where another commit came first: take `current()`, plan again.
     * @throws {LakeError} `LAKE_SCHEMA_CHANGE`, `LAKE_PARTITION_CHANGE`, `LAKE_TABLE_FILES`
     */
    commit(change: TableChange): Promise<TableSnapshot>;
    /**
     * Forgets old snapshots and deletes the files that only they had.
     *
     * @throws {CommitConflictError} where a commit came between: nothing was deleted.
     */
    expire(retention: Retention): Promise<Expired>;
    /**
     * Deletes files that no snapshot has, left by crashed or refused commits, and says how many.
     *
     * @param olderThan must lie before the start of any commit that may still be under way.
     */
    deleteOrphans(olderThan: Date): Promise<number>;
}

/** What the object of a lease says. */
interface LeaseRecord {
    readonly holder: string;
    /** Grows by one with each holder. */
    readonly token: number;
    readonly taken_at: string;
    /** Past this time anybody may take it. */
    readonly expires_at: string;
}
/** The object of a lease in the state zone. */
declare const leaseKey: (customer: string, name: string) => string;

/** Who holds a lease, and how. */
interface LeaseHolder {
    readonly holder: string;
    readonly milliseconds: number;
    readonly now: () => number;
}
/**
 * A right that one process has at a time, kept as an object of the state zone and changed by
 * compare-and-swap. It renews itself until it is released.
 *
 * A process can lose it without knowing, where it is stopped for longer than the lease is good for.
 * So each holder has a `token` greater than all before (a fencing token): what it writes should carry
 * the token, and what it does last should come after `check`.
 *
 * @example
 * const lease = await takeLease(state, 'acme', 'shop', { holder: `${hostname()} ${process.pid}` })
 * try {
 *   await run(lease.signal) // aborted when the lease is lost
 *   await lease.check()
 * } finally {
 *   await lease.release()
 * }
 */
declare class Lease {
    #private;
    readonly token: number;
    /** Use `takeLease`. */
    constructor(place: {
        readonly store: ObjectStore;
        readonly key: string;
        readonly name: string;
    }, held: {
        readonly record: LeaseRecord;
        readonly etag: string;
    }, options: LeaseHolder);
    /** Aborted when the lease is lost, with a `LeaseLostError` as its reason. */
    get signal(): AbortSignal;
    /**
     * Renews the lease now.
     *
     * @throws {LeaseLostError} where another has taken it.
     */
    check(): Promise<void>;
    /** Gives it back: the next one need not wait. Never throws for a lease that is lost. */
    release(): Promise<void>;
}

/** Another process holds the lease. */
declare class LeaseHeldError extends LakeError {
    readonly held: LeaseRecord;
    constructor(name: string, held: LeaseRecord);
}
/** The lease was taken by another process, because this one did not renew it in time. */
declare class LeaseLostError extends LakeError {
    constructor(name: string);
}

interface LeaseOptions {
    /** Who takes it, for the eyes of a person: a host and process, say. */
    readonly holder: string;
    /** How long it is held without being renewed. @default 60_000 */
    readonly milliseconds?: number;
    /** Waits so long for another holder. @default 0 */
    readonly patienceMilliseconds?: number;
    /** Milliseconds since 1970. @default Date.now */
    readonly now?: () => number;
    readonly signal?: AbortSignal;
}
/**
 * Takes the lease of a name, of a customer.
 *
 * @throws {LeaseHeldError} where another holds it, for longer than the patience given.
 */
declare function takeLease(state: ObjectStore, customer: string, name: string, options: LeaseOptions): Promise<Lease>;

interface BatchOptions {
    /** gzip's effort, 1 (fast) to 9 (small). @default 6 */
    readonly level?: number;
}
/**
 * A batch on its way to the raw zone: gzipped NDJSON that becomes one object, or none.
 *
 * Compression runs in Node's thread pool while lines arrive. The compressed bytes stay in memory
 * until `commit` (a batch is bounded), so the object is written in one request and an abandoned
 * batch leaves nothing. The same lines always give the same bytes.
 *
 * @example
 * const batch = new BatchObject(raw, rawBatchKey(name))
 * for (const line of lines) {
 *   batch.append(line)
 *   await batch.ready()
 * }
 * await batch.commit()
 */
declare class BatchObject {
    #private;
    readonly key: string;
    constructor(store: ObjectStore, key: string, options?: BatchOptions);
    /** Bytes taken so far, before compression. */
    get bytes(): number;
    /** Bytes held in memory: what is compressed, and what waits for it. */
    get heldBytes(): number;
    get lines(): number;
    /** Takes a line, without its line break, as it is. */
    append(line: string): void;
    /** A promise where compression lags behind: await it before the next line. Else undefined. */
    ready(): Promise<void> | undefined;
    /**
     * Writes the object: durable when it resolves. May be called again where it failed.
     *
     * @throws {ObjectExistsError} where the key is taken.
     */
    commit(): Promise<StoredObject>;
    /** Forgets everything; the store has never heard of it. */
    abort(): Promise<void>;
}

/** A part of a gzip file that was compressed on its own, as on another core. */
interface GzipPiece {
    /** Deflated, and ended at a byte: another piece, or the end, can follow. */
    readonly bytes: Uint8Array;
    /** Of the plain bytes. */
    readonly crc32: number;
    /** The length of the plain bytes. */
    readonly plainBytes: number;
}
/**
 * Compresses a part of a gzip file.
 *
 * @param level gzip's effort, 1 (fast) to 9 (small).
 */
declare const gzipPiece: (plain: Uint8Array, level: number) => GzipPiece;
/**
 * Puts pieces together to one gzip file of one member, as pigz does: any reader takes it.
 *
 * @example
 * const file = joinGzip([gzipPiece(Buffer.from('a\n'), 6), gzipPiece(Buffer.from('b\n'), 6)])
 * gunzipSync(file).toString() // 'a\nb\n'
 */
declare function joinGzip(pieces: readonly GzipPiece[]): Buffer;

/**
 * A batch that is compressed elsewhere, piece by piece, and becomes one object, or none. The pieces
 * stay in memory until `commit`, so an abandoned batch leaves nothing.
 *
 * @example
 * const batch = new GzipObject(raw, rawBatchKey(name))
 * for (const lines of parts) batch.add(gzipPiece(lines, 6))
 * await batch.commit()
 */
declare class GzipObject {
    #private;
    readonly key: string;
    constructor(store: ObjectStore, key: string);
    add(piece: GzipPiece): void;
    /**
     * Writes the object: durable when it resolves. May be called again where it failed.
     *
     * @throws {ObjectExistsError} where the key is taken.
     */
    commit(): Promise<StoredObject>;
    /** Forgets everything; the store has never heard of it. */
    abort(): void;
}

/** What is kept of a JSON text: `true` all of a value, an object these members, a list of one each item so. */
type JsonKept = true | readonly [JsonKept] | {
    readonly [member: string]: JsonKept;
};
/**
 * Leaves out of a JSON text all that is not to be kept; what stays, stays to the byte. Where the text
 * has another form than what is to be kept, the value goes.
 *
 * @example
 * pruneJson('{"id":1.0,"name":"Ann","lines":[{"sku":"a","note":"x"}]}', { id: true, lines: [{ sku: true }] })
 * // '{"id":1.0,"lines":[{"sku":"a"}]}'
 */
declare function pruneJson(text: string, kept: JsonKept): string;

/**
 * The bytes of an NDJSON object, unzipped as by `readLines`, in blocks of whole lines: for who can
 * do much with many lines at once. Each block ends with a line break, but perhaps the last one;
 * blank lines and CR are still there, a byte order mark at the start is not.
 *
 * @param name what errors call the object.
 * @throws {LakeError} `LAKE_GZIP` where the object is cut short or damaged.
 * @example
 * for await (const block of readLineBlocks(await raw.read(key), key)) await file.write(block)
 */
declare function readLineBlocks(body: Readable, name?: string): AsyncGenerator<Buffer>;

/**
 * The lines of an NDJSON object, unzipped where it begins as gzip does (of one or more members).
 *
 * A byte order mark at the start, CRLF and blank lines are tolerated, and so is a last line without
 * a line break. Else a line is what its bytes say in UTF-8; bytes that are no UTF-8 become U+FFFD
 * (`readLineBytes` keeps them).
 *
 * @param name what errors call the object.
 * @throws {LakeError} `LAKE_GZIP` where the object is cut short or damaged.
 * @example
 * for await (const line of readLines(await raw.read(key), key)) parse(line)
 */
declare function readLines(body: Readable, name?: string): AsyncGenerator<string>;
/** As `readLines`, each line as its bytes. */
declare function readLineBytes(body: Readable, name?: string): AsyncGenerator<Buffer>;

/** What became of the lines of an object. */
interface RewrittenLines {
    readonly changed: number;
    readonly removed: number;
}
/**
 * Changes lines of a gzipped NDJSON object where it lies; the other lines stay as their bytes are. The
 * object is replaced whole, and only where a line changed. Where another writer comes between, it is
 * read again.
 *
 * @param change gives the same buffer for a line that stays, undefined for one that goes.
 * @throws {LakeError} `LAKE_GZIP` where the object is damaged: it stays as it is.
 * @example
 * await rewriteLines(raw, key, (line) => (line.includes('ann@shop.eu') ? undefined : line))
 */
declare function rewriteLines(store: ObjectStore, key: string, change: (line: Buffer) => Buffer | undefined): Promise<RewrittenLines>;

/**
 * Encodes any name as one part of a path that is safe on S3, in Hive partitions, for Spark and on
 * every file system.
 *
 * Letters, digits, '_', '.' and '-' stay; every other character becomes '~' and two hexadecimal
 * digits for each of its UTF-8 bytes ('~' because it is unreserved in URLs, so no client escapes it
 * again). A leading '_' or '.' (Spark passes over such files), a trailing '.' and the first letter
 * of a Windows device name are encoded too. Two names never give one part, except that a name too
 * long is cut and ends in '~~' and its hash. The result is never empty, '.' or '..'.
 *
 * @param limit the most bytes that the part may have.
 * @default limit 200
 * @example
 * encodePathPart('order items/2') // 'order~20items~2F2'
 */
declare function encodePathPart(name: string, limit?: number): string;
/** The name that a part encodes. A part that was cut, or that we did not write, is given back as it is. */
declare function decodePathPart(part: string): string;

/**
 * The version that records are judged by: the one that came last, but the accepted one where what
 * does not fit that is discarded.
 */
declare const judgingVersion: ({ contract, accepted, latest }: StreamRegistry) => number;
/**
 * The version that a dead letter is judged by when it is replayed: the accepted one, but the one that
 * it came under while that waits for a person, so that it waits with the others.
 */
declare function replayVersion(registry: StreamRegistry, cameUnder: string | null): number;
/** The newest version where it waits for a person; undefined where nothing does. */
declare function waitingVersion(registry: StreamRegistry): SchemaVersion | undefined;
/** The registry after a person accepted versions: their raw objects wait no longer. */
declare function withAccepted(registry: StreamRegistry, numbers: readonly number[], facts: {
    readonly at: string;
    readonly note?: string;
}): StreamRegistry;
/** The registry after a person rejected versions: what came under them stays out. */
declare function withRejected(registry: StreamRegistry, numbers: readonly number[], facts: {
    readonly at: string;
    readonly note?: string;
}): StreamRegistry;
/** The registry with another contract, for the changes that come from now on. */
declare function withContract(registry: StreamRegistry, contract: SchemaContract, facts: {
    readonly at: string;
    readonly note?: string;
}): StreamRegistry;
/** Whether the raw objects of a version wait for a decision, or were decided against. */
declare const isHeld: ({ versions }: Pick<StreamRegistry, "versions">, version: number) => boolean;

/** All that is known of the schemas of a customer, or of one provider, by provider and stream. */
declare function readRegistries(state: ObjectStore, customer: string, provider?: string): Promise<StreamRegistry[]>;

/** Which stream of whom. */
interface StreamName {
    readonly customer: string;
    readonly provider: string;
    readonly stream: string;
}

/** A version of a stream's schema, with its text. */
interface StoredSchema extends KeyedSchema {
    readonly version: SchemaVersion;
    /** The JSON of the schema, byte for byte as the tap wrote it when it first came. */
    readonly schemaText: string;
}
/**
 * A version of a stream's schema, from what is known of the stream.
 *
 * @throws {LakeError} `LAKE_REGISTRY_VERSION` where there is no such version.
 */
declare function readSchema(state: ObjectStore, name: StreamName, registry: StreamRegistry, number: number): Promise<StoredSchema>;
/**
 * What records are held against that are judged by a version: its schema; with `discard_row`, closed
 * where another came after it.
 */
declare function readJudge(state: ObjectStore, name: StreamName, registry: StreamRegistry, version: number): Promise<KeyedSchema>;

/** Which fields some records have: what is left of them when their values are forgotten. */
interface RecordShape {
    /** How many records were looked at. */
    readonly records: number;
    /** By path (a JSON pointer, `*` for the items of a list): a type, and how many records have it. */
    readonly fields: ReadonlyMap<string, {
        readonly type: string;
        readonly records: number;
    }>;
}
/**
 * The shape of the first records of some NDJSON. Lines that are no JSON objects are passed over.
 *
 * @param most how many records are looked at.
 */
declare function shapeOfLines(lines: Uint8Array, most: number): RecordShape;
/** The shape of records. */
declare function shapeOf(records: readonly object[]): RecordShape;

/**
 * Finds out where the records of a stream are not what their schema says, though they fit it: fields
 * that it does not declare, and fields that every record of an earlier run had and none of this one.
 * Each is told once; its memory is bounded by the schema and by what drifted.
 *
 * @example
 * const drift = new RecordDrift({ properties: { id: {} } }, [])
 * drift.look(shapeOf([{ id: 1, extra: true }]))
 * drift.found({ at: new Date(), run }) // one, of kind 'record-undeclared' at '/extra'
 */
declare class RecordDrift {
    #private;
    /** @param steady the top-level fields, as pointers, that every record of earlier runs had. */
    constructor(schema: SchemaObject, steady: readonly string[]);
    /** Looks at the shape of some records. */
    look({ records, fields }: RecordShape): void;
    /** What was found since the beginning. */
    found(facts: {
        readonly at: Date;
        readonly run: string;
    }): SchemaDrift[];
    /** The top-level fields, as pointers, that every record had; none where too few were looked at. */
    steadyFields(): string[];
}

/** A schema as a target received it. */
interface ReceivedSchema {
    /** Its JSON, as the tap wrote it. */
    readonly schemaText: string;
    readonly keyProperties: readonly string[];
    readonly run: string;
    readonly at: Date;
    /** The contract of a stream that is not known yet. @default 'evolve' */
    readonly contract?: SchemaContract;
}
/** What a target must know of a schema that it has recorded. */
interface RecordedSchema {
    readonly registry: StreamRegistry;
    /** The number of the version that its raw objects and dead letters carry. */
    readonly version: number;
    /** What records are held against instead of the SCHEMA that came, where it is another. */
    readonly judge: SchemaObject | undefined;
    /** What changed in a way that was never seen before. */
    readonly news: readonly SchemaDrift[];
}
/**
 * Records the schema of a stream: a target calls it for each SCHEMA, before it takes a record. The
 * text becomes an object of its own before the registry names it.
 *
 * @throws {LakeError} where the state zone cannot be written.
 * @example
 * const { version } = await recordSchema(state, { customer, provider, stream }, {
 *   schemaText: '{"properties":{"id":{"type":"integer"}}}',
 *   keyProperties: ['id'],
 *   run,
 *   at: new Date(),
 * })
 */
declare function recordSchema(state: ObjectStore, name: StreamName, received: ReceivedSchema): Promise<RecordedSchema>;
/** Notes what records show that their schema does not say; gives what was never seen before. */
declare function recordDrift(state: ObjectStore, name: StreamName, drift: readonly SchemaDrift[], steadyFields: readonly string[]): Promise<SchemaDrift[]>;
/** Changes what is known of a stream by a person's decision. @throws `LAKE_REGISTRY_UNKNOWN` */
declare function decideSchema(state: ObjectStore, name: StreamName, decide: (registry: StreamRegistry) => StreamRegistry): Promise<StreamRegistry>;

/**
 * The run's part of a raw key, with the version of the schema that judged the records: so it is known
 * of each raw object whether its schema is accepted.
 *
 * @example
 * labelRun('1f3a9c2e', 3) // '1f3a9c2e.s3'
 */
declare const labelRun: (run: string, version: number) => string;
/** The version of the schema that a raw key's run tells; undefined where the run had no registry. */
declare function labelOfRun(run: string): number | undefined;

/** What is known of a stream's schema; undefined where no target has recorded one. */
declare function readRegistry(state: ObjectStore, name: StreamName): Promise<StreamRegistry | undefined>;

/** How to reach a store that speaks S3. Credentials come from the usual places of the AWS SDK. */
interface S3Options {
    /** The origin of a store that is not Amazon's, as `https://minio.example:9000`. */
    readonly endpoint?: string;
    /** @default AWS_REGION or the profile's; us-east-1 where there is an endpoint */
    readonly region?: string;
    /** Whether the bucket stands in the path of URLs. @default true where there is an endpoint */
    readonly forcePathStyle?: boolean;
    /** Seconds that the store may be silent before a request is tried again. @default 60 */
    readonly timeoutSeconds?: number;
    /** How the store encrypts what it is given. @default as the bucket says */
    readonly encryption?: 'AES256' | 'aws:kms' | 'aws:kms:dsse';
    /** The key of `aws:kms`. @default the account's key for S3 */
    readonly kmsKeyId?: string;
    /** Tags of every object that is written, at most ten; lifecycle rules and bills go by them. */
    readonly tags?: Readonly<Record<string, string>>;
}

/**
 * Opens a zone by its URL: `file:///…` or `s3://bucket/prefix`. Nothing is read or written yet.
 *
 * @throws {LakeError} `LAKE_ZONE_URL` on anything else.
 * @example
 * const raw = openStore('s3://acme-lake/raw', { region: 'eu-central-1' })
 */
declare function openStore(zoneUrl: string, options?: S3Options): ObjectStore;

/** How many records of a stream came on a day, and what became of them. */
interface StreamCounts {
    readonly records: number;
    readonly rejected: number;
    readonly reasons: readonly {
        readonly type: string;
        readonly reason_code: string;
        readonly path: string;
        readonly keyword: string;
        readonly count: number;
    }[];
}
/** What one run counted on one day; an object of the state zone that the run alone writes. */
interface ValidationRecord {
    readonly customer: string;
    readonly provider: string;
    /** YYYY-MM-DD, UTC: the day on which the batches were begun. */
    readonly day: string;
    readonly run: string;
    readonly streams: Readonly<Record<string, StreamCounts>>;
}
/**
 * Counts what a run made durable, by day and stream, and keeps it in the state zone. Counts are added
 * when a batch is durable, and written now and then and at the end, so what a killed run leaves is
 * never too high, and short of the last half minute at most.
 */
declare class ValidationCounts {
    #private;
    constructor(state: ObjectStore, name: {
        readonly customer: string;
        readonly provider: string;
        readonly run: string;
    }, now?: () => number);
    /** A batch of records is in the raw zone. */
    accepted(stream: string, begunAt: Date, records: number): Promise<void>;
    /** A batch of dead letters is in its zone. */
    rejected(stream: string, begunAt: Date, letters: ReadonlyMap<DeadLetterKind, number>): Promise<void>;
    /** How many records and dead letters this run has counted on a day, of all streams. */
    totals(day: string): {
        readonly records: number;
        readonly rejected: number;
    };
    /** Writes what is not written yet. */
    save(): Promise<void>;
}

/** What came of a stream on a day, over all runs. */
interface ValidationRow extends StreamCounts {
    readonly day: string;
    readonly provider: string;
    readonly stream: string;
    readonly runs: readonly string[];
}
/**
 * The counts of a customer by day, provider and stream, from the runs' records in the state zone.
 *
 * @param days the first and the last day, YYYY-MM-DD in UTC.
 */
declare function readValidation(state: ObjectStore, customer: string, days: {
    readonly from: string;
    readonly to: string;
}, provider?: string): Promise<ValidationRow[]>;

export { type Alert, type AlertFormat, type AlertOutcome, type AlertTarget, type BatchExtension, type BatchName, BatchObject, type BatchOptions, type ByColumn, type CastType, type ColumnType, CommitConflictError, type CreateOptions, type DataFile, type DeadLetter, type DeadLetterFacts, type DeadLetterFilter, type DeadLetterKey, type DeadLetterKind, type DeadLetterMessage, type DeadLetterMetadata, type DeadLetterSource, type DeadLetterType, type DiscardCounts, type DiscardOptions, type Expired, type FoundLetter, GzipObject, type GzipPiece, type Incident, type JsonKept, type KeyedSchema, type KnownColumns, LakeError, type LakeErrorOptions, Lease, LeaseHeldError, LeaseLostError, type LeaseOptions, type LeaseRecord, type LetterMark, type LetterObject, type LetterOutcome, type ListedObject, ObjectChangedError, ObjectExistsError, ObjectMissingError, type ObjectStore, type PartitionField, type PartitionTransform, PatchError, type PatchStep, type RawKey, type ReceivedSchema, RecordDrift, type RecordJudge, type RecordShape, type RecordedSchema, type ReplayCounts, type ReplayOptions, type ReplayStream, type Retention, type RewrittenLines, type S3Options, type ScalarType, type SchemaChange, type SchemaContract, type SchemaDecision, type SchemaDrift, type SchemaObject, type SchemaVersion, type SnapshotSummary, StoreRefusedError, type StoredObject, type StoredSchema, type StreamCounts, type StreamName, type StreamRegistry, Table, type TableChange, type TableColumn, type TableSnapshot, ValidationCounts, type ValidationRecord, type ValidationRow, activateKey, alertBody, alertFormats, anyItem, bucketOf, castTypes, deadLetter, deadLetterKey, deadLetterKind, deadLetterRecord, deadLetterTypes, decideSchema, decodePathPart, describeChange, diffSchemas, discardLetters, encodePathPart, fieldIds, gzipPiece, isBreaking, isHeld, joinGzip, judgingVersion, labelOfRun, labelRun, leaseKey, listLetterObjects, newKindAlert, openStore, openTable, parseDeadLetter, parseDeadLetterKey, parsePatchFile, parsePatchStep, parseRawKey, partitionName, patchRecord, providerPrefix, pruneJson, rawBatchKey, readJudge, readLetters, readLineBlocks, readLineBytes, readLines, readRegistries, readRegistry, readSchema, readValidation, recordDrift, recordSchema, replayLetters, replayVersion, rewriteLines, schemaAlerts, schemaContracts, sendAlert, serialiseDeadLetter, shapeOf, shapeOfLines, takeLease, trackIncident, volumeAlert, waitingVersion, withAccepted, withContract, withRejected };
