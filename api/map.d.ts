import { JsonSchema, ObjectSchema, Logger } from '@descant/sdk';

/** What a value may be made into. */
declare const castTypes: readonly ["string", "integer", "number", "boolean", "date-time", "decimal-string"];
type CastType = (typeof castTypes)[number];

/** How a value may be hashed. */
declare const hashAlgorithms: readonly ["sha256", "sha512", "sha1", "md5"];
type HashAlgorithm = (typeof hashAlgorithms)[number];

/** How a value is hidden: all of it behind a word, or each character but the first and last few. */
type Mask = string | {
    /** @default 0 */
    readonly keep_first?: number;
    /** @default 0 */
    readonly keep_last?: number;
    /** What stands for each hidden character. @default '*' */
    readonly character?: string;
};

/** What follows where a value of a record cannot be changed as the config says. */
declare const onErrorChoices: readonly ["fail", "null", "drop"];
type OnError = (typeof onErrorChoices)[number];

/** How names may be written. */
declare const letterCases: readonly ["snake_case", "camelCase", "PascalCase", "lowercase", "UPPERCASE"];
type LetterCase = (typeof letterCases)[number];

/** What becomes of one stream: each property is an operation, applied in this order. */
declare const streamSettings: ObjectSchema;
/** What becomes of one stream, as the config says it. */
interface StreamConfig {
    readonly alias?: string;
    readonly filter?: string;
    readonly compute?: Readonly<Record<string, {
        readonly expression: string;
        readonly type: JsonSchema;
    }>>;
    readonly select?: readonly string[];
    readonly drop?: readonly string[];
    readonly hash?: Readonly<Record<string, HashAlgorithm>>;
    readonly mask?: Readonly<Record<string, Mask>>;
    readonly cast?: Readonly<Record<string, CastType>>;
    readonly flatten?: {
        readonly separator?: string;
        readonly max_depth?: number;
        readonly max_key_length?: number;
        readonly nested?: 'string' | 'keep';
    };
    readonly rename?: Readonly<Record<string, string>>;
    readonly rename_all?: {
        readonly match?: string;
        readonly replace?: string;
        readonly case?: LetterCase;
    };
    readonly key_properties?: readonly string[];
}

/** The config of a mapper; see `settings` for what each part means. */
interface MapConfig {
    readonly streams?: Readonly<Record<string, StreamConfig | null>>;
    readonly else?: StreamConfig | null;
    /** @default 'fail' */
    readonly on_error?: OnError;
    /** @default 'fail' */
    readonly missing_fields?: 'fail' | 'warn';
    readonly hash_salt?: string;
    /** @default 10 */
    readonly line_timeout_seconds?: number;
}

/** The settings of `descant-map`. */
declare const settings: ObjectSchema;

/**
 * Maps Singer messages, a line at a time. What the config leaves alone leaves as it came, byte for
 * byte, and so does every STATE.
 */
interface MessageMapper {
    /**
     * Takes a line and gives the line to hand on; undefined where there is none.
     *
     * @param lineNumber Its number, from 1, for messages to a person.
     * @throws {ProtocolError} where the line is not Singer, or is a BATCH of a mapped stream.
     * @throws {ConfigError} where a SCHEMA shows that the config is wrong.
     * @throws {DataError} where a record cannot be mapped and `on_error` is `fail`.
     */
    take(line: string, lineNumber: number): string | undefined;
    /** Tells the log what has been done, and what of the config has met nothing. */
    finish(): void;
}

/**
 * Makes a mapper out of a config, for use within a program.
 *
 * @param log Told what is left out, and at the end what has been done. Default: nobody.
 * @throws {ConfigError} where the config is wrong, with every problem at once.
 * @example
 * const mapper = createMapper({ streams: { orders: { drop: ['note'] } } })
 * mapper.take('{"type":"SCHEMA","stream":"orders",…}', 1) // the line to hand on
 */
declare function createMapper(config: MapConfig, log?: Logger): MessageMapper;

export { type CastType, type HashAlgorithm, type LetterCase, type MapConfig, type Mask, type MessageMapper, type OnError, type StreamConfig, createMapper, settings, streamSettings };
