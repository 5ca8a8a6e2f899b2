/** Where time comes from, in milliseconds since 1970. */
interface Clock {
    now(): number;
}
/**
 * The moment at which a sandbox wakes, unless told another: fixed, so that the same seed gives the
 * same store on every day and every machine.
 */
declare const WAKING_TIME: number;
/**
 * A clock that starts where it is told, runs on with real time, and can be pushed ahead.
 *
 * @example
 * const clock = new VirtualClock(Date.parse('2026-11-01T00:00:00Z'), () => 0) // stands still
 * clock.advance(90)
 * clock.now() // 2026-11-01T00:01:30Z
 */
declare class VirtualClock implements Clock {
    #private;
    readonly start: number;
    /**
     * @param start Milliseconds since 1970 at which the clock starts. Default {@link WAKING_TIME}.
     * @param elapsed A running count of milliseconds. Default: this machine's monotonic clock.
     */
    constructor(start?: number, elapsed?: () => number);
    now(): number;
    /** By how many milliseconds the clock was pushed ahead in all: the part a replay can repeat. */
    get advancedMilliseconds(): number;
    advance(seconds: number): void;
    /**
     * Makes sure that a moment has come. How far that pushes the clock depends on how long it ran, so
     * it does not count as advanced.
     */
    reach(moment: number): void;
}

/** A control request that cannot be done as it was asked; the message says what would do. */
declare class ControlError extends Error {
}
/**
 * The settings of a control request, read one by one with their defaults.
 *
 * @example
 * const settings = new Settings({ seconds: 90 })
 * settings.number('seconds') // 90
 * settings.text('kind') // throws: "kind" is missing
 */
declare class Settings {
    #private;
    constructor(values: Readonly<Record<string, unknown>>);
    /** The names of all that is given. */
    get names(): string[];
    /** Whether something is given under a name. */
    has(name: string): boolean;
    /** A number that is not negative. */
    number(name: string, otherwise?: number): number;
    /** A whole number from 1 on. */
    positive(name: string, otherwise?: number): number;
    text(name: string, otherwise?: string): string;
    texts(name: string, otherwise?: readonly string[]): readonly string[];
    flag(name: string, otherwise?: boolean): boolean;
    choice(name: string, choices: readonly string[]): string;
    /** A moment, as 2026-11-01T00:00:00Z, in milliseconds since 1970; none before `earliest`. */
    moment(name: string, earliest: number): number;
    /** An object of settings. */
    object(name: string, otherwise?: object): Readonly<Record<string, unknown>>;
    /**
     * A value of the type of its default; null stands for a number that need not be told, a
     * list for one of its texts, of which the first is the default.
     */
    like(name: string, otherwise: unknown): unknown;
}

/**
 * An error meant for the person who started the sandbox: one line that says what happened and what
 * to do. It carries the brand that every Descant command shows as one line, without a stack.
 *
 * @example
 * throw new SandboxError('SANDBOX_PORT_TAKEN', 'Port 4000 is taken; choose another with --port.')
 */
declare class SandboxError extends Error {
    /** Stable and greppable, e.g. `SANDBOX_PORT_TAKEN`. */
    readonly code: string;
    /** The exit code of the command: 2 where the arguments must change, 1 otherwise. */
    readonly exitCode: number;
    constructor(code: string, message: string, options?: ErrorOptions & {
        exitCode?: number;
    });
}

/** Under which conditions an org answers. They can be changed while it runs. */
interface Conditions$1 {
    /** The most records that a page of a query has. @default 2000 */
    pageRecords: number;
    /** The most rows that a page of a bulk job has, unless the client asks otherwise. @default 50000 */
    bulkPageRecords: number;
    /** How often a bulk job has to be asked for until it is done. @default 1 */
    bulkPolls: number;
    /** By how much every answer is late. @default 0 */
    latencyMilliseconds: number;
    /** How long a change takes to be seen. @default 0 */
    visibilityLagMilliseconds: number;
    /**
     * A query of which the records times the days of its window are more than this times out.
     * @default Number.POSITIVE_INFINITY
     */
    queryTimeoutThreshold: number;
}

/** What goes back over HTTP, and how badly the transport behaves on the way. */
interface Reply {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string | Uint8Array;
    /** Faults of the wire. Without it, the reply simply arrives. */
    readonly transport?: TransportFault;
    /** Called right before the reply goes out, late as it may be. */
    readonly leaving?: () => void;
    /** What the log of requests tells about it; the client does not see it. */
    readonly facts?: ReplyFacts;
}
/** What there is to tell about the answer to a request. Costs are in points. */
interface ReplyFacts {
    /** The kind of the fault that struck. */
    readonly fault?: string;
    readonly version?: string;
    readonly app?: string;
    readonly operation?: string | undefined;
    readonly rootFields?: readonly string[];
    /** What the query uses that is deprecated. */
    readonly deprecations?: readonly string[];
    readonly requestedCost?: number;
    readonly actualCost?: number | null;
    /** The codes of the errors. */
    readonly errors?: readonly string[];
}
/** How a reply fails to arrive as it should. */
interface TransportFault {
    /** The reply comes so much later. */
    readonly delayMilliseconds?: number;
    /** The reply never comes; the connection stays open. */
    readonly hang?: boolean;
    /** The connection is reset after so many bytes of the body; 0 is before the headers. */
    readonly resetAfterBytes?: number;
    /** The body is written so many bytes at a time, wherever that cuts a character. */
    readonly pieceBytes?: number;
}
/** What came in over HTTP. */
interface Request {
    readonly method: string;
    /** With the query string. */
    readonly path: string;
    /** By lower-case name. */
    readonly headers: Readonly<Record<string, string | undefined>>;
    readonly body: string;
}

/**
 * What a setting of a fault can be, by its default: null stands for a number that need not be told,
 * a list for one of its texts, of which the first is the default.
 */
type FaultDefault = string | number | boolean | null | readonly string[] | Readonly<Record<string, unknown>>;
/** What a fault can be told, by the defaults of it. */
type FaultSettings<D> = {
    readonly [Name in keyof D]: D[Name] extends null ? number | null : D[Name] extends readonly (infer Choice)[] ? Choice : D[Name] extends string ? string : D[Name] extends number ? number : D[Name] extends boolean ? boolean : Readonly<Record<string, unknown>>;
};

/** What a kind of fault can be told, with the defaults. */
type FaultDefaults = Readonly<Record<string, FaultDefault>>;
/** One way in which an answer goes wrong. `Call` is what it can do with a request. */
interface FaultKind<Call, D extends FaultDefaults = FaultDefaults> {
    /** What it does and what it can be told, for the README and for who asks for an unknown kind. */
    readonly summary: string;
    readonly defaults: D;
    /**
     * Reads the settings, and gives what the fault does with a request: the answer, or undefined where
     * it has no hold on this one and waits for another.
     *
     * @throws ControlError where a setting will not do
     */
    readonly prepare: (settings: Settings) => (call: Call) => Reply | undefined;
}

