import { S3Options } from '@descant/lake';
import * as _descant_sdk from '@descant/sdk';

/**
 * Proves that a load can begin: the server answers, the credentials are taken, and the user may make
 * the customer's schema, or write into the one that is there. Changes nothing.
 *
 * @returns what was found, in words.
 * @throws {LoadError} that says who must do what.
 * @example
 * await checkDatabase('postgres://loader@localhost/warehouse', 'acme')
 */
declare function checkDatabase(databaseUrl: string, schema: string): Promise<string>;

/** What became of the index of one table. */
interface SearchReport {
    readonly table: string;
    /** The alias that readers ask. */
    readonly alias: string;
    readonly index: string;
    /** The same as that of the table in the database. */
    readonly generation: number;
    readonly snapshotId: string;
    /** Whether nothing was sent, because the index held the snapshot already. */
    readonly skipped: boolean;
    /** Documents and deletions that were sent. */
    readonly sent: number;
    /** Documents that the server refused, which are among the dead letters. */
    readonly rejected: number;
    readonly bytes: number;
}

/** What became of one table. */
interface TableReport {
    readonly table: string;
    /** The snapshot that the table now shows. */
    readonly snapshotId: string;
    /** Counts the tables that have stood in this place; a historic load and a rollback change it. */
    readonly generation: number;
    /** Whether nothing was done, because the snapshot was loaded before. */
    readonly skipped: boolean;
    /** Rows of the table. */
    readonly rows: number;
    readonly inserted: number;
    readonly updated: number;
    readonly deleted: number;
    /** Rows that were there before, just so. */
    readonly unchanged: number;
    /** Sent to PostgreSQL. */
    readonly bytes: number;
    readonly seconds: number;
}

/** How a table is brought up to its snapshot: by its changes, or built anew and swapped in. */
type LoadMode = 'incremental' | 'historic';
/** What a load did. All of it is committed. */
interface LoadReport {
    readonly customer: string;
    readonly mode: LoadMode | 'rollback';
    readonly tables: readonly TableReport[];
    /** What became of the search indexes; none without a search server. */
    readonly search: readonly SearchReport[];
    readonly seconds: number;
}

/** What a load is doing. A table goes through some of these in order. */
type LoadStep = 'waiting for another load' | 'copying' | 'checking' | 'merging' | 'swapping' | 'indexing' | 'loaded' | 'already loaded';
interface LoadProgress {
    readonly table: string;
    readonly step: LoadStep;
    /** Rows of the snapshot. */
    readonly rows?: number;
    /** Bytes sent for the table so far: to PostgreSQL, or to the search server (`indexing`). */
    readonly bytes?: number;
}

interface SearchOptions {
    /** `https://USER:PASSWORD@HOST:9200`, of Elasticsearch or OpenSearch. */
    readonly url: string;
    /** Tables that are indexed. @default profiles */
    readonly tables?: readonly string[];
    /** The zone for documents that the server refuses; without it the first one ends the load. */
    readonly deadLetters?: string;
    readonly s3?: S3Options;
}

interface LoadOptions {
    /** Whose tables: the folder in the zone, and the name of the schema. */
    readonly customer: string;
    /** The processed zone: `file:///…` or `s3://bucket/prefix`. */
    readonly processed: string;
    readonly s3?: S3Options;
    /** `postgres://USER:PASSWORD@HOST:PORT/DATABASE` */
    readonly databaseUrl: string;
    /** `incremental` sends what changed; `historic` builds every table anew and swaps it in. */
    readonly mode: LoadMode;
    /** Tables by name, internal ones too. @default all that are meant for users */
    readonly tables?: readonly string[];
    /** Where DuckDB begins to spill. @default three quarters of the memory of this process */
    readonly memoryLimitMib?: number;
    /** Threads of DuckDB. @default the number of cores */
    readonly threads?: number;
    /** Where a folder is made for files on their way, removed at the end. @default the system's */
    readonly temporaryDirectory?: string;
    /** How long to wait for readers where a table is taken from them. @default 60 */
    readonly lockTimeoutSeconds?: number;
    /** A search server that gets the same rows. @default none */
    readonly search?: SearchOptions;
    readonly onProgress?: (progress: LoadProgress) => void;
    /** Ends the load; the tables stay as they were before. */
    readonly signal?: AbortSignal;
}
/**
 * Loads the current snapshots of a customer's tables into PostgreSQL: a schema named as the
 * customer, tables named as in the zone.
 *
 * Readers see every table as before the load or as after it, and a load that ends at any moment
 * leaves all as it was. A snapshot that is loaded already is not loaded again (`incremental`).
 *
 * @throws {LoadError} in words for a person, or what `signal` was aborted with
 * @example
 *   const report = await runLoad({
 *     customer: 'acme',
 *     processed: 'file:///data/processed',
 *     databaseUrl: 'postgres://loader@localhost/warehouse',
 *     mode: 'incremental',
 *   })
 */
