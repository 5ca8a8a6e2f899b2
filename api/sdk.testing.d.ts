import { Target, Tap, Message, JsonObject, Catalog } from '@descant/sdk';
import { Writable } from 'node:stream';

/** The settings of a connector, as its config file holds them. */
type Settings = Readonly<Record<string, unknown>>;

/** What time is and how it passes. Given in by tests, so that no test waits. */
interface Clock {
    /** Milliseconds since 1970, as `Date.now()`. */
    now(): number;
    /** Resolves after so many seconds; rejects at once with the signal's reason when it aborts. */
    sleep(seconds: number, signal?: AbortSignal): Promise<void>;
}

/** A clock for tests: its sleeps take no time, move it on, and are kept in their order. */
interface FakeClock extends Clock {
    /** Seconds of each sleep. */
    readonly sleeps: readonly number[];
}
/**
 * Makes a clock that stands still until somebody sleeps.
 *
 * @param start Milliseconds since 1970. Default: midnight of 23 November 2026, UTC.
 * @example
 * const clock = fakeClock()
 * await createHttp({ baseUrl, clock }).get('orders')
 * expect(clock.sleeps).toEqual([2])
 */
declare function fakeClock(start?: number): FakeClock;

/** Whose sink it is. */
interface SinkOwner {
    readonly stream: string;
    /** Whether it takes records, or those that cannot go on. */
    readonly kind: 'records' | 'rejects';
}

/** A batch that is about to be made durable. */
interface Commit extends SinkOwner {
    /** Counts the commits of the target, over its runs, from 1. */
    readonly number: number;
    /** How many records are in the batch. */
    readonly records: number;
}
/** Puts something around each commit of a target. */
declare function aroundCommits(target: Target, around: (commit: Commit, proceed: () => Promise<void>) => Promise<void>): Target;

/** What became of a check. */
interface Verdict<Name extends string = string> {
    readonly check: Name;
    readonly outcome: 'passed' | 'failed' | 'skipped';
    /** What was seen, or why it was not tried. */
    readonly reason?: string;
}
/** Which checks are not tried, each with the reason, which is shown. */
type Skips<Name extends string> = {
    readonly [Check in Name]?: string;
};

/** What a tap is tried with. */
interface CheckTapOptions {
    /**
     * The settings of every run; `select` among them says which streams are tried. What the tap saves,
     * as a rotated token, is kept for later runs.
     */
    readonly config?: Settings;
    /**
     * Is called before each run: the place to put up replies that are used once, or to set a source
     * back. The source must answer every run alike.
     */
    readonly before?: () => void | Promise<void>;
    /** Streams that may give no records, so that nothing can be said of them. @default [] */
    readonly mayBeEmpty?: readonly string[];
    /** Reads no more than so many records of each stream, for sources that are large. Default: all. */
    readonly recordLimit?: number;
    /**
     * Makes the source fail until what it returns is called, for a source that is not asked through
     * `fetch`; requests through `fetch` are made to fail by the kit.
     */
    readonly breakSource?: () => () => void;
    /** At how many places a run is interrupted, at most. @default 12 */
    readonly samples?: number;
    /** How long a run may take to end when it is told to, in seconds. @default 5 */
    readonly graceSeconds?: number;
    /** How many records of a stream may be on their way to a reader that is slow. @default 10000 */
    readonly mostInFlight?: number;
}

/** What is promised by a tap, as its checks and their tests are named. */
type TapCheckName = 'every setting is described, every secret is marked' | 'discovery is valid' | 'every stream gives records' | 'SCHEMA comes before RECORD' | 'records keep to their schema' | 'records hold only declared fields' | 'keys are present and unique' | 'the replication key is present' | 'sorted streams come in order' | 'bookmarks never go back' | 'a bookmark includes its own value' | 'every STATE is true' | 'the final STATE holds no leftovers' | 'a second run is small and loses nothing' | 'a run that is told to end goes on where it stopped' | 'a run that is killed goes on where it stopped' | 'a stream that fails goes on where it stopped' | 'a run ends when it is told to' | 'a source that fails is not passed over' | 'deselected fields are not emitted' | 'deselected streams are not emitted' | 'a slow reader slows the tap' | 'no secret is told' | 'stdout holds nothing but messages';

/**
 * Tries every check of a tap and says what became of each: what {@link testTap} registers, without a
 * test runner.
 *
 * @param options.skip Checks that are not tried, each with the reason.
 * @example
 * const verdicts = await checkTap(tapToy, { config: { token: 'abc' } })
 * const failed = verdicts.filter(({ outcome }) => outcome === 'failed')
 */
