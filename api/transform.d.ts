import { TableSnapshot, ColumnType, PartitionField, TableColumn, S3Options, ObjectStore } from '@descant/lake';

/** How to reach AWS Glue. Credentials come from the usual places of the AWS SDK. */
interface GlueOptions {
    /** @default AWS_REGION or the profile's */
    readonly region?: string;
    /** Another origin than Amazon's, as of a local stand-in. */
    readonly endpoint?: string;
}

/** A table of the processed zone, as a catalog is told of it. */
interface CatalogTable extends Pick<TableSnapshot, 'version' | 'columns' | 'columnIds'> {
    /** The tenant whose table it is. */
    readonly customer: string;
    readonly name: string;
    /** One sentence: what one row is. */
    readonly doc: string;
    /** URL of its folder, without a slash at the end. */
    readonly location: string;
    /** URL of the `vN.metadata.json` that tells it as it is now. */
    readonly metadataLocation: string;
}
/** Where engines find tables by their names. The tables are whole without one. */
interface TableCatalog {
    /**
     * Makes the catalog tell a table as it is now. A newer state that it tells stays.
     *
     * @returns whether anything had to be changed.
     */
    register(table: CatalogTable): Promise<boolean>;
}

interface GlueCatalogOptions extends GlueOptions {
    /** What goes before the customer's name in the name of its database. @default '' */
    readonly databasePrefix?: string;
}
/**
 * The AWS Glue Data Catalog: a database a customer, made where it is missing, a table a table. Athena,
 * EMR and Redshift Spectrum then find the tables by name.
 *
 * https://docs.aws.amazon.com/glue/latest/webapi/API_UpdateTable.html: an update names the version
 * that it was planned on, so of two writers one reads again; older versions are not archived.
 *
 * @throws {TransformError} by `register`: `TRANSFORM_CATALOG`
 * @example
 * await runTransform({ ...zones, catalog: glueCatalog({ region: 'eu-central-1', databasePrefix: 'cdp_' }) })
 */
declare function glueCatalog({ databasePrefix, ...options }?: GlueCatalogOptions): TableCatalog;

/** A kind of identifier. */
type IdentifierKind = 'email' | 'phone';
/** How far one kind of identifier is believed. */
interface IdentifierRule {
    /** An identifier that more records share links none of them. @default 200 */
    readonly mostRecords?: number;
    /**
     * How many different ones a profile may have. Where it would have more, what ties its records is
     * dropped by its strength, the weakest first: likeness, then `weakestFirst`, until the limit is kept.
     * @default as many as there are
     */
    readonly mostPerProfile?: number;
    /** Values that name nobody, in their standard form: a shop's own address, a till's number. */
    readonly blocked?: readonly string[];
}
/** What people are known by, and how far; beside what is built in. */
interface IdentityRules {
    readonly email: IdentifierRule;
    readonly phone: IdentifierRule;
    /** Which kind gives way first where a limit is passed; what a provider itself says never does. */
    readonly weakestFirst: readonly IdentifierKind[];
}

/**
 * What a single record must keep to, whatever its neighbours are. A record that does not is a dead
 * letter of the kind `quality`, with the rule as its reason.
 *
 * - `not_null`: the column has a value.
 * - `range`: the number or decimal, where there is one, lies between the bounds, both included.
 * - `matches`: the text, where there is one, is found by a regular expression that RE2 and Java share.
 *
 * @example
 * const rules: RecordRule[] = [
 *   { kind: 'range', column: 'total_price', min: 0 },
 *   { kind: 'matches', column: 'currency', pattern: '^[A-Z]{3}$' },
 * ]
 */
type RecordRule = {
    readonly kind: 'not_null';
    readonly column: string;
} | {
    readonly kind: 'range';
    readonly column: string;
    readonly min?: number | string;
    readonly max?: number | string;
} | {
    readonly kind: 'matches';
    readonly column: string;
    readonly pattern: string;
};

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
 * - `complete`: where all columns of `where` have a value, the column has one too.
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
    readonly kind: 'complete';
    readonly column: string;
    readonly where: readonly string[];
    readonly severity?: Severity;
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
    /** Whether a step adds it: no source gives it. */
    readonly isEnriched?: true;
    /** Whether it tells when a row was computed: a row that differs in such alone is no other row. */
    readonly isOfTheRun?: true;
    /** Whether its texts are JSON, which a database then keeps as such. @default false */
    readonly isJson?: true;
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
 * A value computed from a raw record or from a row, as data: a dialect turns it into its engine's
 * SQL. Every expression gives text (or a list of texts); the column's type reads it.
 */