/** When a fault strikes. */
interface FaultTiming {
    /** How many requests it hits. @default 1 */
    readonly count?: number;
    /** How many requests it lets pass first. @default 0 */
    readonly skip?: number;
    /** From there on it hits each so many-th of them. @default 1 */
    readonly every?: number;
    /** A text that the request has to hold, its path or its body. @default '' */
    readonly match?: string;
}

/** A compound value: the parts of an address or of a location. */
type CompoundValue = Readonly<Record<string, string | number | null>>;
/**
 * A value as the store keeps it. Datetimes are milliseconds since 1970; dates and times are text;
 * double, currency and percent are decimal literals, as exact as they were written; int is a number;
 * base64 is text.
 */
type Value = string | number | boolean | null | CompoundValue;
/** A record of an object: its values by the names of the fields. Never changed in place. */
type Row$1 = Readonly<Record<string, Value | undefined>>;

/** The types of fields, as describe calls them. */
type FieldType = 'address' | 'anyType' | 'base64' | 'boolean' | 'currency' | 'date' | 'datetime' | 'double' | 'email' | 'id' | 'int' | 'location' | 'multipicklist' | 'percent' | 'phone' | 'picklist' | 'reference' | 'string' | 'textarea' | 'time' | 'url';
/** A field of an object: what describe tells of it, as far as it is not the same for every field. */
interface Field {
    readonly name: string;
    readonly label: string;
    readonly type: FieldType;
    /** In characters; 0 for what is no text. */
    readonly length: number;
    /** Digits in all, for double, currency and percent. */
    readonly precision: number;
    /** Digits behind the point. */
    readonly scale: number;
    readonly nillable: boolean;
    readonly custom: boolean;
    readonly filterable: boolean;
    readonly sortable: boolean;
    readonly createable: boolean;
    readonly updateable: boolean;
    readonly autoNumber: boolean;
    readonly nameField: boolean;
    readonly unique: boolean;
    readonly externalId: boolean;
    /** The address, location or name that this is a part of. */
    readonly compoundFieldName: string | null;
    readonly referenceTo: readonly string[];
    /** By which the fields of the record that this refers to are reached: `Owner` for `OwnerId`. */
    readonly relationshipName: string | null;
    readonly picklistValues: readonly string[];
    /** `richtextarea`, `plaintextarea`, `imageurl`, … */
    readonly extraTypeInfo: string | null;
    /** The text of the formula; the value is then computed whenever it is read, and never stamped. */
    readonly formula: string | null;
    readonly compute: ((row: Row$1, parent: (field: string) => Row$1 | undefined) => unknown) | null;
}

/** A list of children: what refers to this object, and by which field. */
interface ChildRelationship {
    /** As in `(SELECT Id FROM Contacts)`. */
    readonly name: string;
    readonly child: string;
    readonly field: string;
}
/** What keeps an object from being queried like others. */
interface QueryRestriction {
    /** Bulk jobs refuse it. */
    readonly bulkUnsupported?: boolean;
    /** At least one of these fields has to be held against an id, or a list of them. */
    readonly requiresFilterOn?: readonly string[];
    /** Its describe fails with 403 INSUFFICIENT_ACCESS, though the list of objects has it. */
    readonly describeDenied?: boolean;
}
/** An object of the org. */
interface ObjectDefinition {
    readonly name: string;
    readonly label: string;
    /** The first three characters of its ids, or null where it has none. */
    readonly keyPrefix: string | null;
    readonly custom: boolean;
    readonly customSetting: boolean;
    readonly queryable: boolean;
    readonly replicateable: boolean;
    readonly deprecatedAndHidden: boolean;
    readonly createable: boolean;
    readonly fields: readonly Field[];
    readonly children: readonly ChildRelationship[];
    readonly restriction: QueryRestriction;
    /** When its definition last changed, in milliseconds since 1970. */
    readonly changedAt: number;
}

/** The objects of an org, found by name whatever its capitals. They can be redefined as it runs. */
declare class Schema {
    #private;
    /**
     * @param generatedObjects How many custom objects to add to make the org a large one.
     * @param changedAt When all of it was defined, in milliseconds since 1970.
     */
    constructor(generatedObjects: number, changedAt: number);
    /** Every object, in alphabetical order. */
    get objects(): ObjectDefinition[];
    object(name: string): ObjectDefinition | undefined;
    /** A field of an object, whatever its capitals. */
    field(object: ObjectDefinition, name: string): Field | undefined;
    /** Puts another definition in the place of the one of the same name. */
    redefine(object: ObjectDefinition): void;
}

/** A record that is gone, or in the recycle bin, as `/deleted` tells of it. */
interface Deletion {
    readonly id: string;
    /** Milliseconds since 1970. */
    readonly deletedAt: number;
    /** It is told though the record lives, as happens with currency types. */
    readonly isFalse?: boolean;
}
/** What a table starts with: so many records, each made from its number. */
interface TableContents {
    readonly size: number;
    row(index: number): Row$1;
}
/**
 * The records of one object, by the number in their id. A change can take its time to be seen, as
 * that of a long transaction does; until then readers meet the record as it was.
 */
declare class Table$1 {
    #private;
    readonly keyPrefix: string;
    /** @param contents Asked for when the first record is: most tables of an org never are. */
    constructor(keyPrefix: string, contents: () => TableContents, clock: Clock);
    /** How many records there are once every change is visible, deleted ones in the bin included. */
    get count(): number;
    /** The records that can be seen now, deleted ones in the recycle bin among them. */
    rows(): IterableIterator<Row$1>;
    /** The records as they will be seen once every change is visible: the truth. */
    truth(): IterableIterator<Row$1>;
    /** The record of an id, as it is seen now. */
    find(id: string): Row$1 | undefined;
    /** The record of an id, its last change included, seen or not. */
    findLatest(id: string): Row$1 | undefined;
    /** The id that the next new record has. */
    nextId(): string;
    /** Adds or replaces a record, to be seen from a moment on. */
    put(row: Row$1, visibleAt: number): void;
    /** Takes a record away for good, from a moment on. */
    remove(id: string, visibleAt: number): void;
    /** Remembers for `/deleted` that a record went. */
    logDeletion(deletion: Deletion, visibleAt: number): void;
    /** What was deleted, as it can be seen now: logged, or in the bin; not what was taken back. */
    deletions(): Deletion[];
}

