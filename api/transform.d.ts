import { ColumnType, TableColumn, S3Options } from '@descant/lake';

/** What follows where a rule is broken: a line in the report, or no table is published. */
type Severity = 'warn' | 'fail';
/**
 * What must hold of a table before it is published.
 *
 * - `not_null`: the column has a value in every row.
 * - `unique`: no two rows have the same values, NULL aside.
 * - `range`: the value, where there is one, lies between the bounds, both included. Bounds of numbers
 *   and decimals are texts or numbers, of times ISO 8601.
 * - `foreign_key`: where all columns have a value, a row of the other table has the same. It only
 *   ever warns, since records of two streams arrive when they will.
 * - `fresh`: the newest value is at most so many hours old. An empty table is not judged.
 *
 * @example
 * const rules: QualityRule[] = [
 *   { kind: 'not_null', column: 'email' },
 *   { kind: 'range', column: 'total_price', min: 0, severity: 'fail' },
 *   { kind: 'fresh', column: 'updated_at', hours: 26 },
 * ]
 */
type QualityRule = {
    readonly kind: 'not_null';
    readonly column: string;
    readonly severity?: Severity;
} | {
    readonly kind: 'unique';
    readonly columns: readonly string[];
    readonly severity?: Severity;
} | {
    readonly kind: 'range';
    readonly column: string;
    readonly min?: number | string;
    readonly max?: number | string;
    readonly severity?: Severity;
} | {
    readonly kind: 'foreign_key';
    /** Columns of the table and, in the same order, those of the other one. */
    readonly columns: readonly string[];
    readonly table: string;
    readonly references: readonly string[];
} | {
    readonly kind: 'fresh';
    readonly column: string;
    readonly hours: number;
    readonly severity?: Severity;
};

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
/**
 * What makes the rows of a table people. What they are known by stands in columns that are named
 * alike in all such tables: `email`, `phone`, `first_name`, `last_name`, `birth_date`,
 * `address1`, `city`, `zip`, `country`.
 */
interface Person {
    /** What the nodes of the table begin with, as `c`. */
    readonly nodePrefix: string;
    /**
     * Columns that name the same thing in several tables of a provider, by what they name: rows with
     * the same value are one person.
     *
     * @example { contact: 'converted_contact_id' }
     */
    readonly sameAs?: Readonly<Record<string, string>>;
    /** Whether other records know better what the person is called. @default false */
    readonly isHearsay?: true;
}
/** What tells which person the rows of a table are about, where they are no people themselves. */
interface AboutPerson {
    /** What the person's node begins with, as `c`. */
    readonly nodePrefix: string;
    /** The column with the person's id. */
    readonly id: string;
    /** The columns that tell who it is: empty once the person is to be forgotten. */
    readonly personal: readonly string[];
}
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
    /** What makes its rows people: each is a node of the identity graph. @default they are none */
    readonly person?: Person;
    /** What must hold of its rows. @default nothing */
    readonly quality?: readonly QualityRule[];
    /** Whom its rows are about. @default nobody */
    readonly about?: AboutPerson;
    /** Whether it is the pipeline's own, and not for readers. @default false */
    readonly isInternal?: true;
    /** The columns of each index that a database is to have for it, beside the key. @default none */
    readonly indexes?: readonly (readonly string[])[];
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

/** What the model knows of one comparison, a value a level from "nothing alike" to "the same". */
interface ComparisonParameters {
    readonly name: string;
    /** How often two records of one person are at each level; sums to 1. */
    readonly m: readonly number[];
    /** How often two records of different people are at each level; sums to 1. */
    readonly u: readonly number[];
}
/**
 * What tells how likely two records are of one person: the parameters of Fellegi and Sunter's
 * theory of record linkage (Journal of the American Statistical Association 64, 1969).
 */
interface LinkageModel {
    /** How likely two records that are picked at random are of one person. */
    readonly lambda: number;
    readonly comparisons: readonly ComparisonParameters[];
}

