/** Runs `descant` as the process: what its bin calls. */
declare function runDescant(): Promise<void>;

/** How S3 is reached, as the zones of a project say. */
interface S3Settings {
    readonly endpoint?: string;
    readonly region?: string;
    readonly forcePathStyle?: boolean;
}
/**
 * The zones of a customer: URLs, `file:///…` or `s3://bucket/prefix`. They may hold references, as
 * `s3://${env:BUCKET}/raw`, which `resolveText` puts in.
 */
interface ProjectZones {
    readonly raw: string;
    readonly processed: string;
    readonly deadLetters: string;
    readonly state: string;
    readonly s3: S3Settings;
}
/** When something runs. */
interface ProjectSchedule {
    /** A cron expression of five fields, or as `@hourly`. */
    readonly cron: string;
    /** An IANA name. @default UTC */
    readonly timeZone: string;
    /** What becomes of runs that were missed: one now, each of them, none. @default once */
    readonly catchUp: 'once' | 'all' | 'skip';
    /** A run begins up to this much later than its time, by a share of its own. @default 0 */
    readonly jitterSeconds: number;
}
/** What a run may take, and how often it is tried. */
interface ProjectLimits {
    /** A run ends itself in this time, with exit code 75. @default none */
    readonly maxDurationSeconds?: number;
    /** How long programs that are told to end may take for it. @default 25 */
    readonly stopGraceSeconds: number;
    /** A run that moves nothing for so long is ended and tried again. @default 900 */
    readonly stuckAfterSeconds: number;
    /** How often an extraction is tried in a run. @default 3 */
    readonly attempts: number;
    /** How long before the second try; doubled for each that follows. @default 10 */
    readonly retryWaitSeconds: number;
    /** How long the lease of a source is good for without being renewed. @default 60 */
    readonly leaseSeconds: number;
    /** A run is ended before memory is used beyond this part of its limit. @default 0.92 */
    readonly memoryStopRatio: number;
    /** So many STATEs of a source are kept. @default 100 */
    readonly keptStates: number;
    /** So many runs of a source are kept, with their logs. @default 200 */
    readonly keptRuns: number;
    /** The log of a run is kept up to so many bytes. @default 4 MiB */
    readonly logMaxBytes: number;
}
/** A program that speaks Singer. */
interface ProjectProgram {
    /** A name on the PATH or among installed packages, or a path that stands from the project file. */
    readonly command: string;
    /** The npm package whose bin `command` is; looked for where the project file stands. */
    readonly package?: string;
    /** Arguments before those of Singer. */
    readonly args: readonly string[];
    /** What stands in the environment of the program beside what every program needs. Holds references. */
    readonly env: Readonly<Record<string, string>>;
}
/** Where records go: the raw zone by `target-s3-ndjson`, or any Singer target. */
interface ProjectTarget extends ProjectProgram {
    readonly name: string;
    /** Settings; texts in them may hold references. */
    readonly config: Readonly<Record<string, unknown>>;
    /** A JSON file of settings, absolute; `config` wins over it. */
    readonly configFile?: string;
    /** Whether it writes the raw zone, and so is told the zones, the customer and the source. */
    readonly writesRawZone: boolean;
}
type ProjectContract = 'evolve' | 'freeze' | 'discard_row' | 'discard_value';
/** One source of a customer: a tap, its settings, and where its records go. */
interface ProjectSource {
    /** The provider in paths and tables. */
    readonly name: string;
    readonly customer: string;
    /** Which built-in mapping makes tables of its streams, where there is one. */
    readonly type?: string;
    readonly tap: ProjectProgram;
    /** Settings of the tap; texts in them may hold references. */
    readonly config: Readonly<Record<string, unknown>>;
    /** A JSON file of settings, absolute; `config` wins over it. */
    readonly configFile?: string;
    /** A Singer catalog, absolute. */
    readonly catalog?: string;
    /** Which streams and fields are wanted, where there is no catalog: `orders`, `!orders.note`. */
    readonly select?: readonly string[];
    readonly target: ProjectTarget;
    readonly schedule?: ProjectSchedule;
    /** How old the newest data may be. @default 120 */
    readonly freshnessMinutes: number;
    /** What a changed schema does, in streams that are seen for the first time. @default evolve */
    readonly contract: ProjectContract;
    /** The same for single streams. */
    readonly contracts: Readonly<Record<string, ProjectContract>>;
    readonly limits: ProjectLimits;
}
/** How the raw zone becomes tables. */
interface ProjectTransform {
    readonly engine: 'duckdb' | 'spark';
    /** Options of `descant transform` by their names, as `max-rejected-ratio`; paths are absolute. */
    readonly options: Readonly<Record<string, string>>;
    /** Its options that say what starts Spark, as `spark-master`. */
    readonly spark: Readonly<Record<string, string | boolean | readonly string[]>>;
    /** When tables are made and loaded, where that is not after the sources of each run. */
    readonly schedule?: ProjectSchedule;
}
/** Who is told what a person should know of. */
interface ProjectAlerts {
    /** A webhook; a reference, since it is a secret. */
    readonly url: string;
    readonly format: 'json' | 'slack';
    /** More dead letters than this in a day are told. @default 1000 */
    readonly deadLetters: number;
}
/** One tenant: sources, zones, and where its tables go. */
interface ProjectCustomer {
    readonly name: string;
    readonly zones: ProjectZones;
    readonly sources: readonly ProjectSource[];
    readonly transform: ProjectTransform;
    /** PostgreSQL, `postgres://…`; holds references. Without it nothing is loaded. */
    readonly databaseUrl?: string;
    /** Elasticsearch or OpenSearch; holds references. */
    readonly searchUrl?: string;
    /** The tables that the search server gets. @default the profiles */
    readonly searchTables: readonly string[];
    readonly alerts?: ProjectAlerts;
    readonly limits: ProjectLimits;
}
/** What a project file says, with every default put in. */
interface Project {
    /** The project file, absolute. */
    readonly file: string;
    /** Its folder: paths in the file stand from here. */
    readonly folder: string;
    readonly customers: readonly ProjectCustomer[];
    /** So many sources are extracted at once. @default 4 */
    readonly parallelSources: number;
    /** Where a text first stands in the file, as `descant.yaml:12:7`; undefined where it does not. */
    placeOf(text: string): string | undefined;
}