/** All records of an org: a table an object. */
declare class SalesforceStore {
    #private;
    /** @param objects What there are records of. */
    constructor(objects: readonly ObjectDefinition[], contentsOf: (object: ObjectDefinition) => TableContents, clock: Clock);
    /** The table of an object, where it has records at all. */
    table(object: string): Table$1 | undefined;
    /** The record of an id, of whatever object, as it is seen now. */
    find(id: string): Row$1 | undefined;
    /** The value of a field: as it is stored, put together from its parts, or computed. */
    read(field: Field, row: Row$1): Value;
}

/** One thing that a query selects of a record. */
interface Selected {
    /** As CSV calls it: `Account.Name`. */
    readonly name: string;
    /** The parents on the way. */
    readonly parents: readonly string[];
    readonly field: Field;
    read(row: Row$1): Value;
    /** A value that is not that of a field: text of a function, a list of children. */
    readonly json?: (row: Row$1) => string;
}

/** A query that is understood. */
interface CompiledQuery {
    readonly object: ObjectDefinition;
    /** `SELECT COUNT() FROM …`, whose answer is a number alone. */
    readonly isCount: boolean;
    /** The answer in groups, where the query adds up. */
    readonly aggregate: ((rows: readonly Row$1[]) => string[]) | undefined;
    readonly selection: readonly Selected[];
    /** Whether the query says in which order records come. */
    readonly isOrdered: boolean;
    /** How many days of records the conditions leave. */
    readonly windowDays: number;
    /** What is seen of the records that fit, in their order. */
    run(): Row$1[];
    /** A record as REST writes it. */
    write(row: Row$1): string;
}

/** What parts columns and lines. */
interface CsvFormat {
    readonly delimiter: string;
    readonly lineEnding: string;
}

type JobState = 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted';
/** A bulk query job. */
interface QueryJob {
    readonly id: string;
    readonly operation: 'query' | 'queryAll';
    readonly object: string;
    /** As `v68.0`. */
    readonly version: string;
    readonly format: CsvFormat;
    readonly columnDelimiter: string;
    readonly lineEnding: string;
    readonly createdAt: number;
    readonly query: CompiledQuery;
    /** What was seen when the job was created, in no order that anybody can rely on. */
    readonly rows: readonly Row$1[];
    changedAt: number;
    state: JobState;
    errorMessage: string | undefined;
    /** How often it still has to be asked for until it is done. */
    pollsLeft: number;
    readonly polls: number;
}
/** What a new job is made of. */
type NewJob = Pick<QueryJob, 'operation' | 'version' | 'format' | 'columnDelimiter' | 'lineEnding' | 'query' | 'rows' | 'polls'> & {
    readonly errorMessage: string | undefined;
};
/** The bulk query jobs of an org. Each is kept for seven days. */
declare class QueryJobs {
    #private;
    constructor(clock: Clock, seed: number);
    create(settings: NewJob): QueryJob;
    /** A job by its id of 15 or 18 characters, as long as it is kept. */
    find(id: string): QueryJob | undefined;
    /** All jobs that are kept, the last one first. */
    list(): QueryJob[];
    delete(job: QueryJob): void;
    /** Moves a job on by one step, as time would. */
    poll(job: QueryJob): void;
    change(job: QueryJob, state: JobState, errorMessage?: string | undefined): void;
}

/**
 * Seeded randomness (the sfc32 generator): the same seed gives the same sequence on every machine,
 * because it uses integer operations alone.
 *
 * @example
 * const random = new Random(7, 'customers')
 * random.integer(1, 6)
 */
declare class Random {
    #private;
    /** Any number of parts make the seed; different purposes take different words, and stay apart. */
    constructor(...seed: readonly (number | string)[]);
    /** A number from 0 up to, not including, 1. */
    fraction(): number;
    /** A whole number from `low` to `high`, both included. */
    integer(low: number, high: number): number;
    /** True in `share` of the cases, 0.25 being a quarter. */
    chance(share: number): boolean;
    pick<T>(list: readonly T[]): T;
    /** Lower-case hexadecimal digits, for tokens and request ids. */
    hex(digits: number): string;
}

/** An access token and what it is good for. */
interface Session {
    readonly accessToken: string;
    readonly issuedAt: number;
    /** Moves on with every use. */
    expiresAt: number;
    callsLeft: number;
}
/** How sessions of an org live. */
interface SessionPolicy {
    /** How long after its last use a session ends. */
    readonly sessionSeconds: number;
    /** After how many calls it ends, however young. */
    readonly sessionCalls: number;
    /** Every refresh gives a new refresh token, and the one before dies. */
    readonly rotateRefreshTokens: boolean;
}
/** The sessions and refresh tokens of an org. */
declare class Sessions {
    #private;
    readonly organizationId: string;
    readonly userId: string;
    readonly username = "user1@sandbox.example";
    readonly clientId: string;
    readonly clientSecret: string;
    policy: SessionPolicy;
    /** What verifies a JWT of this client, in PEM; a public key or a certificate. */
    publicKey: string | undefined;
    constructor(ids: {
        readonly organizationId: string;
        readonly userId: string;
    }, policy: SessionPolicy, publicKey: string | undefined, clock: Clock, random: Random);
    /** Starts a session. */
    open(): Session;
    /** Whether a token opens the door; using it prolongs it. */
    use(accessToken: string): boolean;
    issueRefreshToken(): string;
    knowsRefreshToken(token: string): boolean;
    /** Ends a session or a refresh token; whether there was one. */
    revoke(token: string): boolean;
    /** Ends every session; refresh tokens stay. */
    expireAll(): void;
}

/** An answer that goes on over several pages. */
interface Cursor {
    readonly id: string;
    /** Of the answer as it was when the query was run. */
    readonly rows: readonly Row$1[];
    readonly pageRecords: number;
    readonly expiresAt: number;
    write(row: Row$1): string;
}
/** The answers that can be gone on with: each for two days, any number at once. */
declare class Cursors {
    #private;
    constructor(clock: Clock);
    open(rows: readonly Row$1[], pageRecords: number, write: (row: Row$1) => string): Cursor;
    /** The cursor of a locator's id, as long as it lives. */
    find(id: string): Cursor | undefined;
    /** Ends every cursor. */
    expireAll(): void;
}

/** A request that was answered. */
interface LoggedCall {
    /** Counted from 1, over all. */
    readonly number: number;
    /** By the sandbox's clock. */
    readonly at: string;
    /** As `GET /query`, below the version; requests within a composite request are on record too. */
    readonly endpoint: string;
    readonly status: number;
    /** The code of the refusal, if it was one. */
    readonly error: string | null;
    /** The kind of the fault that struck, if one did. */
    readonly fault: string | null;
    /** The query that came with it. */
    readonly soql: string | null;
}
/** What clients did: for tests that count. */
declare class Activity {
    #private;
    /** How often each endpoint was called. */
    readonly counts: Map<string, number>;
    rowsServed: number;
    jobsCreated: number;
    mostAtOnce: number;
    add(call: Omit<LoggedCall, 'number'>): void;
    /** The requests after the `number`-th, the latest ten thousand at most. */
    since(number: number): LoggedCall[];
    /** Counts a request as under way until what is given back is called. */
    begin(): () => void;
}

