import { Readable } from 'node:stream';

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
    /** Number or hash of the schema that judged. */
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

/** A value for each of some columns, by name; the elements of a list column are `NAME.element`. */
type ByColumn<T> = Readonly<Record<string, T>>;
/** A Parquet file of a table. Everything but path, rows and bytes only helps readers to pass over it. */
interface DataFile {
    /** Its key relative to the root of the table, as `data/part-….parquet`. */
    readonly path: string;
    readonly rows: number;
    readonly bytes: number;
    /** The value of each partition column, where the table is partitioned. */
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
    /** The columns that files are partitioned by; each file has one value of each. */
    readonly partitionBy: readonly string[];
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
    /** Text columns that files are partitioned by; fixed by the first commit. @default none */
    readonly partitionBy?: readonly string[];
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

/** How to reach a store that speaks S3. Credentials come from the usual places of the AWS SDK. */
interface S3Options {
    /** The origin of a store that is not Amazon's, as `https://minio.example:9000`. */
    readonly endpoint?: string;
    /** @default AWS_REGION or the profile's; us-east-1 where there is an endpoint */
    readonly region?: string;
    /** Whether the bucket stands in the path of URLs. @default true where there is an endpoint */
    readonly forcePathStyle?: boolean;
}

/**
 * Opens a zone by its URL: `file:///…` or `s3://bucket/prefix`. Nothing is read or written yet.
 *
 * @throws {LakeError} `LAKE_ZONE_URL` on anything else.
 * @example
 * const raw = openStore('s3://acme-lake/raw', { region: 'eu-central-1' })
 */
declare function openStore(zoneUrl: string, options?: S3Options): ObjectStore;

export { type BatchExtension, type BatchName, BatchObject, type BatchOptions, type ByColumn, type ColumnType, CommitConflictError, type CreateOptions, type DataFile, type DeadLetter, type DeadLetterFacts, type DeadLetterMessage, type DeadLetterSource, type DeadLetterType, type Expired, type KnownColumns, LakeError, type LakeErrorOptions, type ListedObject, ObjectChangedError, ObjectExistsError, ObjectMissingError, type ObjectStore, type RawKey, type Retention, type S3Options, type ScalarType, type SnapshotSummary, StoreRefusedError, type StoredObject, Table, type TableChange, type TableColumn, type TableSnapshot, activateKey, deadLetter, deadLetterKey, deadLetterRecord, deadLetterTypes, decodePathPart, encodePathPart, fieldIds, openStore, openTable, parseDeadLetter, parseRawKey, providerPrefix, rawBatchKey, readLineBytes, readLines, serialiseDeadLetter };
