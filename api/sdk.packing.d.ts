/**
 * Visits the members of the object that `text` holds, in order, with the places of the key (without
 * its quotes) and of the value. Nested values are skipped, not checked: whoever parses them does that.
 *
 * @throws {ScanError} where the text is not one JSON object.
 */
declare function scanMembers(text: string, visit: (keyStart: number, keyEnd: number, valueStart: number, valueEnd: number) => void): void;

/** What every module gives that `npm run assembly` makes: its memory. */
interface ModuleExports {
    readonly memory: {
        readonly buffer: ArrayBuffer;
        grow(pages: number): number;
    };
}
/** So many bytes behind what is looked at may be read, or written, as well. */
declare const slackBytes = 16;
/**
 * A compiled module of one thread, and its memory: what is kept lies first, then what passes through.
 */
declare class ModuleMemory<Exports extends ModuleExports> {
    #private;
    readonly exports: Exports;
    private constructor();
    /**
     * Undefined where this machine or process runs no such code: then JavaScript does the work.
     *
     * @param module In base64.
     */
    static open<Exports extends ModuleExports>(module: string): ModuleMemory<Exports> | undefined;
    /** All of the memory; valid until more is asked for. */
    get bytes(): Buffer;
    /** Where what passes through may lie. */
    get end(): number;
    /** Keeps memory for good, and gives its address. */
    allocate(bytes: number): number;
    /** Makes sure that the memory reaches beyond an address. */
    reserve(end: number): void;
}

/**
 * A JSON Schema as it is written in code: a plain literal. What stands here is what the SDK reads;
 * any other keyword passes through untouched.
 */
interface JsonSchema {
    readonly type?: string | readonly string[];
    readonly properties?: Readonly<Record<string, JsonSchema>>;
    readonly required?: readonly string[];
    readonly items?: JsonSchema;
    readonly description?: string;
    readonly format?: string;
    readonly default?: unknown;
    readonly enum?: readonly unknown[];
    readonly [keyword: string]: unknown;
}

/** A stream as the target sees it, until its SCHEMA changes. */
interface SinkStream {
    readonly name: string;
    readonly schema: JsonSchema;
    /** The schema as the tap wrote it, byte for byte. */
    readonly schemaText: string;
    /** Empty where the stream has no key: then a repeated record cannot be told from a new one. */
    readonly keyProperties: readonly string[];
}

/** The records of a piece as bytes, in whatever form the target writes. */
interface Packed {
    readonly bytes: Uint8Array;
}
/**
 * Turns lines of NDJSON into the bytes that a target writes, as by compressing them. It runs on worker
 * threads, so it knows nothing but its arguments; options and result must be cloneable.
 *
 * @param stream Is the same object for all lines that come under one SCHEMA.
 */
type Pack<Options, Item extends Packed> = (lines: Uint8Array, options: Options, stream: SinkStream) => Item;

/**
 * What the worker threads of a target run that packs; its module holds nothing else.
 *
 * @example
 * import { servePacking } from '@descant/sdk/packing'
 * import { gzipLines } from './gzip-lines.js'
 *
 * servePacking(gzipLines)
 */
declare function servePacking<Options, Item extends Packed>(pack: Pack<Options, Item>): void;

export { type ModuleExports, ModuleMemory, type Pack, type Packed, scanMembers, servePacking, slackBytes };
