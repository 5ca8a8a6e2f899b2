import { ColumnType, TableColumn, S3Options } from '@descant/lake';

declare const brand: unique symbol;
interface TransformErrorOptions {
    /** What went wrong below. */
    readonly cause?: unknown;
    /** The exit code that a command line ends with: 2 config, 1 otherwise. @default 1 */
    readonly exitCode?: 1 | 2;
}
/**
 * An error of the transform that is meant for a person: what happened, and who must do what.
 *
 * Codes: `TRANSFORM_SOURCE_UNKNOWN` (a provider of no known type), `TRANSFORM_NO_RAW_DATA` (nothing
 * was ever extracted for this customer), `TRANSFORM_CONFLICT` (another run of the same customer
 * committed first), `TRANSFORM_CONSERVATION` (rows went missing between raw and tables),
 * `TRANSFORM_ABORTED` (the caller's signal).
 *
 * @example
 * if (TransformError.is(error)) console.error(`${error.code}: ${error.message}`)
 */
declare class TransformError extends Error {
    readonly code: `TRANSFORM_${string}`;
    readonly exitCode: 1 | 2;
    readonly [brand] = true;
    constructor(code: `TRANSFORM_${string}`, message: string, options?: TransformErrorOptions);
    /** Whether a value is such an error, of this copy of the package or of another. */
    static is(error: unknown): error is TransformError;
}

/** A column of a canonical table. */
interface Column {
    readonly type: ColumnType;
    /** Whether a record without it is refused. @default false */
    readonly required?: true;
    /** Whether the value is the parent's, of its column of the same name. @default false */
    readonly fromParent?: true;
    /** One sentence for the reader of the table: meaning, unit, form. */
    readonly doc: string;
    /**
     * The form that every source's values are brought to: `'email'` lower case and trimmed, `phone`
     * E.164 with the country in the column that it names. What cannot be brought to it becomes null.
     */
    readonly standard?: 'email' | {
        readonly phone: {
            readonly countryColumn: string;
        };
    };
}
type Columns = Readonly<Record<string, Column>>;
/** A canonical table: what a source's records become, whatever the source. */
interface Entity<C extends Columns = Columns> {
    /** The name of the table, in the processed zone and in the databases behind it. */
    readonly name: string;
    /** One sentence: what one row is. */
    readonly doc: string;
    /** The columns that name a row: no two rows have the same. */
    readonly key: readonly string[];
    /** The entity whose records carry these rows: a newer version of it replaces all of them. */
    readonly parent?: Entity;
    readonly columns: C;
}
/**
 * Declares a canonical table. The definition is all there is: the SQL, the Parquet columns and the
 * documentation follow from it.
 *
 * @example
 * const stores = defineEntity({
 *   name: 'stores',
 *   doc: 'One row a store.',
 *   key: ['provider', 'store_id'],
 *   columns: { store_id: { type: 'string', required: true, doc: 'Its id.' }, ...recordColumns },
 * })
 */
declare function defineEntity<const C extends Columns>(entity: Entity<C> & {
    readonly key: readonly (keyof C)[];
}): Entity<C>;
/** The columns in the words of the tables at rest, in order. */
declare const tableColumns: (entity: Entity) => TableColumn[];

/**
 * A value computed from a raw record, as data: a dialect turns it into its engine's SQL. Every
 * expression gives text (or a list of texts); the canonical column's type reads it.
 */
type Expression = FieldExpression | {
    readonly kind: 'firstOf';
    readonly choices: readonly Expression[];
} | {
    readonly kind: 'lastSegment';
    readonly of: Expression;
} | {
    readonly kind: 'upperCase';
    readonly of: Expression;
};
/** The first of these that is there. */
declare const firstOf: (...choices: readonly [Expression, ...Expression[]]) => Expression;
/** What follows the last slash: `gid://shopify/Order/1001` => `1001`. */
declare const lastSegment: (of: Expression) => Expression;
/** In capital letters: `de` => `DE`. */
declare const upperCase: (of: Expression) => Expression;
/** A field of the record, or of an item of a list within it. */
interface FieldExpression {
    readonly kind: 'field';
    readonly of: 'record' | 'item';
    readonly path: readonly string[];
}

/**
 * The form of a raw record as far as it is read: `'text'` for any scalar, an object for an object,
 * a list of one for a list. Scalars are all read as text, so that the reader rounds and refuses
 * nothing; the type is the canonical column's affair.
 *
 * @example
 * { id: 'text', tags: ['text'], customer: { id: 'text' }, lineItems: [{ sku: 'text' }] }
 */
type RawShape = 'text' | readonly [RawShape] | RawObject;
interface RawObject {
    readonly [field: string]: RawShape;
}
/** A list of objects within a record. */
interface ListField<Item> {
    /** The whole list. */
    readonly list: FieldExpression;
    /** The fields of one item. */
    readonly item: Item;
}
/** The fields of a raw record, each as an expression under its own name. */
type FieldsOf<Shape> = Shape extends 'text' | readonly ['text'] ? FieldExpression : Shape extends readonly [infer Item] ? ListField<FieldsOf<Item>> : {
    readonly [Field in keyof Shape]: FieldsOf<Shape[Field]>;
};