/** The forms in which the API tells how much of its limit is used. */
declare const limitInfoForms: readonly ["plain", "per-app", "bursts"];
type LimitInfoForm = (typeof limitInfoForms)[number];
/** What can be used up within any 24 hours. */
declare class RollingCounter {
    #private;
    maximum: number;
    constructor(clock: Clock, maximum: number);
    /** What the last 24 hours used. */
    get used(): number;
    get remaining(): number;
    add(count?: number): void;
    /** Makes it as if so much had been used just now, and nothing before. */
    set(count: number): void;
}
/** What the org allows in 24 hours, and how much of it is used. */
declare class Usage {
    readonly requests: RollingCounter;
    readonly bulkQueryJobs: RollingCounter;
    readonly bulkQueryMegabytes: RollingCounter;
    form: LimitInfoForm;
    constructor(clock: Clock, dailyRequests: number, form: LimitInfoForm);
    /**
     * Counts a call.
     *
     * @throws ApiError REQUEST_LIMIT_EXCEEDED
     */
    spendRequest(): void;
    /** The header that goes with every answer. */
    get limitInfo(): string;
    /** What `GET /limits` tells. */
    get limits(): object;
}

/** One org and all that belongs to it. */
interface Org {
    readonly clock: VirtualClock;
    readonly schema: Schema;
    readonly store: SalesforceStore;
    readonly sessions: Sessions;
    readonly usage: Usage;
    readonly cursors: Cursors;
    readonly jobs: QueryJobs;
    readonly activity: Activity;
    readonly conditions: Conditions$1;
}

/** How an answer is to be wrong; see the kinds of faults. */
interface Distortion$1 {
    /** So many rows are missing at the end of the page. */
    readonly dropRows?: number;
    /** The last row of the page before comes once more at the start of this one. */
    readonly repeatRow?: boolean;
    /** Texts have NUL bytes in them. */
    readonly nulBytes?: boolean;
    readonly expireLocator?: boolean;
    /** What befalls a bulk job when it is asked for. */
    readonly job?: {
        readonly state: 'Failed';
        readonly errorMessage: string;
    } | {
        readonly state: 'Aborted';
    } | {
        readonly state: 'Deleted';
    };
}

/** What a fault can do with a request. */
interface FaultCall$1 {
    readonly org: Org;
    /** Answers the request as it should be, or with a distortion. */
    readonly proceed: (distortion?: Distortion$1) => Reply;
    /** Does what a control verb does. */
    readonly control: (verb: string, settings: Readonly<Record<string, unknown>>) => void;
}

/** All kinds of faults, by name. A new one is an entry here. */
declare const faultKinds$1: {
    http: FaultKind<FaultCall$1, {
        readonly status: 503;
    }>;
    error: FaultKind<FaultCall$1, {
        readonly status: 400;
        readonly error_code: "UNKNOWN_EXCEPTION";
        readonly message: "An unexpected error occurred.";
    }>;
    oauth_error: FaultKind<FaultCall$1, {
        readonly error: "invalid_grant";
        readonly description: "login rate exceeded";
    }>;
    maintenance: FaultKind<FaultCall$1, {
        readonly status: 503;
    }>;
    reset: FaultKind<FaultCall$1, {
        readonly after_bytes: 0;
    }>;
    hang: FaultKind<FaultCall$1, Record<never, never>>;
    slow: FaultKind<FaultCall$1, {
        readonly milliseconds: 1000;
    }>;
    expired_session: FaultKind<FaultCall$1, {
        readonly message: "Session expired or invalid";
    }>;
    request_limit: FaultKind<FaultCall$1, {
        readonly concurrent: false;
    }>;
    query_timeout: FaultKind<FaultCall$1, Record<never, never>>;
    job_limit: FaultKind<FaultCall$1, Record<never, never>>;
    job_failed: FaultKind<FaultCall$1, {
        readonly message: "LIMIT_EXCEEDED: Exceeded the limit of retries";
    }>;
    job_aborted: FaultKind<FaultCall$1, Record<never, never>>;
    job_deleted: FaultKind<FaultCall$1, Record<never, never>>;
    truncated_page: FaultKind<FaultCall$1, {
        readonly rows: 1;
    }>;
    repeated_row: FaultKind<FaultCall$1, Record<never, never>>;
    nul_bytes: FaultKind<FaultCall$1, Record<never, never>>;
    expired_locator: FaultKind<FaultCall$1, Record<never, never>>;
    meanwhile: FaultKind<FaultCall$1, {
        readonly verb: "mutate";
        readonly settings: Readonly<Record<string, unknown>>;
    }>;
};

/**
 * A fault to arm: its kind, what that can be told, and when it strikes. `match` looks through the
 * request as `GET /services/data/v68.0/query?q=SELECT Id FROM Account`, with its body behind.
 */
type SalesforceFault = {
    [Kind in keyof typeof faultKinds$1]: {
        readonly kind: Kind;
    } & FaultTiming & Partial<FaultSettings<(typeof faultKinds$1)[Kind]['defaults']>>;
}[keyof typeof faultKinds$1];

/** How large an org is, and what it grows from. */
interface OrgSize {
    /** @default 1 */
    readonly seed?: number;
    /** How many accounts there are; contacts, opportunities, cases and so on go by it. @default 200 */
    readonly accounts?: number;
    /** How many records an object has, where that is not to go by the accounts. */
    readonly records?: Readonly<Record<string, number>>;
}