declare function checkTap(tap: Tap, options?: CheckTapOptions & {
    readonly skip?: Skips<TapCheckName>;
}): Promise<readonly Verdict<TapCheckName>[]>;

/** A record as a destination holds it: its JSON text, or its values by name. */
type StoredRecord = string | Readonly<Record<string, unknown>>;

/** How a target puts records that have a key. */
type LoadMethod = 'append-only' | 'upsert';

/** A record that could not go on, as it was put aside. */
interface StoredReject {
    /** What came: its JSON text. */
    readonly record: string;
    /** Why it could not go on. */
    readonly reason: string;
}
/** What a target is tried with. */
interface CheckTargetOptions<Config extends object> {
    /** The settings, or what makes them: then each check has a destination of its own. */
    readonly config: Config | (() => Config | Promise<Config>);
    /**
     * Gives what the destination holds of a stream now, none where it does not know it. Each record is
     * its values by name; or, where the destination keeps the tap's own bytes, its JSON text, which is
     * then held against what was sent byte for byte. Fields that begin with `_sdc_` are passed over.
     */
    readonly read: (stream: string, config: Config) => Promise<readonly StoredRecord[]>;
    /** Whether a record replaces the one with the same key, or stands beside it. */
    readonly loadMethod: LoadMethod;
    /** Whether `read` leaves out what an ACTIVATE_VERSION has removed. @default false */
    readonly removesOldVersions?: boolean;
    /** Gives what was put aside of a stream. Without it only the engine is asked. */
    readonly readRejects?: (stream: string, config: Config) => Promise<readonly StoredReject[]>;
    /** Makes the destination refuse every write until what it returns is called. */
    readonly breakWrites?: (config: Config) => (() => void | Promise<void>) | Promise<() => void | Promise<void>>;
    /** Is called after each check, to take away what it left. */
    readonly clean?: (config: Config) => void | Promise<void>;
    /** At how many places a run is interrupted, at most. @default 8 */
    readonly samples?: number;
    /** How large the largest record is that is sent, in bytes. @default 4194304 */
    readonly hugeRecordBytes?: number;
}

/** What is promised by a target, as its checks and their tests are named. */
type TargetCheckName = 'every setting is described, every secret is marked' | 'values of every type arrive' | 'unions and nested values arrive' | 'text arrives whole' | 'a null character arrives' | 'properties of any name arrive' | 'numbers arrive to the last digit' | 'the bytes of a record arrive' | 'a huge record arrives' | 'a stream without a key keeps every record' | 'a repeated key replaces its record, or stands beside it' | 'a key of several parts is one key' | 'a changed key counts from then on' | 'a missing optional field stays missing' | 'a changed SCHEMA keeps the order' | 'streams that take turns stay apart' | 'slow commits change nothing' | 'blank lines, CRLF and a BOM change nothing' | 'a bad record is put aside, its neighbours go on' | 'a RECORD before its SCHEMA is refused' | 'a STATE comes when its records can be read' | 'a STATE passes through byte for byte' | 'a commit that fails acknowledges nothing' | 'a destination that fails acknowledges nothing' | 'nothing of an unfinished batch is there' | 'a run that is killed goes on' | 'a run that is told to end goes on' | 'a version is activated after its records' | 'an activated version is the only one' | 'no secret is told' | 'stdout holds nothing but STATE';

/**
 * Tries every check of a target and says what became of each: what {@link testTarget} registers,
 * without a test runner.
 *
 * @param options.skip Checks that are not tried, each with the reason.
 * @example
 * const verdicts = await checkTarget(targetToy, { config, read, loadMethod: 'append-only' })
 * const failed = verdicts.filter(({ outcome }) => outcome === 'failed')
 */
declare function checkTarget<Config extends object>(target: Target, options: CheckTargetOptions<Config> & {
    readonly skip?: Skips<TargetCheckName>;
}): Promise<readonly Verdict<TargetCheckName>[]>;

/** When a run is ended from outside, and how. */
interface Kill {
    /** After how many lines: of what a tap has written, or of what a target has been given. */
    readonly lines: number;
    /**
     * `SIGTERM`: the run is told to end and tidies up. `SIGKILL`: it is gone; nothing that it does
     * afterwards reaches the world.
     */
    readonly signal: 'SIGTERM' | 'SIGKILL';
}
/**
 * Ends a run in memory after so many lines.
 *
 * @param signal How. Default: `SIGKILL`.
 * @example
 * const run = await runTapInMemory(tapToy, { config, kill: killAt(7) })
 * const rest = await runTapInMemory(tapToy, { config, state: run.state })
 */
declare const killAt: (lines: number, signal?: Kill["signal"]) => Kill;