declare function runLoad(options: LoadOptions): Promise<LoadReport>;

declare const brand: unique symbol;
interface LoadErrorOptions {
    /** What went wrong below. Kept for a debugger; it may hold values of rows, so it is never shown. */
    readonly cause?: unknown;
    /** The exit code that a command line ends with: 2 config, 3 credentials, 1 otherwise. */
    readonly exitCode?: 1 | 2 | 3;
}
/**
 * A load that could not be done, in words for a person: what happened and who must do what.
 *
 * `code` is stable and greppable. Neither the message nor the code ever holds a password or a value
 * of a row.
 *
 * @example
 * if (LoadError.is(error)) console.error(`${error.code}: ${error.message}`)
 */
declare class LoadError extends Error {
    readonly code: LoadErrorCode;
    readonly exitCode: 1 | 2 | 3;
    readonly [brand] = true;
    constructor(code: LoadErrorCode, message: string, options?: LoadErrorOptions);
    /** Whether a value is such an error, of this copy of the package or of another. */
    static is(error: unknown): error is LoadError;
}
/** Every code a load can end with. */
type LoadErrorCode = 'LOAD_NAME_INVALID' | 'LOAD_NO_TABLES' | 'LOAD_KEY_UNKNOWN' | 'LOAD_INDEX_UNKNOWN' | 'LOAD_NO_PREVIOUS' | 'LOAD_ROW_REFERENCED' | 'LOAD_KEY_DUPLICATE' | 'LOAD_KEY_NULL' | 'LOAD_TEXT_NUL' | 'LOAD_VALUE_REFUSED' | 'LOAD_ROWS_DIFFER' | 'LOAD_TABLE_FOREIGN' | 'LOAD_TABLE_IN_USE' | 'LOAD_TABLE_BUSY' | 'LOAD_DISK_FULL' | 'LOAD_DATABASE_URL' | 'LOAD_DATABASE_MISSING' | 'LOAD_SERVER_UNREACHABLE' | 'LOAD_SERVER_BUSY' | 'LOAD_SERVER_READ_ONLY' | 'LOAD_SERVER_TOO_OLD' | 'LOAD_CONNECTION_LOST' | 'LOAD_CREDENTIALS_REFUSED' | 'LOAD_PERMISSION' | 'LOAD_POSTGRES' | 'LOAD_SEARCH' | 'LOAD_SEARCH_BUSY' | 'LOAD_SEARCH_CREDENTIALS' | 'LOAD_SEARCH_REJECTED' | 'LOAD_SEARCH_UNREACHABLE' | 'LOAD_SEARCH_URL';

type RollbackOptions = Pick<LoadOptions, 'customer' | 'databaseUrl' | 'tables' | 'search' | 'lockTimeoutSeconds' | 'onProgress' | 'signal'>;
/**
 * Brings back the tables that the last historic load replaced; what it had brought stays beside, so
 * a second rollback undoes the first. Readers see all tables change at once. The next load brings
 * the tables to the zone's current snapshots again.
 *
 * @throws {LoadError} in words for a person, or what `signal` was aborted with
 * @example
 *   await rollBackLoad({ customer: 'acme', databaseUrl: 'postgres://loader@localhost/warehouse' })
 */
declare function rollBackLoad(options: RollbackOptions): Promise<LoadReport>;

/**
 * Singer to PostgreSQL: each stream a table, each batch one transaction that copies it in, and a
 * STATE only for what is committed. On the writer that loads processed tables.
 */
declare const targetPostgres: _descant_sdk.Target;

export { LoadError, type LoadErrorCode, type LoadErrorOptions, type LoadMode, type LoadOptions, type LoadProgress, type LoadReport, type LoadStep, type RollbackOptions, type SearchOptions, type SearchReport, type TableReport, checkDatabase, rollBackLoad, runLoad, targetPostgres };