/** What a Salesforce sandbox is to be like. All of it has a default. */
interface SalesforceSandboxOptions extends OrgSize, Partial<Conditions$1> {
    /** The port to listen on. @default 0, any free one */
    readonly port?: number;
    /** How many custom objects to add, to make the org a large one. @default 0 */
    readonly generatedObjects?: number;
    /** How many calls the org allows in 24 hours. @default 100000 */
    readonly dailyRequests?: number;
    /** The form in which answers tell how many calls are used. @default 'plain' */
    readonly limitInfo?: LimitInfoForm;
    /** How long after its last use a session ends. @default 7200 */
    readonly sessionSeconds?: number;
    /** After how many calls a session ends, however young. @default no limit */
    readonly sessionCalls?: number;
    /** Whether every refresh gives a new refresh token, and the one before dies. @default false */
    readonly rotateRefreshTokens?: boolean;
    /** What verifies a JWT of this client, in PEM. @default none, so that the flow is refused */
    readonly publicKey?: string;
    /** The sandbox's time. @default a clock that starts at 2026-11-01T00:00:00Z and runs */
    readonly clock?: VirtualClock;
}
/** A running Salesforce sandbox. */
interface SalesforceSandbox {
    /** `http://127.0.0.1:PORT`, the instance URL, which is the login URL as well. */
    readonly url: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly refreshToken: string;
    /** The user that tokens are for: the subject of a JWT. */
    readonly username: string;
    readonly clock: VirtualClock;
    /** Under which conditions it answers; what is set here holds from the next request on. */
    readonly conditions: Conditions$1;
    /**
     * Arms a fault.
     *
     * @throws ControlError where the fault cannot be told so.
     * @example
     * sandbox.arm({ kind: 'http', status: 502, count: 2, skip: 5, match: 'FROM Account' })
     */
    arm(fault: SalesforceFault): void;
    /** Disarms all faults. */
    disarm(): void;
    /** The requests after the `since`-th, the latest ten thousand at most. @default 0 */
    requests(since?: number): readonly LoggedCall[];
    /**
     * Does what `POST /__control/VERB` does, without the detour.
     *
     * @example
     * sandbox.control('update', { object: 'Account', count: 3, values: { Description: 'changed' } })
     */
    control(verb: string, settings?: Readonly<Record<string, unknown>>): object;
    close(): Promise<void>;
}
/**
 * Starts a local Salesforce in this process.
 *
 * @throws SandboxError where the port is taken.
 * @example
 * const sandbox = await startSalesforceSandbox({ seed: 7, accounts: 50 })
 * const response = await fetch(`${sandbox.url}/services/oauth2/token`, {
 *   method: 'POST',
 *   body: new URLSearchParams({
 *     grant_type: 'client_credentials',
 *     client_id: sandbox.clientId,
 *     client_secret: sandbox.clientSecret,
 *   }),
 * })
 * await sandbox.close()
 */
declare function startSalesforceSandbox(options?: SalesforceSandboxOptions): Promise<SalesforceSandbox>;

/** What an access token allows. */
interface Grant {
    readonly token: string;
    /** Tokens of one app share one bucket of points. */
    readonly app: string;
    readonly scopes: ReadonlySet<string>;
    /** Milliseconds since 1970, or undefined where the token does not expire. */
    readonly expiresAt: number | undefined;
}
/** What to issue a token with. */
interface GrantRequest {
    /** @default 'sandbox' */
    readonly app?: string;
    /** @default every scope that reads */
    readonly scopes?: readonly string[];
    /** How long the token lives. Without it, for ever. */
    readonly ttlSeconds?: number;
    /** What the token begins with. @default 'shpat_' */
    readonly prefix?: string;
}

/** Under which conditions a sandbox answers. They can be changed while it runs. */
interface Conditions {
    /** How many points the bucket of an app holds. @default 2000 */
    bucketMaximum: number;
    /** Points that come back into it each second. @default 100 */
    restoreRate: number;
    /** How long a change takes to reach filters and sorting. @default 0 */
    indexLagMilliseconds: number;
    /** The same for single connections, by the name of the field: `products`. @default none */
    indexLagMillisecondsOf: Readonly<Record<string, number>>;
    /** How many objects of one connection can be paged through. @default 25000 */
    paginationLimit: number;
    /** How many objects a bulk operation goes through in a second. @default 5000 */
    bulkObjectsPerSecond: number;
    /**
     * How long the access tokens are good that are asked for. @default null: as long as the real ones,
     * an hour beside a refresh token and 24 hours for client credentials
     */
    tokenLifeSeconds: number | null;
    /**
     * Whether tokens that do not expire are taken. Public apps lose them on 2027-01-01
     * (https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/offline-access-tokens).
     * @default true
     */
    lastingTokens: boolean;
    /** Whether the app is approved for the names, addresses, e-mails and phones of customers. @default true */
    protectedCustomerData: boolean;
    /** The oldest version that is still supported; it serves the older ones too. @default '2025-10' */
    oldestVersion: string;
}

/** A list that comes back shorter than it is, and nobody tells. */
interface ShortList {
    /** The name of the connection's field. */
    readonly field: string;
    readonly size: number;
}

/** Why an operation failed, in the API's words. */
type BulkErrorCode = 'ACCESS_DENIED' | 'INTERNAL_SERVER_ERROR' | 'TIMEOUT';
/** How an operation goes wrong. Without it, it completes. */
interface BulkFault {
    /** The operation is not even started: the shop runs too many. */
    readonly limitReached?: boolean;
    /** The operation ends so after `afterObjects`; STALLED is at a standstill until its time is up. */
    readonly ending?: 'FAILED' | 'CANCELED' | 'STALLED';
    /** @default 'INTERNAL_SERVER_ERROR' */
    readonly errorCode?: BulkErrorCode;
    /** @default half of the objects */
    readonly afterObjects?: number;
    /** Whether a failed operation shows what it had, and how many seconds after it failed. */
    readonly partialData?: {
        readonly afterSeconds: number;
    };
    /** The file breaks off in the middle of a line, so many bytes before its end. */
    readonly cutBytes?: number;
    /** The file lacks its last lines, though all objects are counted. */
    readonly missingLines?: number;
    /** A nested connection is shorter than it is. */
    readonly shortList?: ShortList;
    /** How long the links to the data are good. @default seven days */
    readonly linkSeconds?: number;
}

/** What every record of the store has. Times are milliseconds since 1970, on whole seconds. */
interface Row {
    readonly id: number;
    readonly createdAt: number;
    readonly updatedAt: number;
}
/**
 * The records of one kind, with a log of what changed, so that an index which lags behind can be
 * shown as it was. Records are never changed in place: a change puts a new record.
 */
declare class Table<R extends Row> {
    #private;
    /**
     * @param rows The records that have always been there, in the order of their ids; made when the
     *   table is first asked for something.
     */
    constructor(rows?: () => Iterable<R>);
    get size(): number;
    get(id: number): R | undefined;
    values(): IterableIterator<R>;
    /** Every record that is or ever was there, some in several states: what has an id keeps it. */
    everPresent(): IterableIterator<R>;
    /** Adds or replaces a record at the moment `at` (milliseconds, never before an earlier change). */
    put(row: R, at: number): void;
    /** Takes a record out at the moment `at`. What was there, or undefined where nothing was. */
    delete(id: number, at: number): R | undefined;
    /** Whether anything was ever deleted, so that an older state may show what is gone. */
    get hasDeletions(): boolean;
    /** Names the state of now; changes with every change. */
    get revision(): number;
    /** How many changes had happened at a moment: names a state of the table for good. */
    revisionAt(moment: number): number;
    /** The records as they were at a revision. */
    rowsAt(revision: number): R[];
}