/** Raw objects of a stream that wait, because their schema is not accepted. */
interface WaitingStream {
    readonly provider: string;
    readonly stream: string;
    /** The version of the schema, in the registry. */
    readonly version: number;
    readonly objects: number;
}

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
/** How a table stood up to one of its rules. */
interface QualityReport {
    readonly table: string;
    /** As `range total_price 0..`. */
    readonly rule: string;
    readonly severity: 'warn' | 'fail';
    /** Rows that break it; of a table that is not fresh, all. */
    readonly violations: number;
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
    /** Streams whose schema took something away: these objects wait for `descant schema accept`. */
    readonly waiting: readonly WaitingStream[];
    /** Empty where nothing was new. */
    readonly tables: readonly TableReport[];
    /** Every rule of the tables that the run may have changed. */
    readonly quality: readonly QualityReport[];
    /** Rounds that it took to find the connected records; 0 where no record was new. */
    readonly identityRounds: number;
    /** How long each stage took. */
    readonly stages: readonly {
        readonly stage: string;
        readonly seconds: number;
    }[];
}

/** Rules of a project's own, by the name of the table. */
type OwnRules = Readonly<Record<string, readonly QualityRule[]>>;

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
    /**
     * Sources beyond the built-in ones, by their types.
     *
     * @example [defineSource({ type: 'till', streams: [receipts] })]
     */
    readonly ownSources?: readonly Source[];
    /**
     * Rules of quality beyond the built-in ones, by the name of the table.
     *
     * @example { customers: [{ kind: 'not_null', column: 'email', severity: 'fail' }] }
     */
    readonly quality?: OwnRules;
    /**
     * How sure a trained linkage model must be that two records are of one person before they are made
     * one profile, from 0.5 to 1. Without a model records are linked by what they share alone.
     * @default 0.95
     */
    readonly matchProbability?: number;
    /** Pairs from here up to `matchProbability` stand in `identity_review`. @default 0.5 */
    readonly reviewProbability?: number;
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
/** What work on the tables of a customer needs to know, beside a run itself. */
type TableWorkOptions = Pick<TransformOptions, 'customer' | 'processed' | 'state' | 's3' | 'memoryLimitMib' | 'temporaryDirectory' | 'signal' | 'now'>;
/** What a run is doing. */
interface TransformProgress {
    readonly stage: TransformStage;
    /** What of it, as `shop orders` or the name of a table. */
    readonly subject?: string;
    /** Raw objects that are read in this step. */
    readonly objects?: number;
}
type TransformStage = 'list' | 'read' | 'merge' | 'identity' | 'profiles' | 'quality' | 'publish' | 'close';

interface SuppressOptions extends TableWorkOptions {
    /** The profile to forget: every record of it, and every address and number that they have. */
    readonly profileId?: string;
    readonly email?: string;
    /** E.164, as `+4930123456`. */
    readonly phone?: string;
    /** `'lift'` lets the person be known again, from what the raw zone holds. @default 'suppress' */
    readonly kind?: 'suppress' | 'lift';
    /** Why, for those who audit; without personal data. */
    readonly reason?: string;
}
/**
 * Puts a person on the customer's suppression list. Every run from then on, a historic one too, keeps
 * the person out of every table, also where records arrive again; the next run takes out what is there.
 *
 * The raw zone is not rewritten, and older snapshots of the tables hold the person until they expire.
 *
 * @returns how many identifiers were put on the list.
 * @throws {TransformError} `TRANSFORM_NOBODY` where nobody was named, or there is no such profile.
 * @example
 * await suppressPeople({
 *   customer: 'acme',
 *   processed: 'file:///data/processed',
 *   state: 'file:///data/state',
 *   profileId: 'p_1f3a…',
 *   reason: 'request 4711',
 * })
 */
declare function suppressPeople(options: SuppressOptions): Promise<number>;

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

/** What a training looked at, beside what it found. */
interface Training {
    readonly model: LinkageModel;
    readonly people: number;
    /** Pairs that some blocking rule found. */
    readonly candidates: number;
    /** Rules with enough pairs to learn from, and how many of them the model took for matches. */
    readonly rules: readonly {
        readonly rule: string;
        readonly pairs: number;
        readonly lambda: number;
    }[];
}

/** A model as it lies in the state zone: a training makes a new version and changes none. */
interface StoredModel {
    /** Counts from 1. */
    readonly version: number;
    /** ISO 8601. */
    readonly trained_at: string;
    readonly people: number;
    readonly candidates: number;
    readonly rules: Training['rules'];
    readonly model: LinkageModel;
}