type Expression = FieldExpression | ColumnExpression | {
    readonly kind: 'nothing';
} | {
    readonly kind: 'literal';
    readonly value: string;
} | {
    readonly kind: 'firstOf';
    readonly choices: readonly Expression[];
} | {
    readonly kind: 'lastSegment';
    readonly of: Expression;
} | {
    readonly kind: 'upperCase';
    readonly of: Expression;
} | {
    readonly kind: 'lowerCase';
    readonly of: Expression;
} | {
    readonly kind: 'beginning';
    readonly of: Expression;
    readonly length: number;
} | {
    readonly kind: 'extract';
    readonly of: Expression;
    readonly pattern: string;
} | {
    readonly kind: 'urlDecoded';
    readonly of: Expression;
} | {
    readonly kind: 'joined';
    readonly parts: readonly Expression[];
    readonly separator: string;
} | {
    readonly kind: 'day';
    readonly of: ColumnExpression;
} | {
    readonly kind: 'exchanged';
    readonly of: Expression;
    readonly rate: Expression;
} | {
    readonly kind: 'lookUp';
    readonly of: Expression;
    readonly lookup: Lookup;
} | {
    readonly kind: 'choose';
    readonly cases: readonly {
        readonly when: Condition;
        readonly gives: Expression;
    }[];
    readonly otherwise?: Expression;
};
/** What may be so of a value; what is not known is not so. */
type Condition = {
    readonly kind: 'isThere';
    readonly of: Expression;
} | {
    readonly kind: 'isOneOf';
    readonly of: Expression;
    readonly values: readonly string[];
} | {
    readonly kind: 'matches';
    readonly of: Expression;
    readonly pattern: string;
} | {
    readonly kind: 'isAtLeast';
    readonly of: Expression;
    readonly number: number;
};
/** A field of the record, or of an item of a list within it. */
interface FieldExpression {
    readonly kind: 'field';
    readonly of: 'record' | 'item';
    readonly path: readonly string[];
}
/** A column of the row that a step works on. */
interface ColumnExpression {
    readonly kind: 'column';
    readonly name: string;
}
/** Texts by texts: what a step looks values up in. */
interface Lookup {
    /** Lower case with underscores; the engines know it as `lookup_NAME`. */
    readonly name: string;
    /** Neither keys nor values may hold a tab or a line break. */
    readonly entries: ReadonlyMap<string, string>;
    /** Whether entries are added all the time: that is no change of the model. @default false */
    readonly grows?: true;
}
/** Never anything. */
declare const nothing: Expression;
/** Always this text. */
declare const literal: (value: string) => Expression;
/** The first of these that is there. */
declare const firstOf: (...choices: readonly [Expression, ...Expression[]]) => Expression;
/** What follows the last slash: `gid://shopify/Order/1001` => `1001`. */
declare const lastSegment: (of: Expression) => Expression;
/** In capital letters: `de` => `DE`. */
declare const upperCase: (of: Expression) => Expression;
/** In small letters: `ORDER` => `order`. */
declare const lowerCase: (of: Expression) => Expression;
/** At most so many characters from the start: `+4930123`, 3 => `+49`. */
declare const beginning: (of: Expression, length: number) => Expression;
/**
 * What the first group of a regular expression finds, the first time it does; nothing where it finds
 * none. Patterns use what RE2 and Java have in common; a backslash is written as `[.]`.
 *
 * @example extract(row.email, '@(.+)$') // ann@shop.eu => shop.eu
 */
declare const extract: (of: Expression, pattern: string) => Expression;
/**
 * A parameter of an address in the web, decoded.
 *
 * @example parameter(row.landing_page, 'utm_source') // https://shop.eu/?utm_source=a%26b => a&b
 */
declare const parameter: (of: Expression, name: string) => Expression;
/** The parts one after the other; nothing where one of them is not there. */
declare const joined: (parts: readonly Expression[], separator?: string) => Expression;
/** The day of a time, in UTC: `2026-11-23`. */
declare const day: (of: ColumnExpression) => Expression;
/** An amount times a rate, exactly, then rounded half away from zero to two digits. */
declare const exchanged: (amount: Expression, rate: Expression) => Expression;
/** What a table has under this key. */
declare const lookUp: (of: Expression, lookup: Lookup) => Expression;
/**
 * The first choice whose condition is so.
 *
 * @example
 * choose([{ when: isAtLeast(row.total_spent, 1000), gives: literal('vip') }], literal('regular'))
 */
declare const choose: (cases: readonly {
    readonly when: Condition;
    readonly gives: Expression;
}[], otherwise?: Expression) => Expression;
declare const isThere: (of: Expression) => Condition;
declare const isOneOf: (of: Expression, values: readonly string[]) => Condition;
/** Whether a regular expression finds anything; see `extract`. */
declare const matches: (of: Expression, pattern: string) => Condition;
/** Whether it is a number, and this one or greater. */
declare const isAtLeast: (of: Expression, number: number) => Condition;

/** A step that adds columns to the rows of a table, from what they hold. */
interface Enrichment {
    /** As in `email_domain`: what a report calls it. */
    readonly name: string;
    /** The table, by its name. */
    readonly table: string;
    /** One sentence: what it adds. */
    readonly doc: string;
    readonly columns: Columns;
    readonly values: Readonly<Record<string, Expression>>;
    /** Of its columns, those that tell who somebody is: empty once the person is to be forgotten. */
    readonly personal: readonly string[];
    /** What must hold of the table with them. */
    readonly quality: readonly QualityRule[];
}

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
    /** Values that name nobody, beside those that are built in; `defineModel` puts them there. */
    readonly blocked?: {
        readonly email: readonly string[];
        readonly phone: readonly string[];
    };
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
    /**
     * What a record must keep to: one that does not goes to the dead letters, and its neighbours go on.
     * @default nothing
     */
    readonly validate?: readonly RecordRule[];
    /** What adds columns to its rows, in this order; `defineModel` puts them there. @default nothing */
    readonly enrichments?: readonly Enrichment[];
    /** What must hold of its rows. @default nothing */
    readonly quality?: readonly QualityRule[];
    /** Whom its rows are about. @default nobody */
    readonly about?: AboutPerson;
    /**
     * What its files are put by: a value that a row keeps, so that a run rewrites few files.
     * @default one place for all
     */
    readonly partitionBy?: readonly PartitionField[];
    /**
     * Whether its rows tell what happened: several streams of a source may fill it, with ids that do not
     * meet, and a row stays that a full extraction no longer sees. @default false
     */
    readonly isLog?: true;
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
 * Declares a source. Each of its streams is a table of its own, so that an id names one record, but for
 * what happened, of which several streams may tell.
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

declare const brand: unique symbol;
interface TransformErrorOptions {
    /** What went wrong below. */
    readonly cause?: unknown;
    /** The exit code that a command line ends with: 2 config, 3 credentials, 1 otherwise. @default 1 */
    readonly exitCode?: 1 | 2 | 3;
}
/**
 * An error of the transform that is meant for a person: what happened, and who must do what.
 *
 * Codes: `TRANSFORM_SOURCE_UNKNOWN` (a provider of no known type), `TRANSFORM_NO_RAW_DATA` (nothing
 * was ever extracted for this customer), `TRANSFORM_CONFLICT` (another run of the same customer
 * committed first), `TRANSFORM_CONSERVATION` (rows went missing between raw and tables),
 * `TRANSFORM_MODEL`, `TRANSFORM_RULE`, `TRANSFORM_RATES` (what a project declares is wrong),
 * `TRANSFORM_CATALOG` (a catalog tells of another table), `TRANSFORM_ABORTED` (the caller's signal).
 *
 * @example
 * if (TransformError.is(error)) console.error(`${error.code}: ${error.message}`)
 */