/** A postal address, as customers, orders and the shop have it. */
interface Address {
    readonly id: number;
    readonly firstName: string | null;
    readonly lastName: string | null;
    readonly company: string | null;
    readonly address1: string;
    readonly address2: string | null;
    readonly city: string;
    readonly province: string | null;
    readonly provinceCode: string | null;
    readonly country: string;
    readonly countryCodeV2: string;
    readonly zip: string;
    readonly phone: string | null;
}

/** A customer at rest. Money is in cents. */
interface CustomerRecord extends Row {
    readonly firstName: string | null;
    readonly lastName: string | null;
    readonly email: string | null;
    readonly emailMarketingState: 'NOT_SUBSCRIBED' | 'PENDING' | 'SUBSCRIBED' | 'UNSUBSCRIBED';
    readonly phone: string | null;
    readonly phoneMarketingState: 'NOT_SUBSCRIBED' | 'PENDING' | 'SUBSCRIBED' | 'UNSUBSCRIBED';
    readonly state: 'DECLINED' | 'DISABLED' | 'ENABLED' | 'INVITED';
    readonly note: string | null;
    readonly tags: readonly string[];
    readonly locale: string;
    readonly verifiedEmail: boolean;
    readonly taxExempt: boolean;
    /** Every order the customer ever made, cancelled ones too. */
    readonly numberOfOrders: number;
    /** The total of the orders that were not cancelled, in cents. */
    readonly amountSpent: number;
    readonly lastOrderId: number | null;
    readonly defaultAddress: Address | null;
}

/** A payment, or an attempt at one. */
interface TransactionRecord {
    readonly id: number;
    readonly orderId: number;
    readonly createdAt: number;
    readonly processedAt: number;
    readonly kind: 'AUTHORIZATION' | 'CAPTURE' | 'REFUND' | 'SALE' | 'VOID';
    readonly status: 'FAILURE' | 'PENDING' | 'SUCCESS';
    readonly errorCode: 'CARD_DECLINED' | null;
    readonly gateway: 'bogus' | 'shopify_payments';
    /** In cents. */
    readonly amountSet: number;
    readonly parentTransactionId: number | null;
    readonly test: boolean;
}
/** Some of the line items of an order, sent on their way. */
interface FulfillmentRecord {
    readonly id: number;
    readonly orderId: number;
    readonly locationId: number;
    readonly createdAt: number;
    readonly updatedAt: number;
    readonly name: string;
    readonly status: 'CANCELLED' | 'SUCCESS';
    readonly displayStatus: 'CANCELED' | 'DELIVERED' | 'IN_TRANSIT';
    readonly deliveredAt: number | null;
    readonly trackingInfo: readonly {
        readonly company: string;
        readonly number: string;
        readonly url: string;
    }[];
    readonly fulfillmentLineItems: readonly QuantityOfLine[];
}
/** So many of a line item. */
interface QuantityOfLine {
    readonly id: number;
    readonly lineItemId: number;
    readonly quantity: number;
}
/** So many of a line item given back, and what that comes to, in cents. */
interface RefundLineRecord extends QuantityOfLine {
    readonly priceSet: number;
    readonly subtotalSet: number;
    readonly totalTaxSet: number;
    readonly restockType: 'CANCEL' | 'NO_RESTOCK' | 'RETURN';
    readonly locationId: number | null;
}
interface RefundRecord {
    readonly id: number;
    readonly orderId: number;
    readonly returnId: number | null;
    readonly createdAt: number;
    readonly updatedAt: number;
    readonly processedAt: number;
    readonly note: string | null;
    /** In cents; with the shipping, where that was refunded too. */
    readonly totalRefundedSet: number;
    readonly shippingSet: number;
    readonly transactionId: number;
    readonly refundLineItems: readonly RefundLineRecord[];
}
interface ReturnRecord {
    readonly id: number;
    readonly orderId: number;
    readonly createdAt: number;
    readonly closedAt: number | null;
    readonly name: string;
    readonly status: 'CLOSED' | 'OPEN';
    readonly returnLineItems: readonly (QuantityOfLine & {
        readonly __typename: 'ReturnLineItem';
        readonly fulfillmentLineItemId: number;
        readonly returnReason: string;
        readonly returnReasonNote: string;
        readonly customerNote: string | null;
    })[];
}
/** One line of an order. Money is in cents. */
interface LineItemRecord {
    readonly id: number;
    readonly title: string;
    readonly variantTitle: string | null;
    readonly sku: string | null;
    readonly vendor: string | null;
    readonly quantity: number;
    /** What is left of the quantity after cancellation and refunds. */
    readonly currentQuantity: number;
    /** The price of one unit before discounts. */
    readonly unitPrice: number;
    /** What the discounts take off the whole line. */
    readonly discount: number;
    readonly productId: number | null;
    readonly variantId: number | null;
}
type FinancialStatus = 'AUTHORIZED' | 'PAID' | 'PARTIALLY_PAID' | 'PARTIALLY_REFUNDED' | 'PENDING' | 'REFUNDED' | 'VOIDED';
type FulfillmentStatus = 'FULFILLED' | 'PARTIALLY_FULFILLED' | 'UNFULFILLED';
/**
 * An order at rest. Money is in cents, and adds up: `subtotal` is the sum of its lines after
 * discounts, `total` is `subtotal + tax + shipping`.
 */
interface OrderRecord extends Row {
    /** The number people see: `#1001`. */
    readonly number: number;
    readonly email: string | null;
    readonly phone: string | null;
    readonly processedAt: number;
    readonly cancelledAt: number | null;
    readonly cancelReason: 'CUSTOMER' | 'DECLINED' | 'FRAUD' | 'INVENTORY' | 'OTHER' | null;
    readonly closedAt: number | null;
    readonly displayFinancialStatus: FinancialStatus;
    readonly displayFulfillmentStatus: FulfillmentStatus;
    readonly test: boolean;
    readonly tags: readonly string[];
    readonly note: string | null;
    readonly sourceName: string;
    readonly discountCodes: readonly string[];
    readonly customerId: number | null;
    readonly customerLocale: string | null;
    readonly subtotal: number;
    readonly tax: number;
    readonly shipping: number;
    readonly discounts: number;
    readonly total: number;
    readonly shippingAddress: Address | null;
    readonly lineItems: readonly LineItemRecord[];
    readonly transactions: readonly TransactionRecord[];
    readonly fulfillments: readonly FulfillmentRecord[];
    readonly refunds: readonly RefundRecord[];
    readonly returns: readonly ReturnRecord[];
}