interface MemoryOutputOptions {
    /** The reader goes away (EPIPE) when it has taken so many lines. Default: it never does. */
    readonly breakAfter?: number;
    /** Is told the number of lines each time one was taken. */
    readonly onLine?: (lines: number) => void;
    /** Turns of the event loop that the reader takes for each write. @default 0 */
    readonly turns?: number;
    /** Bytes that wait before the writer is told to. @default 16384 */
    readonly highWaterMark?: number;
}
/** A pipe's end in memory: what a tap wrote, as lines and as messages. */
declare class MemoryOutput extends Writable {
    #private;
    /** The lines taken so far, without their line ends. */
    readonly lines: string[];
    constructor(options?: MemoryOutputOptions);
    /** The lines as messages. @throws {ProtocolError} where one is none. */
    get messages(): readonly Message[];
    /** The records of a stream, or of all. */
    records(stream?: string): readonly JsonObject[];
    _write(chunk: Buffer, _encoding: string, done: (error?: Error) => void): void;
}
/**
 * Makes a pipe's end in memory.
 *
 * @example
 * const output = memoryOutput()
 * await runTapInMemory(tapToy, { config, output })
 * expect(output.records('orders')).toHaveLength(3)
 */
declare const memoryOutput: (options?: MemoryOutputOptions) => MemoryOutput;

/** A stream of a tap that has been opened. */
type OpenStream = Awaited<ReturnType<Tap['open']>>[number];

/** What became of a stream. */
interface StreamOutcome {
    readonly stream: string;
    readonly records: number;
    /** Why it was not read to its end; absent where it was. */
    readonly failure?: unknown;
    /** Whether it was left alone or cut short because the run was told to stop. */
    readonly isStopped?: boolean;
}

/** What a run of a tap left behind. */
interface TapRun extends TapRunFacts {
    /** What reached the reader, in order. */
    readonly messages: readonly Message[];
    /** The values of the STATEs, in order. */
    readonly states: readonly unknown[];
    /** The value of the last STATE; undefined where there was none. */
    readonly state: unknown;
    /** The records of a stream, or of all. */
    records(stream?: string): readonly JsonObject[];
}
/** What is known of a run beside its messages. */
interface TapRunFacts {
    /** What became of each stream; empty where the run as a whole failed. */
    readonly outcomes: readonly StreamOutcome[];
    /** What ended the run as a whole; undefined where nothing did. */
    readonly failure: unknown;
    /** The log, a line each, nothing hidden. */
    readonly logs: readonly string[];
    /** Settings that the tap changed, as a rotated token. */
    readonly savedConfig: Settings;
}

interface TapRunOptions {
    /** The settings; defaults are added, and the whole is held against the tap's schema. @default {} */
    readonly config?: Settings;
    /**
     * What is wanted. Default: what the setting `select` says; without it the streams that are selected
     * by default, with all fields.
     */
    readonly catalog?: Catalog | undefined;
    /** The value of the STATE to go on from. Default: a first run. */
    readonly state?: unknown;
    /** Ends the run from outside. */
    readonly kill?: Kill;
    /** Tells the run to end. */
    readonly signal?: AbortSignal;
    /** Takes the messages; not together with `kill`. Default: an output that takes them at once. */
    readonly output?: MemoryOutput;
    /** Puts something around the streams before they are read. */
    readonly around?: (streams: readonly OpenStream[]) => readonly OpenStream[];
    /** Milliseconds since 1970, for what the engine does by time. @default Date.now */
    readonly now?: () => number;
}
/**
 * Runs a tap in this process, through the engine that its bin runs through, and keeps what it wrote.
 * Whatever goes wrong is part of the result; nothing is thrown.
 *
 * @example
 * const run = await runTapInMemory(tapToy, { config: { token: 'abc' } })
 * expect(run.failure).toBeUndefined()
 * expect(run.records('orders')).toHaveLength(3)
 */
declare function runTapInMemory(tap: Tap, options?: TapRunOptions): Promise<TapRun>;

/** What a run has taken in. */
interface LoadReport {
    readonly records: number;
    readonly rejected: number;
}