declare const accounts: Entity<{
    readonly account_id: {
        readonly type: "string";
        readonly required: true;
        readonly doc: "The id that the source gives.";
    };
    readonly provider: {
        readonly type: "string";
        readonly required: true;
        readonly doc: "The source that the record comes from, by the name it has in the project.";
    };
    readonly name: {
        readonly type: "string";
        readonly doc: "Name of the company.";
    };
    readonly account_type: {
        readonly type: "string";
        readonly doc: "What it is to us, as `Customer` or `Partner`.";
    };
    readonly industry: {
        readonly type: "string";
        readonly doc: "What it does.";
    };
    readonly website: {
        readonly type: "string";
        readonly doc: "Its address in the web.";
    };
    readonly phone: {
        readonly type: "string";
        readonly standard: {
            readonly phone: {
                readonly countryColumn: "country";
            };
        };
        readonly doc: "Phone number, E.164.";
    };
    readonly parent_account_id: {
        readonly type: "string";
        readonly doc: "The company that it belongs to.";
    };
    readonly employees: {
        readonly type: "long";
        readonly doc: "People who work there.";
    };
    readonly annual_revenue: {
        readonly type: "decimal(18,2)";
        readonly doc: "Revenue of a year, in the currency of the source.";
    };
    readonly owner_id: {
        readonly type: "string";
        readonly doc: "Who looks after the company.";
    };
    readonly address1: {
        readonly type: "string";
        readonly doc: "Street of the billing address.";
    };
    readonly city: {
        readonly type: "string";
        readonly doc: "City of the billing address.";
    };
    readonly province: {
        readonly type: "string";
        readonly doc: "Province or state of the billing address.";
    };
    readonly zip: {
        readonly type: "string";
        readonly doc: "Postal code of the billing address.";
    };
    readonly country: {
        readonly type: "string";
        readonly doc: "Country of the billing address, ISO 3166-1 alpha-2.";
    };
    readonly created_at: {
        readonly type: "timestamptz";
        readonly doc: "When the source created the record.";
    };
    readonly updated_at: {
        readonly type: "timestamptz";
        readonly doc: "When the source last changed it; the greater wins.";
    };
    readonly _sdc_sequence: {
        readonly type: "long";
        readonly doc: "The order in which versions of a record arrived; decides between equal `updated_at`.";
    };
    readonly _sdc_table_version: {
        readonly type: "long";
        readonly doc: "The newest full extraction that the record was seen in, for sources that announce them.";
    };
}>;

declare const contacts: Entity<{
    readonly contact_id: {
        readonly type: "string";
        readonly required: true;
        readonly doc: "The id that the source gives.";
    };
    readonly provider: {
        readonly type: "string";
        readonly required: true;
        readonly doc: "The source that the record comes from, by the name it has in the project.";
    };
    readonly profile_id: {
        readonly type: "string";
        readonly doc: "The profile of the person, in `profiles`. Stays as profiles grow and merge.";
    };
    readonly account_id: {
        readonly type: "string";
        readonly doc: "The company, in `accounts`.";
    };
    readonly email: {
        readonly type: "string";
        readonly standard: "email";
        readonly doc: "E-mail address, lower case.";
    };
    readonly phone: {
        readonly type: "string";
        readonly standard: {
            readonly phone: {
                readonly countryColumn: "country";
            };
        };
        readonly doc: "Phone number, mobile before landline, E.164.";
    };
    readonly first_name: {
        readonly type: "string";
        readonly doc: "Given name.";
    };
    readonly last_name: {
        readonly type: "string";
        readonly doc: "Family name.";
    };
    readonly birth_date: {
        readonly type: "date";
        readonly doc: "Day of birth.";
    };
    readonly title: {
        readonly type: "string";
        readonly doc: "What the person is in the company.";
    };
    readonly department: {
        readonly type: "string";
        readonly doc: "Where in the company.";
    };
    readonly lead_source: {
        readonly type: "string";
        readonly doc: "Where the contact came from.";
    };
    readonly email_opt_out: {
        readonly type: "boolean";
        readonly doc: "Whether the person wants no e-mail.";
    };
    readonly owner_id: {
        readonly type: "string";
        readonly doc: "Who looks after the contact.";
    };
    readonly address1: {
        readonly type: "string";
        readonly doc: "Street of the mailing address.";
    };
    readonly city: {
        readonly type: "string";
        readonly doc: "City of the mailing address.";
    };
    readonly province: {
        readonly type: "string";
        readonly doc: "Province or state of the mailing address.";
    };
    readonly zip: {
        readonly type: "string";
        readonly doc: "Postal code of the mailing address.";
    };
    readonly country: {
        readonly type: "string";
        readonly doc: "Country of the mailing address, ISO 3166-1 alpha-2.";
    };
    readonly created_at: {
        readonly type: "timestamptz";
        readonly doc: "When the source created the record.";
    };
    readonly updated_at: {
        readonly type: "timestamptz";
        readonly doc: "When the source last changed it; the greater wins.";
    };
    readonly _sdc_sequence: {
        readonly type: "long";
        readonly doc: "The order in which versions of a record arrived; decides between equal `updated_at`.";
    };
    readonly _sdc_table_version: {
        readonly type: "long";
        readonly doc: "The newest full extraction that the record was seen in, for sources that announce them.";
    };
}>;