declare class TransformError extends Error {
    readonly code: `TRANSFORM_${string}`;
    readonly exitCode: 1 | 2 | 3;
    readonly [brand] = true;
    constructor(code: `TRANSFORM_${string}`, message: string, options?: TransformErrorOptions);
    /** Whether a value is such an error, of this copy of the package or of another. */
    static is(error: unknown): error is TransformError;
}

/** Rules by the name of the table that they are for. */
type RulesByTable<Rule> = Readonly<Record<string, readonly Rule[]>>;

/** What a project adds to a model; everything is optional. */
interface ModelParts {
    /** Kinds of providers. Tables that their streams fill, and that are not there yet, are added. */
    readonly sources?: readonly Source[];
    /**
     * Steps that add columns to tables of records, or to `profiles`, in this order. One takes the place
     * of the base's of the same name and table.
     */
    readonly enrichments?: readonly Enrichment[];
    /** What single records must keep to, by the name of the table: else they are dead letters. */
    readonly validate?: RulesByTable<RecordRule>;
    /** What people are known by, and how far. What is named takes the place of the base's. */
    readonly identity?: Partial<IdentityRules>;
    /** Rules beyond those of the tables themselves, by the name of the table. */
    readonly quality?: RulesByTable<QualityRule>;
}
/** All that a transform does to records, as data. */
interface Model {
    /** Whose records become rows, by type. */
    readonly sources: ReadonlyMap<string, Source>;
    /** Tables whose rows are records of sources. */
    readonly recordEntities: readonly Entity[];
    /** Of these, tables whose rows are people. */
    readonly peopleEntities: readonly Entity[];
    /** Tables whose rows lie within records of another. */
    readonly childEntities: readonly Entity[];
    /** Every table of the processed zone, with those that people read first. */
    readonly entities: readonly Entity[];
    /**
     * The order in which tables are committed: what a repeated run reads to do the same again comes
     * before what it makes. Merged ids come before the map that would no longer tell of them.
     */
    readonly commitOrder: readonly Entity[];
    /** What people are known by, and how far. */
    readonly identity: IdentityRules;
}
/**
 * Declares a model: what `base` does, and what a project adds to it.
 *
 * @throws {TransformError} `TRANSFORM_RULE` that names every table and column that a rule speaks of
 *   and that is not there; `TRANSFORM_MODEL` where a step cannot be taken.
 * @example
 * const model = defineModel({
 *   base: standardModel,
 *   sources: [club],
 *   quality: { customers: [{ kind: 'not_null', column: 'email', severity: 'fail' }] },
 * })
 */
declare function defineModel({ base, sources, enrichments, validate, identity, quality, }: ModelParts & {
    readonly base?: Model;
}): Model;

/** What became of a table in the catalog. */
interface CatalogReport {
    readonly table: string;
    /** A table that failed is tried again by the next run, whether that changes it or not. */
    readonly outcome: 'registered' | 'unchanged' | 'failed';
    /** Why it failed. */
    readonly message?: string;
}

/** How a service of AWS is reached. Credentials come from the usual places of the AWS SDK. */
interface AwsServiceOptions {
    /** @default AWS_REGION or the profile's */
    readonly region?: string;
    /** The origin of a service that is not Amazon's own, as a test's. */
    readonly endpoint?: string;
    /** Seconds between two questions how far a job is. @default 10 */
    readonly pollSeconds?: number;
}

/** What is to be run on Spark. */
interface SparkJob {
    /** The id of the run: two submissions of one are one job, where the service can tell. */
    readonly run: string;
    /** The program: a path where `isLocal`, else a URL in the scheme of the launcher. */
    readonly runner: string;
    /** The URL of its plan. */
    readonly plan: string;
    /** Settings of the application; a launcher adds its own and leaves out what its service sets itself. */
    readonly settings: Readonly<Record<string, string>>;
}
/** How far a job is; one that failed tells what the service says, and where its log is, in a sentence. */
type SparkJobState = {
    readonly kind: 'waiting' | 'running' | 'succeeded';
} | {
    readonly kind: 'failed';
    readonly reason: string;
};
/** A job that was submitted. */
interface SparkHandle {
    /** How a person finds it, as the ARN of a task. */
    readonly id: string;
    /** Waits a while, or until it ends, and says how far it is. */
    poll(signal?: AbortSignal): Promise<SparkJobState>;
    /** Stops it; resolves when it can do no more harm, or the service has taken note. */
    cancel(): Promise<void>;
}
/**
 * Starts Spark somewhere. Anyone may bring another one: only three files pass between us and the job,
 * the program, its plan and its report, and all lie in the processed zone.
 */
interface SparkLauncher {
    /** As `emr-serverless`. */
    readonly name: string;
    /** Whether the job runs on this machine, and reads its files. */
    readonly isLocal: boolean;
    /** How Spark there names objects of S3: `s3a` with Hadoop's own client, `s3` on EMR and Glue. */
    readonly s3Scheme: 's3' | 's3a';
    submit(job: SparkJob): Promise<SparkHandle>;
}