/** Lines without their ends, or bytes as they come. */
type Lines = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;
interface TargetRunOptions {
    /** The settings; defaults are added, and the whole is held against the target's schema. @default {} */
    readonly config?: Settings;
    /** Ends the run from outside. */
    readonly kill?: Kill;
    /** Tells the run to end. */
    readonly signal?: AbortSignal;
    /**
     * Is called with each STATE at the moment when it is passed on. The input waits until it is done;
     * what it throws is thrown.
     */
    readonly onState?: (text: string) => void | Promise<void>;
    /** Milliseconds since 1970. @default Date.now */
    readonly now?: () => number;
}
/** What a run of a target left behind, beside what it wrote. */
interface TargetRun {
    /** The STATEs that were passed on, in order, each as its JSON text. */
    readonly states: readonly string[];
    /** What was taken in; undefined where the run failed. */
    readonly report: LoadReport | undefined;
    /** What ended the run; undefined where nothing did. */
    readonly failure: unknown;
    /** The log, a line each, nothing hidden. */
    readonly logs: readonly string[];
    /** Gives back what a run left open that was killed. Nothing to do for any other. */
    release(): Promise<void>;
}
/**
 * Runs a target in this process, through the engine that its bin runs through. Whatever goes wrong is
 * part of the result; nothing is thrown but by `onState`.
 *
 * @param lines The messages, one a line, without line ends.
 * @example
 * const run = await runTargetInMemory(targetToy, [schema, record, state], { config })
 * expect(run.states).toEqual(['{"position":1}'])
 */
declare function runTargetInMemory(target: Target, lines: Lines, options?: TargetRunOptions): Promise<TargetRun>;

/**
 * Makes a pipe's end whose reader is slow: it takes one write at a time, holds nothing in store, and
 * lets the event loop turn before it takes the next. A writer that does not wait for it piles up.
 *
 * @param options.turns Turns of the event loop for each write. Default: 1.
 */
declare const slowWritable: (options?: MemoryOutputOptions) => MemoryOutput;

interface TestTapOptions extends CheckTapOptions {
    /** Checks that are not tried, each with the reason, which is shown. @default {} */
    readonly skip?: Skips<TapCheckName>;
    /** The longest that one check may take, in seconds. @default 30 */
    readonly timeoutSeconds?: number;
}
/**
 * Registers the standard tests of a tap with vitest: one for each promise that a tap makes. They run
 * the tap in this process, through the engine that its bin runs through, against whatever answers it:
 * a sandbox, an interceptor, a source that is handed in. It must answer every run alike.
 *
 * @example
 * testTap(tapToy, { config: { token: 'abc', api_url: sandbox.url } })
 */
declare function testTap(tap: Tap, options?: TestTapOptions): void;

interface TestTargetOptions<Config extends object> extends CheckTargetOptions<Config> {
    /** Checks that are not tried, each with the reason, which is shown. @default {} */
    readonly skip?: Skips<TargetCheckName>;
    /** The longest that one check may take, in seconds. @default 30 */
    readonly timeoutSeconds?: number;
}
/**
 * Registers the standard tests of a target with vitest: one for each promise that a target makes. They
 * run the target in this process, through the engine that its bin runs through, and hold what its
 * destination then has against what was sent.
 *
 * @example
 * testTarget(targetFolder, {
 *   config: async () => ({ directory: await mkdtemp(join(tmpdir(), 'target-folder-')) }),
 *   read: (stream, { directory }) => readRecords(join(directory, stream)),
 *   loadMethod: 'append-only',
 * })
 */
declare function testTarget<Config extends object>(target: Target, options: TestTargetOptions<Config>): void;

/** What a commit ends with that was made to fail. */
declare class InjectedFailure extends Error {
    readonly name = "InjectedFailure";
}
/**
 * Makes commits of a target fail.
 *
 * @param when Which: `true` fails before anything is written; `'after'` writes and fails then, as a
 *   request does whose answer is lost.
 * @example
 * const failing = withFailingCommits(targetToy, ({ number }) => number === 2)
 * const run = await runTargetInMemory(failing, lines, { config })
 * expect(run.states).toEqual([])
 */
declare const withFailingCommits: (target: Target, when: (commit: Commit) => boolean | "after") => Target;

/**
 * Makes commits of a target slow, so that later ones could pass them.
 *
 * @param turns How many turns of the event loop a commit waits before it begins. Default: 20 for each
 *   commit with an odd number, none for the others.
 */
declare const withSlowCommits: (target: Target, turns?: (commit: Commit) => number) => Target;

export { type CheckTapOptions, type CheckTargetOptions, type Commit, type FakeClock, InjectedFailure, type Kill, type Lines, type LoadMethod, MemoryOutput, type MemoryOutputOptions, type Settings, type SinkOwner, type Skips, type StoredRecord, type StoredReject, type TapCheckName, type TapRun, type TapRunFacts, type TapRunOptions, type TargetCheckName, type TargetRun, type TargetRunOptions, type TestTapOptions, type TestTargetOptions, type Verdict, aroundCommits, checkTap, checkTarget, fakeClock, killAt, memoryOutput, runTapInMemory, runTargetInMemory, slowWritable, testTap, testTarget, withFailingCommits, withSlowCommits };