/** The columns of every table that holds records of a source; the transform fills them itself. */
declare const recordColumns: {
    readonly provider: {
        readonly type: "string";
        readonly required: true;
        readonly doc: "The source that the record comes from, by the name it has in the project.";
    };
    readonly _sdc_sequence: {
        readonly type: "long";
        readonly doc: "The order in which versions of a record arrived; decides between equal `updated_at`.";
    };
    readonly _sdc_table_version: {
        readonly type: "long";
        readonly doc: "The newest full extraction that the record was seen in, for sources that announce them.";
    };
};
/** The profile that the row belongs to; the transform fills it from the identity graph. */
declare const profileColumn: {
    readonly profile_id: {
        readonly type: "string";
        readonly doc: "The profile of the person, in `profiles`. Stays as profiles grow and merge.";
    };
};

/** Columns that no mapping gives: the transform knows them itself. */
type FilledColumn = keyof typeof recordColumns | keyof typeof profileColumn;
type MappedColumn<C> = {
    [Name in keyof C & string]: C[Name] extends {
        fromParent: true;
    } ? never : Name;
}[Exclude<keyof C & string, FilledColumn>];
type RequiredColumn<C> = {
    [Name in MappedColumn<C>]: C[Name] extends {
        required: true;
    } ? Name : never;
}[MappedColumn<C>];
/** An expression for each column of an entity; required ones must be there. */
type ColumnMapping<C> = {
    readonly [Name in RequiredColumn<C>]: Expression;
} & {
    readonly [Name in MappedColumn<C>]?: Expression;
};
/** The rows that a record carries within it. */
interface ChildMapping {
    readonly entity: Entity;
    readonly list: FieldExpression;
    readonly columns: Readonly<Record<string, Expression>>;
}
/** How the records of one stream become rows. */
interface SourceStream {
    /** The name of the stream in the raw zone. */
    readonly name: string;
    readonly raw: RawObject;
    readonly entity: Entity;
    readonly columns: Readonly<Record<string, Expression>>;
    readonly children: readonly ChildMapping[];
}
/** A kind of provider: its streams, and what their records mean. */
interface Source {
    /** As in `shopify`: a provider of this name is of this type unless it is told otherwise. */
    readonly type: string;
    readonly streams: readonly SourceStream[];
}
/**
 * Declares a source. Each of its streams is a table of its own, so that an id names one record.
 *
 * @example
 * const till = defineSource({ type: 'till', streams: [receipts] })
 */
declare function defineSource(source: Source): Source;
/**
 * Declares how a stream's records become rows of an entity.
 *
 * @example
 * const receipts = defineStream({
 *   name: 'receipts',
 *   entity: orders,
 *   raw: { number: 'text', paid: { amount: 'text' }, changed: 'text' },
 *   columns: (receipt) => ({
 *     order_id: receipt.number,
 *     total_price: receipt.paid.amount,
 *     updated_at: receipt.changed,
 *   }),
 * })
 */
declare function defineStream<const Raw extends RawObject, C extends Columns>(stream: {
    readonly name: string;
    readonly entity: Entity<C>;
    readonly raw: Raw;
    readonly columns: (record: FieldsOf<Raw>) => ColumnMapping<C>;
    readonly children?: (record: FieldsOf<Raw>) => readonly ChildMapping[];
}): SourceStream;
/** Declares how the items of a list within a record become rows of their own. */
declare function childRows<Item, C extends Columns>(entity: Entity<C>, { list, item }: ListField<Item>, columns: (item: Item) => ColumnMapping<C>): ChildMapping;

/** Every table of the processed zone, with those that people read first. */
declare const entities: readonly Entity[];

interface TransformOptions {
    /** The tenant whose data is transformed. */
    readonly customer: string;
    /** URL of the raw zone, `file:///…` or `s3://…`. */
    readonly raw: string;
    /** URL of the processed zone. */
    readonly processed: string;
    /** URL of the dead-letter zone. */
    readonly deadLetters: string;
    /** URL of the state zone: the ledger of consumed raw objects lies there. */
    readonly state: string;
    /** How S3 zones are reached. */
    readonly s3?: S3Options;
    /**
     * 'incremental' merges raw objects that no run has consumed. 'historic' rebuilds every table from
     * all raw objects, into a new snapshot that takes the place of the old one at once.
     */
    readonly mode: 'incremental' | 'historic';
    /**
     * The type of each provider's source, where its name is not the type itself.
     *
     * @example { 'shop-eu': 'shopify', 'shop-us': 'shopify' }
     */
    readonly sources?: Readonly<Record<string, string>>;
    /** Where DuckDB begins to spill. @default three quarters of the memory of this process */
    readonly memoryLimitMib?: number;
    /** Where files lie while a run works; removed when it ends. @default the system's */
    readonly temporaryDirectory?: string;
    readonly onProgress?: (progress: TransformProgress) => void;
    /** Ends the run at the next statement; what was not committed is taken up by the next run. */
    readonly signal?: AbortSignal;
    /** The clock. @default the system's */
    readonly now?: () => Date;
}
/** What a run is doing. */
interface TransformProgress {
    readonly stage: TransformStage;
    /** What of it, as `shop orders` or the name of a table. */
    readonly subject?: string;
    /** Raw objects that are read in this step. */
    readonly objects?: number;
}
type TransformStage = 'list' | 'read' | 'merge' | 'identity' | 'profiles' | 'publish' | 'close';