declare const customers: Entity<{
    readonly customer_id: {
        readonly type: "string";
        readonly required: true;
        readonly doc: "The id that the source gives.";
    };
    readonly provider: {
        readonly type: "string";
        readonly required: true;
        readonly doc: "The source that the record comes from, by the name it has in the project.";
    };
    readonly profile_id: {
        readonly type: "string";
        readonly doc: "The profile of the person, in `profiles`. Stays as profiles grow and merge.";
    };
    readonly email: {
        readonly type: "string";
        readonly standard: "email";
        readonly doc: "E-mail address, lower case.";
    };
    readonly phone: {
        readonly type: "string";
        readonly standard: {
            readonly phone: {
                readonly countryColumn: "country";
            };
        };
        readonly doc: "Phone number, E.164; a national number is read in the country of the address.";
    };
    readonly first_name: {
        readonly type: "string";
        readonly doc: "Given name.";
    };
    readonly last_name: {
        readonly type: "string";
        readonly doc: "Family name.";
    };
    readonly birth_date: {
        readonly type: "date";
        readonly doc: "Day of birth.";
    };
    readonly display_name: {
        readonly type: "string";
        readonly doc: "The name as the source shows it.";
    };
    readonly state: {
        readonly type: "string";
        readonly doc: "State of the account, in the words of the source.";
    };
    readonly email_marketing_state: {
        readonly type: "string";
        readonly doc: "Consent to marketing by e-mail.";
    };
    readonly phone_marketing_state: {
        readonly type: "string";
        readonly doc: "Consent to marketing by phone.";
    };
    readonly verified_email: {
        readonly type: "boolean";
        readonly doc: "Whether the source has verified the address.";
    };
    readonly tax_exempt: {
        readonly type: "boolean";
        readonly doc: "Whether orders are free of tax.";
    };
    readonly locale: {
        readonly type: "string";
        readonly doc: "Language of the customer, as `en` or `pt-BR`.";
    };
    readonly tags: {
        readonly type: {
            readonly list: "string";
        };
        readonly doc: "Labels that the merchant gave.";
    };
    readonly note: {
        readonly type: "string";
        readonly doc: "What the merchant noted.";
    };
    readonly address1: {
        readonly type: "string";
        readonly doc: "First line of the default address.";
    };
    readonly address2: {
        readonly type: "string";
        readonly doc: "Second line of the default address.";
    };
    readonly city: {
        readonly type: "string";
        readonly doc: "City of the default address.";
    };
    readonly province: {
        readonly type: "string";
        readonly doc: "Province or state of the default address.";
    };
    readonly province_code: {
        readonly type: "string";
        readonly doc: "Code of the province.";
    };
    readonly zip: {
        readonly type: "string";
        readonly doc: "Postal code of the default address.";
    };
    readonly country: {
        readonly type: "string";
        readonly doc: "Country of the default address, ISO 3166-1 alpha-2.";
    };
    readonly created_at: {
        readonly type: "timestamptz";
        readonly doc: "When the source created the record.";
    };
    readonly updated_at: {
        readonly type: "timestamptz";
        readonly doc: "When the source last changed it; the greater wins.";
    };
    readonly _sdc_sequence: {
        readonly type: "long";
        readonly doc: "The order in which versions of a record arrived; decides between equal `updated_at`.";
    };
    readonly _sdc_table_version: {
        readonly type: "long";
        readonly doc: "The newest full extraction that the record was seen in, for sources that announce them.";
    };
}>;