interface EcsFargateOptions extends AwsServiceOptions {
    /** Name or ARN of the cluster. */
    readonly cluster: string;
    /** Family, family:revision or ARN of a task definition whose image has Spark 3.5 with hadoop-aws. */
    readonly taskDefinition: string;
    /** The container of it that has Spark. @default 'spark' */
    readonly container?: string;
    readonly subnets: readonly string[];
    readonly securityGroups?: readonly string[];
    /** @default false */
    readonly assignPublicIp?: boolean;
    /** CPU units of the task, as '16384' for 16. @default as the task definition says */
    readonly cpu?: string;
    /** Memory of the task in MiB, as '122880'. @default as the task definition says */
    readonly memory?: string;
    /** Memory of Spark's driver, which does all the work in a task. @default '4g' */
    readonly driverMemory?: string;
    readonly settings?: Readonly<Record<string, string>>;
}
/**
 * Spark in one task of ECS on Fargate: all cores of one machine, in the network of the other stages.
 *
 * Needs `ecs:RunTask`, `ecs:DescribeTasks`, `ecs:StopTask` and `iam:PassRole` for the task's roles.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
 * @example
 * const launcher = ecsFargate({ cluster: 'descant', taskDefinition: 'spark', subnets: ['subnet-1'] })
 */
declare function ecsFargate(options: EcsFargateOptions): SparkLauncher;

interface EmrServerlessOptions extends AwsServiceOptions {
    /** The id of a Spark application of EMR 7, which has Spark 3.5. */
    readonly applicationId: string;
    /** ARN of the role that the job runs with: it reads the raw zone, and reads and writes the processed one. */
    readonly executionRole: string;
    /** Where its logs are kept, as `s3://bucket/logs/`. @default EMR's own, for 30 days */
    readonly logs?: string;
    /** Minutes after which the service ends it. @default 720, as the service has it */
    readonly timeoutMinutes?: number;
    readonly settings?: Readonly<Record<string, string>>;
}
/**
 * Spark on EMR Serverless: as many workers as the input wants, and none when it is done.
 *
 * Needs `emr-serverless:StartJobRun`, `GetJobRun`, `CancelJobRun` and `iam:PassRole` for the role.
 *
 * @see https://docs.aws.amazon.com/emr-serverless/latest/APIReference/API_StartJobRun.html
 * @example
 * const launcher = emrServerless({ applicationId: '00f1', executionRole: 'arn:aws:iam::1:role/spark' })
 */
declare function emrServerless(options: EmrServerlessOptions): SparkLauncher;

interface GlueJobOptions extends AwsServiceOptions {
    /** The name of a Spark job of Glue 5, which has Spark 3.5. Its script is ours for the run. */
    readonly job: string;
    /** As `G.2X`. @default as the job says */
    readonly workerType?: 'G.1X' | 'G.2X' | 'G.4X' | 'G.8X' | 'G.12X' | 'G.16X';
    /** The most workers; fewer run where less is to do. @default as the job says */
    readonly workers?: number;
    /** Minutes after which Glue ends it. @default as the job says */
    readonly timeoutMinutes?: number;
    readonly settings?: Readonly<Record<string, string>>;
}
/**
 * Spark as a job of AWS Glue.
 *
 * Needs `glue:StartJobRun`, `glue:GetJobRun` and `glue:BatchStopJobRun`; the job's role reads the raw zone,
 * and reads and writes the processed one.
 *
 * @see https://docs.aws.amazon.com/glue/latest/webapi/API_StartJobRun.html
 * @example
 * const launcher = glueJob({ job: 'descant-transform', workerType: 'G.2X', workers: 20 })
 */
declare function glueJob(options: GlueJobOptions): SparkLauncher;

interface SparkSubmitOptions {
    /** The program. @default 'spark-submit', on the PATH */
    readonly command?: string;
    /** @default 'local[*]' */
    readonly master?: string;
    /** Memory of the driver; with a local master it does all the work. @default '4g' */
    readonly driverMemory?: string;
    /** Settings of the application beyond those of the plan, which they win over. */
    readonly settings?: Readonly<Record<string, string>>;
    /** What the program gets as its environment. @default the one of this process */
    readonly environment?: NodeJS.ProcessEnv;
}
/**
 * Spark on this machine, or on a cluster that `spark-submit` reaches from it.
 *
 * @example
 * const spark = { launcher: sparkSubmit({ master: 'local[4]', driverMemory: '8g' }) }
 */
declare function sparkSubmit(options?: SparkSubmitOptions): SparkLauncher;

/** How a transform is done on Spark. */
interface SparkOptions {
    /** What starts it. */
    readonly launcher: SparkLauncher;
}

/** The columns of a row, as what expressions are made of. */
type RowOf<C> = {
    readonly [Name in keyof C & string]: ColumnExpression;
};
/**
 * Declares a step that adds columns to a table of records, or to `profiles`. It sees the columns of
 * the table and those of the steps before it; a value that its column's type does not take is null.
 *
 * @example
 * const value = defineEnrichment({
 *   name: 'value_class',
 *   doc: 'How much a person buys.',
 *   entity: profiles,
 *   columns: { value_class: { type: 'string', doc: 'As `vip` or `regular`.' } },
 *   values: (profile) => ({
 *     value_class: choose([{ when: isAtLeast(profile.total_spent, 1000), gives: literal('vip') }], literal('regular')),
 *   }),
 * })
 */
declare function defineEnrichment<E extends Columns, const C extends Columns>({ name, doc, entity, columns, values, personal, quality, }: {
    readonly name: string;
    readonly doc: string;
    readonly entity: Entity<E>;
    readonly columns: C;
    readonly values: (row: RowOf<E>) => {
        readonly [Name in keyof C & string]: Expression;
    };
    readonly personal?: readonly (keyof C & string)[];
    readonly quality?: readonly QualityRule[];
}): Enrichment;
/** A column of an earlier step, for a step that builds upon it. */
declare const columnOf: (name: string) => ColumnExpression;