/** One way in which a product is sold. Prices are in cents. */
interface ProductVariantRecord extends Row {
    readonly productId: number;
    readonly inventoryItemId: number;
    /** From 1 on, within the product. */
    readonly position: number;
    readonly title: string;
    readonly sku: string | null;
    readonly barcode: string | null;
    readonly price: number;
    readonly compareAtPrice: number | null;
    readonly inventoryQuantity: number;
    readonly taxable: boolean;
}
/** A product at rest, with its variants in the order of their positions. */
interface ProductRecord extends Row {
    readonly title: string;
    readonly handle: string;
    readonly descriptionHtml: string;
    readonly status: 'ACTIVE' | 'ARCHIVED' | 'DRAFT';
    readonly vendor: string;
    readonly productType: string;
    readonly tags: readonly string[];
    readonly publishedAt: number | null;
    readonly variants: readonly ProductVariantRecord[];
}

/** The shop itself. */
interface ShopRecord {
    readonly id: number;
    readonly name: string;
    /** `NAME.myshopify.com`. */
    readonly myshopifyDomain: string;
    readonly email: string;
    readonly currencyCode: string;
    /** The zone in which the search takes dates that have no time, e.g. `America/New_York`. */
    readonly ianaTimezone: string;
    readonly createdAt: number;
    readonly updatedAt: number;
}

/** What a store starts with: made by the generator, or read from a file of transactions. */
interface StoreContents {
    readonly shop: ShopRecord;
    readonly customers: readonly CustomerRecord[];
    readonly orders: readonly OrderRecord[];
    readonly products: readonly ProductRecord[];
    /** Everything else, by GraphQL type, each in the order of its ids. Made when it is asked for. */
    readonly others?: Readonly<Record<string, () => readonly Row[]>>;
}
/** One shop and all it holds: a table a kind. */
declare class ShopifyStore {
    #private;
    readonly shop: ShopRecord;
    readonly customers: Table<CustomerRecord>;
    readonly orders: Table<OrderRecord>;
    readonly products: Table<ProductRecord>;
    /** The variants of all products. Changed by {@link putProduct}. */
    readonly variants: Table<ProductVariantRecord>;
    constructor(contents: StoreContents);
    /** The records of a GraphQL type; none where the store knows nothing of it. */
    table<R extends Row>(type: string): Table<R>;
    /** Every table that something was ever asked of, by type. */
    get tables(): ReadonlyMap<string, Table<Row>>;
    /** Adds or replaces a record, and what holds it. */
    put(type: string, row: Row, at: number): void;
    /** The ids of the locations that send orders: active, and the shop's own. */
    get senders(): number[];
    /** Adds or replaces a product together with its variants. */
    putProduct(product: ProductRecord, at: number): void;
}

/** How nested connections are cut, where a fault asks for it. */
interface NestedPageLimit {
    /** At most so many items, whatever was asked for. */
    readonly size: number;
    /** Whether `hasNextPage` denies that there is more. */
    readonly silent: boolean;
}

/** How one request is answered differently than it would be; set by faults. */
interface Distortion {
    /** Fields that are refused, each with the scope that is said to be missing. */
    readonly deniedFields?: ReadonlyMap<string, string>;
    readonly nestedPageLimit?: NestedPageLimit;
    /** Whether the query is refused whatever the bucket holds. */
    readonly throttled?: boolean;
    readonly bulkFault?: BulkFault;
}

/** Where requests come in: `/admin/api/…`, `/admin/oauth/access_token`, `/bulk/…`. */
type Surface = 'graphql' | 'oauth' | 'file';
/** What a fault can do with a request. */
interface FaultCall {
    readonly request: Request;
    readonly surface: Surface;
    /** Answers the request as it should be, or with a distortion. */
    readonly proceed: (distortion?: Distortion) => Reply;
    /** The last good answer to the same query, if that was the last thing answered. */
    readonly previous: Reply | undefined;
    readonly newRequestId: () => string;
    /** Takes points out of the bucket of the app that asks. */
    readonly drain: (points: number) => void;
    /** Does what a control verb does. */
    readonly control: (verb: string, settings: Readonly<Record<string, unknown>>) => void;
}
/** One way in which an answer of Shopify goes wrong. */
interface ShopifyFaultKind<D extends FaultDefaults = FaultDefaults> extends FaultKind<FaultCall, D> {
    /** Where it can strike; the first is where it does unless it is told another. */
    readonly surfaces: readonly Surface[];
}

/** All kinds of faults, by name. A new one is an entry here. */
declare const faultKinds: {
    oauth_refused: ShopifyFaultKind<{
        readonly status: 400;
        readonly error: "shop_not_permitted";
        readonly description: "Client credentials cannot be performed on this shop.";
    }>;
    bulk_failed: ShopifyFaultKind<{
        readonly error_code: readonly ["INTERNAL_SERVER_ERROR", "TIMEOUT", "ACCESS_DENIED"];
        readonly after_objects: null;
        readonly partial_data: false;
        readonly partial_after_seconds: 0;
    }>;
    bulk_canceled: ShopifyFaultKind<{
        readonly after_objects: null;
    }>;
    bulk_stalled: ShopifyFaultKind<{
        readonly after_objects: null;
    }>;
    bulk_cut_file: ShopifyFaultKind<{
        readonly bytes: 10;
    }>;
    bulk_missing_lines: ShopifyFaultKind<{
        readonly lines: 1;
    }>;
    bulk_short_list: ShopifyFaultKind<{
        readonly field: "codes";
        readonly size: 100;
    }>;
    bulk_short_link: ShopifyFaultKind<{
        readonly seconds: 60;
    }>;
    bulk_limit: ShopifyFaultKind<Record<never, never>>;
    throttle: ShopifyFaultKind<Record<never, never>>;
    drain: ShopifyFaultKind<{
        readonly points: 1000;
    }>;
    http: ShopifyFaultKind<{
        readonly status: 503;
        readonly retry_after_seconds: 2;
    }>;
    reset: ShopifyFaultKind<{
        readonly after_bytes: 0;
    }>;
    hang: ShopifyFaultKind<Record<never, never>>;
    slow: ShopifyFaultKind<{
        readonly milliseconds: 1000;
    }>;
    internal_error: ShopifyFaultKind<Record<never, never>>;
    access_denied: ShopifyFaultKind<{
        readonly field: "customer";
        readonly scope: "read_customers";
    }>;
    expired_token: ShopifyFaultKind<Record<never, never>>;
    duplicate_page: ShopifyFaultKind<Record<never, never>>;
    short_page: ShopifyFaultKind<{
        readonly size: 1;
        readonly silent: false;
    }>;
    meanwhile: ShopifyFaultKind<{
        readonly verb: "mutate";
        readonly settings: {};
    }>;
};