declare const leads: Entity<{
    readonly lead_id: {
        readonly type: "string";
        readonly required: true;
        readonly doc: "The id that the source gives.";
    };
    readonly provider: {
        readonly type: "string";
        readonly required: true;
        readonly doc: "The source that the record comes from, by the name it has in the project.";
    };
    readonly profile_id: {
        readonly type: "string";
        readonly doc: "The profile of the person, in `profiles`. Stays as profiles grow and merge.";
    };
    readonly email: {
        readonly type: "string";
        readonly standard: "email";
        readonly doc: "E-mail address, lower case.";
    };
    readonly phone: {
        readonly type: "string";
        readonly standard: {
            readonly phone: {
                readonly countryColumn: "country";
            };
        };
        readonly doc: "Phone number, mobile before landline, E.164.";
    };
    readonly first_name: {
        readonly type: "string";
        readonly doc: "Given name.";
    };
    readonly last_name: {
        readonly type: "string";
        readonly doc: "Family name.";
    };
    readonly company: {
        readonly type: "string";
        readonly doc: "The company, as the person wrote it.";
    };
    readonly title: {
        readonly type: "string";
        readonly doc: "What the person is in the company.";
    };
    readonly status: {
        readonly type: "string";
        readonly doc: "How far it has come, in the words of the source.";
    };
    readonly lead_source: {
        readonly type: "string";
        readonly doc: "Where the lead came from.";
    };
    readonly is_converted: {
        readonly type: "boolean";
        readonly doc: "Whether it has become a contact.";
    };
    readonly converted_contact_id: {
        readonly type: "string";
        readonly doc: "The contact it became, in `contacts`.";
    };
    readonly converted_account_id: {
        readonly type: "string";
        readonly doc: "The company it became, in `accounts`.";
    };
    readonly converted_opportunity_id: {
        readonly type: "string";
        readonly doc: "What came of it, in `opportunities`.";
    };
    readonly email_opt_out: {
        readonly type: "boolean";
        readonly doc: "Whether the person wants no e-mail.";
    };
    readonly owner_id: {
        readonly type: "string";
        readonly doc: "Who looks after the lead.";
    };
    readonly address1: {
        readonly type: "string";
        readonly doc: "Street of the address.";
    };
    readonly city: {
        readonly type: "string";
        readonly doc: "City of the address.";
    };
    readonly province: {
        readonly type: "string";
        readonly doc: "Province or state of the address.";
    };
    readonly zip: {
        readonly type: "string";
        readonly doc: "Postal code of the address.";
    };
    readonly country: {
        readonly type: "string";
        readonly doc: "Country of the address, ISO 3166-1 alpha-2.";
    };
    readonly created_at: {
        readonly type: "timestamptz";
        readonly doc: "When the source created the record.";
    };
    readonly updated_at: {
        readonly type: "timestamptz";
        readonly doc: "When the source last changed it; the greater wins.";
    };
    readonly _sdc_sequence: {
        readonly type: "long";
        readonly doc: "The order in which versions of a record arrived; decides between equal `updated_at`.";
    };
    readonly _sdc_table_version: {
        readonly type: "long";
        readonly doc: "The newest full extraction that the record was seen in, for sources that announce them.";
    };
}>;

declare const opportunities: Entity<{
    readonly opportunity_id: {
        readonly type: "string";
        readonly required: true;
        readonly doc: "The id that the source gives.";
    };
    readonly provider: {
        readonly type: "string";
        readonly required: true;
        readonly doc: "The source that the record comes from, by the name it has in the project.";
    };
    readonly account_id: {
        readonly type: "string";
        readonly doc: "The company, in `accounts`.";
    };
    readonly contact_id: {
        readonly type: "string";
        readonly doc: "The person, in `contacts`.";
    };
    readonly name: {
        readonly type: "string";
        readonly doc: "What the deal is called.";
    };
    readonly stage: {
        readonly type: "string";
        readonly doc: "How far it has come, in the words of the source.";
    };
    readonly opportunity_type: {
        readonly type: "string";
        readonly doc: "What kind of deal it is.";
    };
    readonly amount: {
        readonly type: "decimal(18,2)";
        readonly doc: "What it is worth.";
    };
    readonly currency: {
        readonly type: "string";
        readonly doc: "Currency of the amount, ISO 4217; null where there is one only.";
    };
    readonly probability: {
        readonly type: "decimal(5,2)";
        readonly doc: "How likely it comes, in percent.";
    };
    readonly close_date: {
        readonly type: "date";
        readonly doc: "When it closed, or is to close.";
    };
    readonly is_closed: {
        readonly type: "boolean";
        readonly doc: "Whether it is decided.";
    };
    readonly is_won: {
        readonly type: "boolean";
        readonly doc: "Whether it came.";
    };
    readonly lead_source: {
        readonly type: "string";
        readonly doc: "Where it came from.";
    };
    readonly owner_id: {
        readonly type: "string";
        readonly doc: "Who looks after the deal.";
    };
    readonly created_at: {
        readonly type: "timestamptz";
        readonly doc: "When the source created the record.";
    };
    readonly updated_at: {
        readonly type: "timestamptz";
        readonly doc: "When the source last changed it; the greater wins.";
    };
    readonly _sdc_sequence: {
        readonly type: "long";
        readonly doc: "The order in which versions of a record arrived; decides between equal `updated_at`.";
    };
    readonly _sdc_table_version: {
        readonly type: "long";
        readonly doc: "The newest full extraction that the record was seen in, for sources that announce them.";
    };
}>;