/** What one unit of a currency was worth in another on a day. */
interface Rate {
    /** ISO 8601, UTC. */
    readonly date: string;
    /** ISO 4217. */
    readonly from: string;
    readonly to: string;
    /** A decimal text of at most 8 digits before the point and 10 after it: `1.0876`. */
    readonly rate: string;
}
interface ExchangeOptions {
    /** The currency of reports, ISO 4217. */
    readonly to: string;
    /** Rates into it; those into other currencies are passed over. */
    readonly rates: Iterable<Rate>;
    /**
     * How many days a rate holds where no newer one is given, as over a weekend.
     * @default 0, a rate holds on its own day
     */
    readonly mostDaysOld?: number;
}
/**
 * Amounts of orders in the currency of reports, at the rate of the day on which they were placed.
 * Amounts are exact, rounded half away from zero once. Without a rate there is no amount, and a
 * quality rule says how many: a rate is never guessed, turned round or taken from a later day.
 *
 * @throws {TransformError} `TRANSFORM_RATES` that names what is wrong with the rates.
 * @example
 * exchange({ to: 'EUR', rates: await readRates('rates.csv'), mostDaysOld: 4 })
 */
declare function exchange(options?: ExchangeOptions): Enrichment;

/**
 * Reads a table of exchange rates: a CSV file with the columns `date`, `from`, `to`, `rate` in any
 * order, or a JSON file (`.json`) with a list of such objects. Rates are texts and stay what they
 * are; in JSON a number is taken as it is written.
 *
 * @throws {TransformError} `TRANSFORM_RATES` that names the line.
 * @example
 * const rates = await readRates('rates.csv')
 */
declare function readRates(path: string): Promise<Rate[]>;

interface EraseCopiesOptions {
    readonly customer: string;
    /** URL of the state zone: the suppression list lies there, and the record of what was done. */
    readonly state: string;
    /** URL of the dead-letter zone. @default dead letters stay as they are */
    readonly deadLetters?: string;
    /** URL of the raw zone, where it is to be rewritten. @default the raw zone stays as it is */
    readonly raw?: string;
    readonly s3?: S3Options;
    /** @default standardModel */
    readonly model?: Model;
    /** The type of each provider's source, where its name is not the type itself. */
    readonly sources?: Readonly<Record<string, string>>;
    /** Why, for those who audit; without personal data. */
    readonly reason?: string;
    /** The clock. @default the system's */
    readonly now?: () => Date;
}
/** What was done to one zone. */
interface ErasedZone {
    /** Objects that were looked through, and those that were rewritten. */
    readonly objects: number;
    readonly rewritten: number;
    /** Lines that went, and lines that lost what tells of a person. */
    readonly removed: number;
    readonly cut: number;
    /** Objects that are damaged and could not be looked through. */
    readonly unreadable: readonly string[];
}
/** What was done, as it is kept in the state zone. */
interface ErasureRecord {
    /** ISO 8601. */
    readonly erased_at: string;
    readonly reason: string | null;
    /** Entries of the suppression list that it was done by. */
    readonly suppressions: number;
    /** Null where the zone was left as it is. */
    readonly dead_letters: ErasedZone | null;
    readonly raw: ErasedZone | null;
}
/**
 * Takes the people on the suppression list out of copies of their records: dead letters lose the
 * records, and the raw zone, where it is given, loses the lines. May be run again at any time; what is
 * done already is not done twice.
 *
 * In a versioned bucket the old bytes stay until the lifecycle of old versions takes them. Raw objects
 * that were rewritten are read anew by the next transform, which changes no table.
 *
 * @throws {LakeError} where a zone cannot be read, or forbids that objects are replaced.
 * @example
 * await eraseCopies({ customer: 'acme', state, deadLetters, raw, reason: 'request 4711' })
 */
declare function eraseCopies(options: EraseCopiesOptions): Promise<ErasureRecord>;

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
     * What is done to records: sources, tables, steps and rules.
     *
     * @default standardModel
     * @example defineModel({ base: standardModel, sources: [till] })
     */
    readonly model?: Model;
    /**
     * How sure a trained linkage model must be that two records are of one person before they are made
     * one profile, from 0.5 to 1. Without a model records are linked by what they share alone.
     * @default 0.95
     */
    readonly matchProbability?: number;
    /** Pairs from here up to `matchProbability` stand in `identity_review`. @default 0.5 */
    readonly reviewProbability?: number;
    /**
     * Lets Spark do the work, where there is more than one machine's share of it: the same plan, the same
     * tables. @default DuckDB within this process
     */
    readonly spark?: SparkOptions;
    /**
     * Where engines are to find the tables by name. What fails there is in the report, loses nothing, and
     * is tried again by the next run.
     * @default no catalog is told
     */
    readonly catalog?: TableCatalog;
    /**
     * Where DuckDB begins to spill. It covers tables, sorting and joins; the process takes up to 512 MiB
     * beside it, for itself and for buffers of DuckDB's readers and writers. A container should have as
     * much as both. Raw records of many megabytes take more: buffers hold two of the longest a thread.
     * @default three quarters of the memory of this process
     */
    readonly memoryLimitMib?: number;
    /** Threads of DuckDB; each takes memory of its own. @default the number of cores */
    readonly threads?: number;
    /** Where files lie while a run works; removed when it ends. @default the system's */
    readonly temporaryDirectory?: string;
    /**
     * How many days an older state of a table can be read for; the newest ten are kept in any case.
     * @default 7
     */
    readonly snapshotDays?: number;
    readonly onProgress?: (progress: TransformProgress) => void;
    /** Ends the run at the next statement; what was not committed is taken up by the next run. */
    readonly signal?: AbortSignal;
    /** The clock. @default the system's */
    readonly now?: () => Date;
}
/** What work on the tables of a customer needs to know, beside a run itself. */
type TableWorkOptions = Pick<TransformOptions, 'customer' | 'model' | 'processed' | 'state' | 's3' | 'memoryLimitMib' | 'threads' | 'temporaryDirectory' | 'signal' | 'now'>;
/** What a run is doing. */
interface TransformProgress {
    readonly stage: TransformStage;
    /** What of it, as `shop orders` or the name of a table. */
    readonly subject?: string;
    /** Raw objects that are read in this step. */
    readonly objects?: number;
}
type TransformStage = 'list' | 'read' | 'merge' | 'identity' | 'profiles' | 'quality' | 'publish' | 'spark' | 'close' | 'tidy';