interface ParseProjectOptions {
    /** The path of the file, absolute: paths in it stand from its folder. */
    readonly file: string;
    /** What `${env:NAME}` in zones is taken from. Without it such references stay as they are. */
    readonly environment?: NodeJS.ProcessEnv;
}
/**
 * Reads the text of a project file.
 *
 * @throws {ConfigError} with everything that is wrong, each with its line and column and what to do.
 * @example
 * const project = parseProject(text, { file: '/srv/acme/descant.yaml', environment: process.env })
 * project.customers[0]?.sources[0]?.tap.command // 'tap-shopify'
 */
declare function parseProject(text: string, { file, environment }: ParseProjectOptions): Project;

/**
 * Reads the project file that `--project` names (a file, or a folder that holds one), or the one of
 * this folder or the nearest above it.
 *
 * @param environment what `${env:NAME}` in zones is taken from; undefined leaves such references.
 * @throws {ConfigError} where there is none, or it is not valid.
 */
declare function readProject(given: string | undefined, environment: NodeJS.ProcessEnv | undefined, folder?: string): Promise<Project>;

export { type ParseProjectOptions, type Project, type ProjectAlerts, type ProjectContract, type ProjectCustomer, type ProjectLimits, type ProjectProgram, type ProjectSchedule, type ProjectSource, type ProjectTarget, type ProjectTransform, type ProjectZones, type S3Settings, parseProject, readProject, runDescant };