declare const orderItems: Entity<{
    readonly order_id: {
        readonly fromParent: true;
        readonly doc: "The order, in `orders`.";
        readonly type: "string";
        readonly required: true;
    };
    readonly provider: {
        readonly fromParent: true;
        readonly type: "string";
        readonly required: true;
        readonly doc: "The source that the record comes from, by the name it has in the project.";
    };
    readonly line_item_id: {
        readonly type: "string";
        readonly required: true;
        readonly doc: "The id of the line.";
    };
    readonly product_id: {
        readonly type: "string";
        readonly doc: "The product, in `products`; null where it is gone.";
    };
    readonly variant_id: {
        readonly type: "string";
        readonly doc: "The variant of the product.";
    };
    readonly sku: {
        readonly type: "string";
        readonly doc: "Stock keeping unit.";
    };
    readonly title: {
        readonly type: "string";
        readonly doc: "What was bought, as the order shows it.";
    };
    readonly quantity: {
        readonly type: "int";
        readonly doc: "Pieces ordered.";
    };
    readonly current_quantity: {
        readonly type: "int";
        readonly doc: "Pieces left after removals and refunds.";
    };
    readonly price: {
        readonly type: "decimal(18,2)";
        readonly doc: "Price of one piece before discounts.";
    };
    readonly discounted_total: {
        readonly type: "decimal(18,2)";
        readonly doc: "Price of the line after discounts.";
    };
    readonly currency: {
        readonly fromParent: true;
        readonly type: "string";
        readonly doc: "Currency of the amounts, ISO 4217.";
    };
    readonly updated_at: {
        readonly fromParent: true;
        readonly doc: "When the order last changed.";
        readonly type: "timestamptz";
    };
}>;

declare const orders: Entity<{
    readonly order_id: {
        readonly type: "string";
        readonly required: true;
        readonly doc: "The id that the source gives.";
    };
    readonly provider: {
        readonly type: "string";
        readonly required: true;
        readonly doc: "The source that the record comes from, by the name it has in the project.";
    };
    readonly profile_id: {
        readonly type: "string";
        readonly doc: "The profile of the person, in `profiles`. Stays as profiles grow and merge.";
    };
    readonly name: {
        readonly type: "string";
        readonly doc: "The number that people see, as `#1001`.";
    };
    readonly customer_id: {
        readonly type: "string";
        readonly doc: "The buyer's id in `customers`; null for a guest.";
    };
    readonly email: {
        readonly type: "string";
        readonly standard: "email";
        readonly doc: "E-mail of the order, lower case.";
    };
    readonly phone: {
        readonly type: "string";
        readonly standard: {
            readonly phone: {
                readonly countryColumn: "shipping_country";
            };
        };
        readonly doc: "Phone of the order, E.164; a national number is read in the country it ships to.";
    };
    readonly currency: {
        readonly type: "string";
        readonly doc: "Currency of the amounts, ISO 4217.";
    };
    readonly total_price: {
        readonly type: "decimal(18,2)";
        readonly doc: "What the order costs, with tax and shipping.";
    };
    readonly subtotal_price: {
        readonly type: "decimal(18,2)";
        readonly doc: "The items after discounts.";
    };
    readonly total_tax: {
        readonly type: "decimal(18,2)";
        readonly doc: "Tax.";
    };
    readonly total_discounts: {
        readonly type: "decimal(18,2)";
        readonly doc: "Discounts.";
    };
    readonly financial_status: {
        readonly type: "string";
        readonly doc: "State of the payment, in the words of the source.";
    };
    readonly fulfillment_status: {
        readonly type: "string";
        readonly doc: "State of the delivery.";
    };
    readonly test: {
        readonly type: "boolean";
        readonly doc: "Whether it was placed to try the shop out.";
    };
    readonly tags: {
        readonly type: {
            readonly list: "string";
        };
        readonly doc: "Labels that the merchant gave.";
    };
    readonly note: {
        readonly type: "string";
        readonly doc: "Note on the order.";
    };
    readonly shipping_city: {
        readonly type: "string";
        readonly doc: "City that it ships to.";
    };
    readonly shipping_province: {
        readonly type: "string";
        readonly doc: "Province or state that it ships to.";
    };
    readonly shipping_zip: {
        readonly type: "string";
        readonly doc: "Postal code that it ships to.";
    };
    readonly shipping_country: {
        readonly type: "string";
        readonly doc: "Country that it ships to, ISO 3166-1 alpha-2.";
    };
    readonly created_at: {
        readonly type: "timestamptz";
        readonly doc: "When the source created the record.";
    };
    readonly processed_at: {
        readonly type: "timestamptz";
        readonly doc: "When the order was placed; differs from `created_at` where orders were imported.";
    };
    readonly cancelled_at: {
        readonly type: "timestamptz";
        readonly doc: "When it was cancelled; null where it was not.";
    };
    readonly updated_at: {
        readonly type: "timestamptz";
        readonly doc: "When the source last changed it; the greater wins.";
    };
    readonly _sdc_sequence: {
        readonly type: "long";
        readonly doc: "The order in which versions of a record arrived; decides between equal `updated_at`.";
    };
    readonly _sdc_table_version: {
        readonly type: "long";
        readonly doc: "The newest full extraction that the record was seen in, for sources that announce them.";
    };
}>;