interface SuppressOptions extends TableWorkOptions {
    /** The profile to forget: every record of it, and every address and number that they have. */
    readonly profileId?: string;
    /** An e-mail address; whoever has it is forgotten as a whole. */
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
 * An e-mail address or a phone number stands for the whole person: for all records of the profiles that
 * have it. One that names nobody, or that more records share than a profile may be made of, stands for
 * the rows alone that bear it. To lift a person takes back every request that they had in common with
 * what is given.
 *
 * The raw zone is not rewritten, and older snapshots of the tables hold the person until they expire.
 *
 * @returns how many identifiers were put on the list, or taken off.
 * @throws {TransformError} `TRANSFORM_NOBODY` where nobody was named, or there is no such profile;
 *   `TRANSFORM_NOT_SUPPRESSED` where somebody is to be lifted who is not on the list.
 * @example
 * await suppressPeople({
 *   customer: 'acme',
 *   processed: 'file:///data/processed',
 *   state: 'file:///data/state',
 *   email: 'ann@shop.eu',
 *   reason: 'request 4711',
 * })
 */
declare function suppressPeople(options: SuppressOptions): Promise<number>;

/** Raw objects of a stream that wait, because their schema is not accepted. */
interface WaitingStream {
    readonly provider: string;
    readonly stream: string;
    /** The version of the schema, in the registry. */
    readonly version: number;
    readonly objects: number;
}

/** Where records of a customer would be, or what was made of them. */
interface CustomerZones {
    /** The raw zone. */
    readonly raw: ObjectStore;
    /** The state zone. */
    readonly state: ObjectStore;
    readonly customer: string;
}
/**
 * Whether a customer has records, or ever had: where not, a transform has nothing to begin with.
 *
 * @throws {LakeError} where a zone cannot be read.
 * @example
 * if (!(await isAnythingExtracted({ raw, state, customer: 'acme' }))) return
 */
declare function isAnythingExtracted({ raw, state, customer, }: CustomerZones): Promise<boolean>;

interface PendingOptions {
    /** The raw zone. */
    readonly raw: ObjectStore;
    /** The state zone. */
    readonly state: ObjectStore;
    readonly customer: string;
    readonly providers: readonly string[];
    /** Looks at the raw objects of the days from this time on. */
    readonly since: Date;
    readonly until: Date;
}
/**
 * Since when each provider has records in the raw zone that the tables do not show yet: the time in the
 * name of the oldest object that no run has consumed. Providers that have none are left out, and so are
 * streams of which nothing was ever consumed while others of their provider were: no table is made of
 * them.
 *
 * @throws {LakeError} where a zone cannot be read.
 * @example
 * const pending = await pendingSince({ raw, state, customer: 'acme', providers: ['shop'], since, until })
 * pending.get('shop') // 2026-11-23T02:00:00.000Z: what came then waits for a transform
 */
declare function pendingSince(options: PendingOptions): Promise<Map<string, Date>>;

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
    readonly _sdc_sequence: {
        readonly type: "long";
        readonly doc: "The order in which versions of a record arrived; decides between equal `updated_at`.";
    };
    readonly _sdc_table_version: {
        readonly type: "long";
        readonly doc: "The newest full extraction that the record was seen in, for sources that announce them.";
    };
    readonly created_at: {
        readonly type: "timestamptz";
        readonly doc: "When the source created the record.";
    };
    readonly updated_at: {
        readonly type: "timestamptz";
        readonly doc: "When the source last changed it; the greater wins.";
    };
    readonly address1: {
        readonly type: "string";
        readonly doc: `Street, the first line of ${string}.`;
    };
    readonly city: {
        readonly type: "string";
        readonly doc: `City of ${string}.`;
    };
    readonly province: {
        readonly type: "string";
        readonly doc: `Province or state of ${string}.`;
    };
    readonly zip: {
        readonly type: "string";
        readonly doc: `Postal code of ${string}.`;
    };
    readonly country: {
        readonly type: "string";
        readonly doc: `Country of ${string}, ISO 3166-1 alpha-2.`;
    };
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
}>;

