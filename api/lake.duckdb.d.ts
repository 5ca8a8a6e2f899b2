interface DuckOptions {
    /** Where DuckDB begins to spill; the process itself takes about 250 MiB more.
     * @default three quarters of the memory that this process may use */
    readonly memoryLimitMib?: number;
    /** Where it spills. @default a folder of its own under the system's, removed by `close` */
    readonly temporaryDirectory?: string;
    /** @default the number of cores */
    readonly threads?: number;
}
/**
 * An embedded DuckDB, in memory, that lives in this process: times in UTC, no extension is ever
 * fetched. The package `@duckdb/node-api` must be installed beside this one.
 *
 * @example
 * const duck = await Duck.open({ memoryLimitMib: 1024 })
 * const [row] = await duck.rows<{ total: string }>('SELECT 12.30::DECIMAL(18,2) AS total')
 * duck.close()
 */
declare class Duck {
    #private;
    private constructor();
    /** @throws {LakeError} `LAKE_DUCKDB_MISSING` where the package is not installed. */
    static open(options?: DuckOptions): Promise<Duck>;
    /**
     * A second connection to the same database, for work at the same time. It sees no temporary table of
     * this one. Close it before this one.
     */
    connect(): Promise<Duck>;
    /** Runs one or more statements. @throws {DuckError} */
    run(sql: string): Promise<void>;
    /**
     * The rows of a query as plain objects. BIGINT and wider become bigint (so does `count(*)`),
     * smaller integers and doubles number, DECIMAL a string with all its digits, DATE 'YYYY-MM-DD',
     * TIMESTAMPTZ an ISO string in UTC that keeps microseconds ('2026-11-23T02:00:00.123456Z'),
     * TIMESTAMP the same without 'Z', LIST an array, STRUCT an object, MAP an array of { key, value },
     * BLOB a Buffer, JSON, UUID and ENUM a string.
     *
     * @throws {DuckError}
     */
    rows<T = Record<string, unknown>>(sql: string): Promise<T[]>;
    /**
     * The rows of a query a few thousand at a time, with memory for no more. Until the loop ends the
     * connection belongs to it: run other statements on another one (`connect`).
     *
     * @throws {DuckError}
     */
    stream<T = Record<string, unknown>>(sql: string): AsyncGenerator<T[]>;
    /** Stops what is running on this connection and on those made from it: their statements throw. */
    interrupt(): void;
    /** Frees everything, at once. */
    close(): void;
}

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

/**
 * A failure of DuckDB in words without personal data: values that it quotes from the data are cut
 * out, and so is the statement.
 */
declare class DuckError extends LakeError {
    /** DuckDB's own name of the kind, as 'Conversion' or 'Out of Memory'. */
    readonly kind: string;
    constructor(kind: string, code: string, message: string);
    static from(error: unknown): unknown;
}

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

interface ParquetOptions {
    /** The query whose rows are written; cast its columns to what the table's columns say. */
    readonly query: string;
    /** The file on this machine. It is overwritten; its folder must exist. */
    readonly path: string;
    /** The ids that readers of the table find the columns by: `fieldIds(columns, base)`. */
    readonly fieldIds?: Readonly<Record<string, number>>;
    /** @default 'snappy' */
    readonly compression?: 'snappy' | 'zstd' | 'gzip' | 'uncompressed';
    /** Rows between two footers' statistics; smaller groups prune better. @default 122880 */
    readonly rowGroupRows?: number;
}
/** What was written: a `DataFile` of an Iceberg table but for its place in it. */
type ParquetFile = Omit<DataFile, 'path' | 'partition'>;
/**
 * Writes the rows of a query as one Parquet file, with the statistics that a manifest wants.
 *
 * @example
 * const file = await writeParquet(duck, { query: 'FROM orders', path, fieldIds: fieldIds(columns) })
 * await table.commit({ base, columns, operation: 'append', files: [{ path: 'data/a.parquet', ...file }] })
 */
declare function writeParquet(duck: Duck, options: ParquetOptions): Promise<ParquetFile>;

interface PartitionsOptions {
    /** The query whose rows are written; cast its columns to what the table's columns say. */
    readonly query: string;
    /** What rows are put by; empty for a table without partitions. */
    readonly partitionBy: readonly PartitionField[];
    /** A folder on this machine; files are put into new folders under it. */
    readonly directory: string;
    /** The ids that readers of the table find the columns by: `fieldIds(columns, base)`. */
    readonly fieldIds?: Readonly<Record<string, number>>;
    /** How many rows there are: more than `mostRowsOfAFile` are looked at before. */
    readonly rows: number;
    /**
     * A partition of more rows is written in files of about 256 MB, which is what so many rows take.
     * @default 2_000_000
     */
    readonly mostRowsOfAFile?: number;
}
/** A file on this machine, with all that a manifest wants. */
interface PartitionFile extends ParquetFile {
    /** Where it lies on this machine. */
    readonly localPath: string;
    /** The value of each partition field, by its name; none for a table without partitions. */
    readonly partition: ByColumn<string | null>;
}
/**
 * Writes the rows of a query as Parquet files, one for each partition, or several where it is large.
 *
 * @example
 * const files = await writePartitions(duck, {
 *   query: 'FROM orders',
 *   partitionBy: [{ column: 'created_at', transform: 'month' }],
 *   directory,
 *   rows: 1000,
 * })
 */
declare function writePartitions(duck: Duck, options: PartitionsOptions): Promise<PartitionFile[]>;
/** Rows of a partition, to be written as a file of it, or as several. */
interface PartitionRows {
    readonly partition: ByColumn<string | null>;
    readonly query: string;
    readonly rows: number;
}

interface RewriteOptions extends Omit<PartitionsOptions, 'rows'> {
    /**
     * Rows that stay in the partitions where they lie: to find a bucket takes longer than to write the
     * row. Each query gives the columns of `query`, and sees no temporary table: it runs on another
     * connection.
     */
    readonly kept: readonly PartitionRows[];
    /** Takes a file as soon as it is written, while others are. */
    readonly take: (file: PartitionFile) => void;
}
/**
 * Writes new rows, and those that stay in the same partitions, as Parquet files: one for each
 * partition, or several where it is large. Files are written side by side, one on each thread.
 *
 * @example
 * await rewritePartitions(duck, {
 *   query: 'FROM changed_orders',
 *   kept: [{ partition: { created_at_month: '2026-01' }, query: `FROM read_parquet('january.parquet')`, rows: 1000 }],
 *   partitionBy: [{ column: 'created_at', transform: 'month' }],
 *   directory,
 *   take: (file) => files.push(file),
 * })
 */
declare function rewritePartitions(duck: Duck, options: RewriteOptions): Promise<void>;

/** A text as an SQL string literal: `it's` => `'it''s'`. */
declare const sqlString: (text: string) => string;
/** A name as an SQL identifier, whatever it holds: `order "x"` => `"order ""x"""`. */
declare const sqlIdentifier: (name: string) => string;

export { Duck, DuckError, type DuckOptions, type ParquetFile, type ParquetOptions, type PartitionFile, type PartitionRows, type PartitionsOptions, type RewriteOptions, rewritePartitions, sqlIdentifier, sqlString, writeParquet, writePartitions };