declare const products: Entity<{
    readonly product_id: {
        readonly type: "string";
        readonly required: true;
        readonly doc: "The id that the source gives.";
    };
    readonly provider: {
        readonly type: "string";
        readonly required: true;
        readonly doc: "The source that the record comes from, by the name it has in the project.";
    };
    readonly title: {
        readonly type: "string";
        readonly doc: "Name of the product.";
    };
    readonly handle: {
        readonly type: "string";
        readonly doc: "Its name in web addresses.";
    };
    readonly status: {
        readonly type: "string";
        readonly doc: "Whether it is on sale, in the words of the source.";
    };
    readonly vendor: {
        readonly type: "string";
        readonly doc: "Who makes or sells it.";
    };
    readonly product_type: {
        readonly type: "string";
        readonly doc: "The merchant's category.";
    };
    readonly tags: {
        readonly type: {
            readonly list: "string";
        };
        readonly doc: "Labels that the merchant gave.";
    };
    readonly total_inventory: {
        readonly type: "long";
        readonly doc: "Pieces in stock over all variants.";
    };
    readonly created_at: {
        readonly type: "timestamptz";
        readonly doc: "When the source created the record.";
    };
    readonly published_at: {
        readonly type: "timestamptz";
        readonly doc: "When it went on sale.";
    };
    readonly updated_at: {
        readonly type: "timestamptz";
        readonly doc: "When the source last changed it; the greater wins.";
    };
    readonly _sdc_sequence: {
        readonly type: "long";
        readonly doc: "The order in which versions of a record arrived; decides between equal `updated_at`.";
    };
    readonly _sdc_table_version: {
        readonly type: "long";
        readonly doc: "The newest full extraction that the record was seen in, for sources that announce them.";
    };
}>;

/** Every table of the processed zone, with those that people read first. */
declare const entities: readonly Entity[];

/** Why records are one profile. */
interface ProfileExplanation {
    /** The profile; another than was asked for where that one was merged into it. */
    readonly profileId: string;
    /** The records that it is made of, by their nodes in the identity graph. */
    readonly nodes: readonly string[];
    /** Which record each value of the profile is from, as `email: c:shopify:1`. */
    readonly provenance: readonly string[];
    /** What several of its records share: `e:` an e-mail, `t:` a phone, `contact:` a CRM's own word. */
    readonly shared: readonly {
        readonly identifier: string;
        readonly nodes: readonly string[];
    }[];
    /** Pairs of its records that the model links, with what speaks for and against. */
    readonly likely: readonly {
        readonly nodes: readonly [string, string];
        readonly weight: number;
        readonly probability: number;
        readonly evidence: readonly string[];
    }[];
    /** Profiles that were merged into it. */
    readonly merged: readonly {
        readonly profileId: string;
        readonly mergedAt: string;
    }[];
}
interface ExplainOptions extends TableWorkOptions {
    readonly profileId: string;
    /** As the transform has it. @default 0.95 */
    readonly matchProbability?: number;
}
/**
 * Tells why the records of a profile are one person, from the tables as they are. What it gives holds
 * personal data: it is for the eyes of who asked, and no log's.
 *
 * @throws {TransformError} `TRANSFORM_NO_PROFILE` where there is no such profile and never was.
 * @example
 * const { nodes, shared, likely } = await explainProfile({
 *   customer: 'acme',
 *   processed: 'file:///data/processed',
 *   state: 'file:///data/state',
 *   profileId: 'p_1f3a…',
 * })
 */