/** What became of the records of one stream. */
interface RecordCounts {
    /** Lines of the raw objects, broken ones included. */
    readonly records: number;
    /** Records that are rows of the table now. */
    readonly kept: number;
    /** Records that a newer version of the same record stands for. */
    readonly superseded: number;
    /** Deletions, and records that a complete full extraction no longer saw. */
    readonly deleted: number;
    /** Records that were parked. */
    readonly deadLetters: number;
}

/** What came of one stream of one provider. */
interface StreamReport extends RecordCounts {
    readonly provider: string;
    readonly stream: string;
    /** The table that its records are rows of. */
    readonly table: string;
    /** Raw objects that were consumed. */
    readonly objects: number;
    /** Of these, objects that could not be read to their end; each is a dead letter of its own. */
    readonly damagedObjects: number;
}
/** What came of one table of the processed zone. */
interface TableReport {
    readonly table: string;
    readonly rowsBefore: number;
    readonly rows: number;
    /** Whether it has a new snapshot; a table whose rows did not change has none. */
    readonly committed: boolean;
    /** The snapshot that readers see now. */
    readonly snapshotId: string;
}
/** What a run did. */
interface TransformReport {
    readonly customer: string;
    readonly run: string;
    readonly mode: 'incremental' | 'historic';
    /** Why a run that was to be incremental rebuilt all tables; undefined where it did not. */
    readonly rebuilt?: string;
    readonly startedAt: Date;
    readonly finishedAt: Date;
    /** Raw objects of the customer, and those that were new and consumed. */
    readonly objects: {
        readonly listed: number;
        readonly consumed: number;
    };
    readonly streams: readonly StreamReport[];
    /** Streams that no table is made of. Their objects wait for a version that knows them. */
    readonly unmapped: readonly {
        readonly provider: string;
        readonly stream: string;
        readonly objects: number;
    }[];
    /** Empty where nothing was new. */
    readonly tables: readonly TableReport[];
    /** Rounds that it took to find the connected records; 0 where no record was new. */
    readonly identityRounds: number;
    /** How long each stage took. */
    readonly stages: readonly {
        readonly stage: string;
        readonly seconds: number;
    }[];
}

/**
 * Makes the raw records of a customer into the tables of the processed zone: typed, the newest
 * version of each, with the profile that each person resolves to.
 *
 * A run may be killed at any moment and run again: tables change one commit at a time, the ledger of
 * consumed raw objects is written last, and consuming an object twice changes nothing.
 *
 * @throws {TransformError} `TRANSFORM_NO_RAW_DATA`, `TRANSFORM_SOURCE_UNKNOWN`, `TRANSFORM_CONFLICT`,
 *   `TRANSFORM_CONSERVATION`, `TRANSFORM_ABORTED`
 * @throws {LakeError} where a zone cannot be read or written.
 * @example
 * const report = await runTransform({
 *   customer: 'acme',
 *   raw: 'file:///data/raw',
 *   processed: 'file:///data/processed',
 *   deadLetters: 'file:///data/dead-letters',
 *   state: 'file:///data/state',
 *   mode: 'incremental',
 *   sources: { 'shop-eu': 'shopify' },
 * })
 */
declare function runTransform(options: TransformOptions): Promise<TransformReport>;

/** What the records of `tap-shopify` mean: Shopify's GraphQL Admin API, in its own field names. */
declare const shopify: Source;

/** The sources whose records the transform understands, by type. */
declare const sourceTypes: ReadonlyMap<string, Source>;

export { type ChildMapping, type Column, type ColumnMapping, type Columns, type Entity, type Expression, type FieldExpression, type FieldsOf, type ListField, type RawObject, type RawShape, type RecordCounts, type Source, type SourceStream, type StreamReport, type TableReport, TransformError, type TransformErrorOptions, type TransformOptions, type TransformProgress, type TransformReport, type TransformStage, childRows, defineEntity, defineSource, defineStream, entities, firstOf, lastSegment, runTransform, shopify, sourceTypes, tableColumns, upperCase };