declare const contacts: Entity<{
    readonly _sdc_sequence: {
        readonly type: "long";
        readonly doc: "The order in which versions of a record arrived; decides between equal `updated_at`.";
    };
    readonly _sdc_table_version: {
        readonly type: "long";
        readonly doc: "The newest full extraction that the record was seen in, for sources that announce them.";
    };
    readonly created_at: {
        readonly type: "timestamptz";
        readonly doc: "When the source created the record.";
    };
    readonly updated_at: {
        readonly type: "timestamptz";
        readonly doc: "When the source last changed it; the greater wins.";
    };
    readonly address1: {
        readonly type: "string";
        readonly doc: `Street, the first line of ${string}.`;
    };
    readonly city: {
        readonly type: "string";
        readonly doc: `City of ${string}.`;
    };
    readonly province: {
        readonly type: "string";
        readonly doc: `Province or state of ${string}.`;
    };
    readonly zip: {
        readonly type: "string";
        readonly doc: `Postal code of ${string}.`;
    };
    readonly country: {
        readonly type: "string";
        readonly doc: `Country of ${string}, ISO 3166-1 alpha-2.`;
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
}>;

declare const customers: Entity<{
    readonly _sdc_sequence: {
        readonly type: "long";
        readonly doc: "The order in which versions of a record arrived; decides between equal `updated_at`.";
    };
    readonly _sdc_table_version: {
        readonly type: "long";
        readonly doc: "The newest full extraction that the record was seen in, for sources that announce them.";
    };
    readonly created_at: {
        readonly type: "timestamptz";
        readonly doc: "When the source created the record.";
    };
    readonly updated_at: {
        readonly type: "timestamptz";
        readonly doc: "When the source last changed it; the greater wins.";
    };
    readonly address2: {
        readonly type: "string";
        readonly doc: "Second line of the default address.";
    };
    readonly province_code: {
        readonly type: "string";
        readonly doc: "Code of the province.";
    };
    readonly address1: {
        readonly type: "string";
        readonly doc: `Street, the first line of ${string}.`;
    };
    readonly city: {
        readonly type: "string";
        readonly doc: `City of ${string}.`;
    };
    readonly province: {
        readonly type: "string";
        readonly doc: `Province or state of ${string}.`;
    };
    readonly zip: {
        readonly type: "string";
        readonly doc: `Postal code of ${string}.`;
    };
    readonly country: {
        readonly type: "string";
        readonly doc: `Country of ${string}, ISO 3166-1 alpha-2.`;
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
}>;

/**
 * What people did, wherever it was seen: a shop, a web site, a webhook. An event makes nobody a
 * profile; it belongs to the one that its customer, its order, its e-mail or its phone leads to.
 */
declare const events: Entity<{
    readonly _sdc_sequence: {
        readonly type: "long";
        readonly doc: "The order in which versions of a record arrived; decides between equal `updated_at`.";
    };
    readonly _sdc_table_version: {
        readonly type: "long";
        readonly doc: "The newest full extraction that the record was seen in, for sources that announce them.";
    };
    readonly created_at: {
        readonly type: "timestamptz";
        readonly doc: "When the source created the record.";
    };
    readonly updated_at: {
        readonly type: "timestamptz";
        readonly doc: "When the source last changed it; the greater wins.";
    };
    readonly event_id: {
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
    readonly type: {
        readonly type: "string";
        readonly required: true;
        readonly doc: "What happened, as `order.placed` or `page_view`.";
    };
    readonly occurred_at: {
        readonly type: "timestamptz";
        readonly required: true;
        readonly doc: "When it happened; never changes.";
    };
    readonly description: {
        readonly type: "string";
        readonly doc: "What happened, in the words of the source.";
    };
    readonly customer_id: {
        readonly type: "string";
        readonly doc: "Whose event it is, in `customers`.";
    };
    readonly order_id: {
        readonly type: "string";
        readonly doc: "The order that it is about, in `orders`.";
    };
    readonly product_id: {
        readonly type: "string";
        readonly doc: "The product that it is about, in `products`.";
    };
    readonly email: {
        readonly type: "string";
        readonly standard: "email";
        readonly doc: "E-mail that it tells of, lower case.";
    };
    readonly phone: {
        readonly type: "string";
        readonly standard: {
            readonly phone: {
                readonly countryColumn: "country";
            };
        };
        readonly doc: "Phone that it tells of, E.164.";
    };
    readonly anonymous_id: {
        readonly type: "string";
        readonly doc: "What the source knows a stranger by, as a cookie.";
    };
    readonly session_id: {
        readonly type: "string";
        readonly doc: "The visit that it was part of.";
    };
    readonly country: {
        readonly type: "string";
        readonly doc: "Where it happened, ISO 3166-1 alpha-2.";
    };
    readonly landing_page: {
        readonly type: "string";
        readonly doc: "Address of the first page of the visit.";
    };
    readonly referrer: {
        readonly type: "string";
        readonly doc: "Address of the page before the visit.";
    };
    readonly properties: {
        readonly type: "string";
        readonly isJson: true;
        readonly doc: "All else that the source tells of it, JSON.";
    };
}>;

declare const leads: Entity<{
    readonly _sdc_sequence: {
        readonly type: "long";
        readonly doc: "The order in which versions of a record arrived; decides between equal `updated_at`.";
    };
    readonly _sdc_table_version: {
        readonly type: "long";
        readonly doc: "The newest full extraction that the record was seen in, for sources that announce them.";
    };
    readonly created_at: {
        readonly type: "timestamptz";
        readonly doc: "When the source created the record.";
    };
    readonly updated_at: {
        readonly type: "timestamptz";
        readonly doc: "When the source last changed it; the greater wins.";
    };
    readonly address1: {
        readonly type: "string";
        readonly doc: `Street, the first line of ${string}.`;
    };
    readonly city: {
        readonly type: "string";
        readonly doc: `City of ${string}.`;
    };
    readonly province: {
        readonly type: "string";
        readonly doc: `Province or state of ${string}.`;
    };
    readonly zip: {
        readonly type: "string";
        readonly doc: `Postal code of ${string}.`;
    };
    readonly country: {
        readonly type: "string";
        readonly doc: `Country of ${string}, ISO 3166-1 alpha-2.`;
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
}>;

declare const opportunities: Entity<{
    readonly _sdc_sequence: {
        readonly type: "long";
        readonly doc: "The order in which versions of a record arrived; decides between equal `updated_at`.";
    };
    readonly _sdc_table_version: {
        readonly type: "long";
        readonly doc: "The newest full extraction that the record was seen in, for sources that announce them.";
    };
    readonly created_at: {
        readonly type: "timestamptz";
        readonly doc: "When the source created the record.";
    };
    readonly updated_at: {
        readonly type: "timestamptz";
        readonly doc: "When the source last changed it; the greater wins.";
    };
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
    readonly created_at: {
        readonly fromParent: true;
        readonly doc: "When the order was created.";
        readonly type: "timestamptz";
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
    readonly landing_page: {
        readonly type: "string";
        readonly doc: "Address of the first page of the visit that led to the order.";
    };
    readonly referrer: {
        readonly type: "string";
        readonly doc: "Address of the page before that visit.";
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

/**
 * Cancelled orders and test orders count nowhere here: nothing was sold. They stay in `orders`.
 * Refunds are not taken off yet, `total_spent` is the sum of `total_price`.
 */
declare const profiles: Entity<{
    readonly profile_id: {
        readonly type: "string";
        readonly required: true;
        readonly doc: "Id of the person; stays over all runs.";
    };
    readonly email: {
        readonly type: "string";
        readonly doc: "The e-mail of the newest record that has one.";
    };
    readonly phone: {
        readonly type: "string";
        readonly doc: "The phone of the newest record that has one, E.164.";
    };
    readonly first_name: {
        readonly type: "string";
        readonly doc: "Given name, of the newest record that has one.";
    };
    readonly last_name: {
        readonly type: "string";
        readonly doc: "Family name, of the newest record that has one.";
    };
    readonly country: {
        readonly type: "string";
        readonly doc: "Country, ISO 3166-1 alpha-2, of the newest record that has one.";
    };
    readonly region: {
        readonly type: "string";
        readonly doc: "Region, ISO 3166-2, of the newest record that has one.";
    };
    readonly orders_count: {
        readonly type: "long";
        readonly required: true;
        readonly doc: "Orders, without cancelled and test orders.";
    };
    readonly total_spent: {
        readonly type: "decimal(18,2)";
        readonly doc: "Sum of `total_price` of these orders; null where it has more digits than fit.";
    };
    readonly average_order_value: {
        readonly type: "decimal(18,2)";
        readonly doc: "`total_spent` by `orders_count`, rounded half up; null without orders.";
    };
    readonly currency: {
        readonly type: "string";
        readonly doc: "Currency of the sums; null where orders in several currencies were added.";
    };
    readonly reporting_total_spent: {
        readonly type: "decimal(18,2)";
        readonly doc: "Sum of `reporting_total_price` of these orders; null where one of them has none.";
    };
    readonly reporting_average_order_value: {
        readonly type: "decimal(18,2)";
        readonly doc: "The same by `orders_count`, rounded half up; null without orders.";
    };
    readonly reporting_currency: {
        readonly type: "string";
        readonly doc: "Currency of the two, ISO 4217.";
    };
    readonly first_order_at: {
        readonly type: "timestamptz";
        readonly doc: "When the first of these orders was placed.";
    };
    readonly last_order_at: {
        readonly type: "timestamptz";
        readonly doc: "When the last of these orders was placed.";
    };
    readonly recency_days: {
        readonly type: "int";
        readonly isOfTheRun: true;
        readonly doc: "Days from that of the last of these orders to that of `computed_at`, UTC; null without orders.";
    };
    readonly computed_at: {
        readonly type: "timestamptz";
        readonly isOfTheRun: true;
        readonly doc: "When the run began that last built this row: `recency_days` holds for this time.";
    };
    readonly sources: {
        readonly type: {
            readonly list: "string";
        };
        readonly doc: "The providers that know the person, sorted.";
    };
    readonly provenance: {
        readonly type: {
            readonly list: "string";
        };
        readonly doc: "Which record each value is from, by its node, as `email: c:shopify:1`.";
    };
    readonly created_at: {
        readonly type: "timestamptz";
        readonly doc: "When the first record of the person was created.";
    };
    readonly updated_at: {
        readonly type: "timestamptz";
        readonly doc: "When any record of the person last changed.";
    };
}>;

/** One step that a model takes on the rows of a table, in words that a person reads. */
interface ModelStep {
    readonly table: string;
    readonly step: 'ingest' | 'validate' | 'clean' | 'normalise' | 'enrich' | 'quality' | 'partition';
    /** As `shopify orders`, `email to email`, `campaign: utm_source, …`. */
    readonly what: string;
}
/**
 * What a model does, table by table, in the order in which it is done. It follows from the definitions,
 * so that it cannot say anything else than what is done.
 *
 * @example
 * for (const { table, step, what } of modelSteps(standardModel)) console.log(table, step, what)
 */
declare const modelSteps: (model: Model) => ModelStep[];

/** What a transform does where a project declares no model of its own. */
declare const standardModel: Model;

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
    /** What became of each table in the catalog; empty where none is told. */
    readonly catalog: readonly CatalogReport[];
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
 * A run may be killed at any moment and run again: tables change one commit at a time, and the
 * ledger, which is written last, tells which commits count. A run that another one overtook begins
 * again with what the other left.
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

export { type AwsServiceOptions, type CatalogReport, type CatalogTable, type ChildMapping, type Column, type ColumnExpression, type ColumnMapping, type Columns, type Condition, type CustomerZones, type EcsFargateOptions, type EmrServerlessOptions, type Enrichment, type Entity, type EraseCopiesOptions, type ErasedZone, type ErasureRecord, type ExchangeOptions, type ExplainOptions, type Expression, type FieldExpression, type FieldsOf, type GlueCatalogOptions, type GlueJobOptions, type IdentifierKind, type IdentifierRule, type IdentityRules, type LinkageModel, type ListField, type Lookup, type Model, type ModelParts, type ModelStep, type PendingOptions, type ProfileExplanation, type QualityReport, type QualityRule, type Rate, type RawObject, type RawShape, type RecordCounts, type RecordRule, type RowOf, type Source, type SourceStream, type SparkHandle, type SparkJob, type SparkJobState, type SparkLauncher, type SparkOptions, type SparkSubmitOptions, type SplitOptions, type StoredModel, type StreamReport, type SuppressOptions, type TableCatalog, type TableReport, type TrainOptions, TransformError, type TransformErrorOptions, type TransformOptions, type TransformProgress, type TransformReport, type TransformStage, type WaitingStream, accounts, beginning, childRows, choose, columnOf, contacts, customers, day, defineEnrichment, defineEntity, defineModel, defineSource, defineStream, ecsFargate, emrServerless, eraseCopies, events, exchange, exchanged, explainProfile, extract, firstOf, glueCatalog, glueJob, isAnythingExtracted, isAtLeast, isOneOf, isThere, joined, lastSegment, leads, literal, lookUp, lowerCase, matches, modelSteps, nothing, opportunities, orderItems, orders, parameter, pendingSince, products, profiles, readRates, runTransform, salesforce, shopify, sparkSubmit, splitProfile, standardModel, suppressPeople, tableColumns, trainIdentities, upperCase };