declare function explainProfile(options: ExplainOptions): Promise<ProfileExplanation>;

interface SplitOptions extends ExplainOptions {
    /** The records that are of another person, by their nodes: `explainProfile` tells them. */
    readonly nodes: readonly string[];
    /** Takes an earlier split of these records back, and the profile need not have them. @default false */
    readonly isUndone?: boolean;
    /** Why, for those who audit. */
    readonly reason?: string;
}
/**
 * Decides that some records of a profile are of another person. From the next run on they are a
 * profile of their own, and nothing that they share with others makes them one again, until the
 * decision is taken back. The profile keeps its id where its oldest record stays.
 *
 * @throws {TransformError} `TRANSFORM_NO_PROFILE`; `TRANSFORM_SPLIT` where a record is not of the
 *   profile, or none would be left in it.
 * @example
 * await splitProfile({ ...zones, profileId: 'p_1f3a…', nodes: ['c:shopify:2'], reason: 'two sisters' })
 */
declare function splitProfile(options: SplitOptions): Promise<void>;

/**
 * Makes the raw records of a customer into the tables of the processed zone: typed, the newest
 * version of each, with the profile that each person resolves to.
 *
 * A run may be killed at any moment and run again: tables change one commit at a time, the ledger of
 * consumed raw objects is written last, and consuming an object twice changes nothing.
 *
 * @throws {TransformError} `TRANSFORM_NO_RAW_DATA`, `TRANSFORM_SOURCE_UNKNOWN`, `TRANSFORM_CONFLICT`,
 *   `TRANSFORM_CONSERVATION`, `TRANSFORM_QUALITY`, `TRANSFORM_RULE`, `TRANSFORM_ABORTED`
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

/** What the records of `tap-salesforce` mean: the objects of Sales Cloud, in their own field names. */
declare const salesforce: Source;

/** What the records of `tap-shopify` mean: Shopify's GraphQL Admin API, in its own field names. */
declare const shopify: Source;

/** The sources whose records the transform understands, by type. */
declare const sourceTypes: ReadonlyMap<string, Source>;

type TrainOptions = TableWorkOptions;
/**
 * Learns from the tables of people how records of one person look alike, and keeps what it learnt
 * as the next version of the customer's linkage model. The next transform resolves all profiles by
 * it, and `identity_review` shows the pairs that it is not sure of.
 *
 * Nothing is learnt without this command: parameters that moved by themselves would move people
 * between profiles.
 *
 * @throws {TransformError} `TRANSFORM_NO_PEOPLE` where there are no two records of people.
 * @throws {LakeError} where a zone cannot be read or written.
 * @example
 * const { version, model } = await trainIdentities({
 *   customer: 'acme',
 *   processed: 'file:///data/processed',
 *   state: 'file:///data/state',
 * })
 */
declare function trainIdentities(options: TrainOptions): Promise<StoredModel>;

export { type ChildMapping, type Column, type ColumnMapping, type Columns, type Entity, type ExplainOptions, type Expression, type FieldExpression, type FieldsOf, type LinkageModel, type ListField, type ProfileExplanation, type QualityReport, type QualityRule, type RawObject, type RawShape, type RecordCounts, type Source, type SourceStream, type SplitOptions, type StoredModel, type StreamReport, type SuppressOptions, type TableReport, type TrainOptions, TransformError, type TransformErrorOptions, type TransformOptions, type TransformProgress, type TransformReport, type TransformStage, type WaitingStream, accounts, childRows, contacts, customers, defineEntity, defineSource, defineStream, entities, explainProfile, firstOf, lastSegment, leads, opportunities, orderItems, orders, products, runTransform, salesforce, shopify, sourceTypes, splitProfile, suppressPeople, tableColumns, trainIdentities, upperCase };