/** A fault to arm: its kind, what that can be told, when it strikes, and where. */
type ShopifyFault = {
    [Kind in keyof typeof faultKinds]: {
        readonly kind: Kind;
        /** Which requests it looks at. @default where the kind belongs, mostly 'graphql' */
        readonly on?: Surface;
    } & FaultTiming & Partial<FaultSettings<(typeof faultKinds)[Kind]['defaults']>>;
}[keyof typeof faultKinds];

/** How much one round changes. */
interface MutationRequest {
    /** A positive whole number. A round happens once; asking again tells what it did. */
    readonly round: number;
    /** @default 3 */
    readonly customers?: number;
    /** @default 3 */
    readonly orders?: number;
    /** @default 1 */
    readonly products?: number;
    /** How many of each other type that changes by itself. @default 0 */
    readonly others?: number;
}
/** What one round changed, as global ids. */
interface Mutation {
    readonly round: number;
    /** The `updatedAt` of everything in the round, later than everything before. */
    readonly at: number;
    /** The customer of the new order is among them. */
    readonly customers: readonly string[];
    readonly orders: readonly string[];
    readonly products: readonly string[];
    readonly createdOrder: string;
    readonly others: readonly string[];
}

/** A request that was answered. Costs are in points, null where none was worked out. */
interface LoggedRequest {
    /** Counted from 1, over all requests. */
    readonly number: number;
    /** By the sandbox's clock. */
    readonly at: string;
    readonly surface: Surface;
    readonly status: number;
    /** The kind of the fault that struck, if one did. */
    readonly fault: string | null;
    /** The version that answered. */
    readonly version: string | null;
    readonly app: string | null;
    /** The name of the operation. */
    readonly operation: string | null;
    /** The fields at the root of the query. */
    readonly root_fields: readonly string[];
    /** What the query uses that is deprecated. */
    readonly deprecated: readonly string[];
    readonly requested_cost: number | null;
    readonly actual_cost: number | null;
    readonly throttled: boolean;
    /** The codes of the errors in the answer. */
    readonly errors: readonly string[];
}

/** How large a generated store is, and what it grows from. */
interface StoreSize {
    /** @default 1 */
    readonly seed?: number;
    /** @default 2000 */
    readonly customers?: number;
    /** @default 5000 */
    readonly orders?: number;
    /** @default 200 */
    readonly products?: number;
    /**
     * Whether there is, besides, what no page can show at once: a product of 251 variants and as many
     * metafields, an order of 300 line items with three refunds of 60 lines each, and a discount of
     * 120 codes. @default false
     */
    readonly deep?: boolean;
}

/** What a Shopify sandbox is to be like. All of it has a default. */
interface ShopifySandboxOptions extends StoreSize, Partial<Readonly<Conditions>> {
    /** The port to listen on. @default 0, any free one */
    readonly port?: number;
    /** The name of the shop, with or without `.myshopify.com`. @default 'descant-sandbox' */
    readonly shop?: string;
    /**
     * A file of transactions to take customers and orders from, one order a line; the sizes do not
     * apply then. See `readTransactions` for its columns.
     */
    readonly transactions?: string;
    /** The access scopes that the app was granted. @default all that read */
    readonly scopes?: readonly string[];
    /** The app's own name, to ask for tokens with. @default made of the seed */
    readonly clientId?: string;
    /** The app's secret. @default made of the seed */
    readonly clientSecret?: string;
    /** The sandbox's time. @default a clock that starts at 2026-11-01T00:00:00Z and runs */
    readonly clock?: VirtualClock;
}

/** A running Shopify sandbox, and what a test can do with it. */
interface ShopifySandbox {
    /** `http://127.0.0.1:PORT`, the origin to use in place of the shop's. */
    readonly url: string;
    /** `NAME.myshopify.com` */
    readonly shop: string;
    /** A token that does not expire. */
    readonly accessToken: string;
    /** What `POST /admin/oauth/access_token` takes for a token of 24 hours. */
    readonly clientId: string;
    readonly clientSecret: string;
    /** What it takes, beside those two, for a token of one hour and another refresh token. */
    readonly refreshToken: string;
    readonly store: ShopifyStore;
    readonly clock: VirtualClock;
    /** Under which conditions it answers; what is set here holds from the next request on. */
    readonly conditions: Conditions;
    /**
     * Arms a fault.
     *
     * @throws ControlError where the fault cannot be told so.
     * @example
     * sandbox.arm({ kind: 'http', status: 502, count: 2, skip: 5, match: 'orders(' })
     */
    arm(fault: ShopifyFault): void;
    /** Disarms all faults. */
    disarm(): void;
    /** The requests after the `since`-th, the latest ten thousand at most. @default 0 */
    requests(since?: number): readonly LoggedRequest[];
    /** Makes a round of changes. */
    mutate(request: MutationRequest): Mutation;
    /** Issues another access token. */
    issueToken(request?: GrantRequest): Grant;
    /** Whether there was such an access or refresh token to revoke. */
    revokeToken(token: string): boolean;
    /**
     * Does what `POST /__control/VERB` does, without the detour.
     *
     * @throws ControlError where there is no such verb, or its settings will not do.
     * @example
     * sandbox.control('bulk', { action: 'occupy', count: 5 })
     */
    control(verb: string, settings?: Readonly<Record<string, unknown>>): object;
    close(): Promise<void>;
}
/**
 * Starts a local Shopify in this process.
 *
 * @throws SandboxError where the port is taken.
 * @example
 * const sandbox = await startShopifySandbox({ seed: 7, customers: 100, orders: 250, products: 20 })
 * await fetch(`${sandbox.url}/admin/api/2026-10/graphql.json`, {
 *   method: 'POST',
 *   headers: { 'X-Shopify-Access-Token': sandbox.accessToken },
 *   body: JSON.stringify({ query: '{ shop { name } }' }),
 * })
 * await sandbox.close()
 */
declare function startShopifySandbox(options?: ShopifySandboxOptions): Promise<ShopifySandbox>;

export { type Clock, type Conditions, ControlError, type CustomerRecord, type Grant, type GrantRequest, type LineItemRecord, type LoggedCall, type LoggedRequest, type Mutation, type MutationRequest, type OrderRecord, type ProductRecord, type ProductVariantRecord, type Conditions$1 as SalesforceConditions, type SalesforceFault, type SalesforceSandbox, type SalesforceSandboxOptions, SandboxError, type ShopifyFault, type ShopifySandbox, type ShopifySandboxOptions, ShopifyStore, VirtualClock, WAKING_TIME, startSalesforceSandbox, startShopifySandbox };
