import { Logger, JsonSchema } from '@descant/sdk';

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
/**
 * Decides what follows from a value that cannot be changed, and counts. The first failure of each
 * setting is told at once, the rest at the end: never the value.
 */
declare class Failures {
    #private;
    /** The line of the input that the record at hand stands on, from 1. */
    lineNumber: number;
    constructor(stream: string, onError: OnError, log: Logger);
    /**
     * A value could not be made.
     * @returns The JSON text that takes its place.
     * @throws {DataError} where the run is to end.
     * @throws {LeftOut} where the record is to be left out.
     */
    ofValue(setting: string, reason: string): string;
    /** A record could not be judged or written, so null is of no help. @throws as {@link ofValue} */
    ofRecord(setting: string, reason: string): never;
    /** Tells how many there were. */
    report(): void;
}

/** How names may be written. */
declare const letterCases: readonly ["snake_case", "camelCase", "PascalCase", "lowercase", "UPPERCASE"];
type LetterCase = (typeof letterCases)[number];

/** What becomes of one stream: each property is an operation, applied in this order. */
declare const streamSettings: {
    readonly type: readonly ["object", "null"];
    readonly additionalProperties: false;
    readonly properties: {
        readonly alias: {
            readonly description: "The stream's new name; `{stream}` in it stands for the old one.";
            readonly type: "string";
            readonly minLength: 1;
        };
        readonly filter: {
            readonly description: "Only records for which this expression is true go on.";
            readonly type: "string";
            readonly minLength: 1;
        };
        readonly compute: {
            readonly type: "object";
            readonly additionalProperties: {
                readonly type: "object";
                readonly additionalProperties: false;
                readonly required: readonly ["expression", "type"];
                readonly properties: {
                    readonly expression: {
                        readonly description: "Sees the record as the tap sent it.";
                        readonly type: "string";
                        readonly minLength: 1;
                    };
                    readonly type: {
                        readonly type: "object";
                        readonly description: "The JSON Schema of what it gives.";
                    };
                };
            };
            readonly description: "New fields, or new values of old ones: `{\"field\": {\"expression\", \"type\"}}`.";
        };
        readonly select: {
            readonly description: "The fields that are kept, beside the computed ones and `_sdc_…`.";
            readonly type: "array";
            readonly items: {
                readonly type: "string";
                readonly minLength: 1;
            };
        };
        readonly drop: {
            readonly description: "The fields that are left out.";
            readonly type: "array";
            readonly items: {
                readonly type: "string";
                readonly minLength: 1;
            };
        };
        readonly hash: {
            readonly type: "object";
            readonly additionalProperties: {
                readonly type: "string";
                readonly enum: readonly ["sha256", "sha512", "sha1", "md5"];
            };
            readonly description: `Fields to hash, each with its algorithm: ${string}.`;
        };
        readonly mask: {
            readonly type: "object";
            readonly additionalProperties: {
                readonly type: readonly ["string", "object"];
                readonly additionalProperties: false;
                readonly properties: {
                    readonly keep_first: {
                        readonly type: "integer";
                        readonly minimum: 0;
                    };
                    readonly keep_last: {
                        readonly type: "integer";
                        readonly minimum: 0;
                    };
                    readonly character: {
                        readonly maxLength: 1;
                        readonly type: "string";
                        readonly minLength: 1;
                    };
                };
            };
            readonly description: string;
        };
        readonly cast: {
            readonly type: "object";
            readonly additionalProperties: {
                readonly type: "string";
                readonly enum: readonly ["string", "integer", "number", "boolean", "date-time", "decimal-string"];
            };
            readonly description: `Fields to make into another type: ${string}.`;
        };
        readonly flatten: {
            readonly type: "object";
            readonly additionalProperties: false;
            readonly properties: {
                readonly separator: {
                    readonly default: "__";
                    readonly description: "Stands between the names.";
                    readonly type: "string";
                    readonly minLength: 1;
                };
                readonly max_depth: {
                    readonly type: "integer";
                    readonly minimum: 1;
                    readonly default: 16;
                    readonly description: "How many levels of objects are taken apart.";
                };
                readonly max_key_length: {
                    readonly type: "integer";
                    readonly minimum: 16;
                    readonly default: 255;
                    readonly description: "In bytes; longer names are cut and end in digits of their own.";
                };
                readonly nested: {
                    readonly type: "string";
                    readonly enum: readonly ["string", "keep"];
                    readonly default: "string";
                    readonly description: "Whether what cannot be taken apart, as lists, becomes a string of JSON.";
                };
            };
            readonly description: string;
        };
        readonly rename: {
            readonly type: "object";
            readonly additionalProperties: {
                readonly type: "string";
                readonly minLength: 1;
            };
            readonly description: "Old names to new ones; flattened fields by their flat names.";
        };
        readonly rename_all: {
            readonly type: "object";
            readonly additionalProperties: false;
            readonly minProperties: 1;
            readonly dependencies: {
                readonly match: readonly ["replace"];
                readonly replace: readonly ["match"];
            };
            readonly properties: {
                readonly match: {
                    readonly description: "A regular expression.";
                    readonly type: "string";
                    readonly minLength: 1;
                };
                readonly replace: {
                    readonly type: "string";
                    readonly description: "What stands for each match; `$1` is a group.";
                };
                readonly case: {
                    readonly type: "string";
                    readonly enum: readonly ["snake_case", "camelCase", "PascalCase", "lowercase", "UPPERCASE"];
                    readonly description: "The letter case of the name.";
                };
            };
            readonly description: string;
        };
        readonly key_properties: {
            readonly description: "The key of what leaves, by its new names; `[]` for none. Default: as it was.";
            readonly type: "array";
            readonly items: {
                readonly type: "string";
                readonly minLength: 1;
            };
        };
    };
};
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
declare const settings: {
    readonly type: "object";
    readonly additionalProperties: false;
    readonly properties: {
        readonly streams: {
            readonly type: "object";
            readonly additionalProperties: {
                readonly type: readonly ["object", "null"];
                readonly additionalProperties: false;
                readonly properties: {
                    readonly alias: {
                        readonly description: "The stream's new name; `{stream}` in it stands for the old one.";
                        readonly type: "string";
                        readonly minLength: 1;
                    };
                    readonly filter: {
                        readonly description: "Only records for which this expression is true go on.";
                        readonly type: "string";
                        readonly minLength: 1;
                    };
                    readonly compute: {
                        readonly type: "object";
                        readonly additionalProperties: {
                            readonly type: "object";
                            readonly additionalProperties: false;
                            readonly required: readonly ["expression", "type"];
                            readonly properties: {
                                readonly expression: {
                                    readonly description: "Sees the record as the tap sent it.";
                                    readonly type: "string";
                                    readonly minLength: 1;
                                };
                                readonly type: {
                                    readonly type: "object";
                                    readonly description: "The JSON Schema of what it gives.";
                                };
                            };
                        };
                        readonly description: "New fields, or new values of old ones: `{\"field\": {\"expression\", \"type\"}}`.";
                    };
                    readonly select: {
                        readonly description: "The fields that are kept, beside the computed ones and `_sdc_…`.";
                        readonly type: "array";
                        readonly items: {
                            readonly type: "string";
                            readonly minLength: 1;
                        };
                    };
                    readonly drop: {
                        readonly description: "The fields that are left out.";
                        readonly type: "array";
                        readonly items: {
                            readonly type: "string";
                            readonly minLength: 1;
                        };
                    };
                    readonly hash: {
                        readonly type: "object";
                        readonly additionalProperties: {
                            readonly type: "string";
                            readonly enum: readonly ["sha256", "sha512", "sha1", "md5"];
                        };
                        readonly description: `Fields to hash, each with its algorithm: ${string}.`;
                    };
                    readonly mask: {
                        readonly type: "object";
                        readonly additionalProperties: {
                            readonly type: readonly ["string", "object"];
                            readonly additionalProperties: false;
                            readonly properties: {
                                readonly keep_first: {
                                    readonly type: "integer";
                                    readonly minimum: 0;
                                };
                                readonly keep_last: {
                                    readonly type: "integer";
                                    readonly minimum: 0;
                                };
                                readonly character: {
                                    readonly maxLength: 1;
                                    readonly type: "string";
                                    readonly minLength: 1;
                                };
                            };
                        };
                        readonly description: string;
                    };
                    readonly cast: {
                        readonly type: "object";
                        readonly additionalProperties: {
                            readonly type: "string";
                            readonly enum: readonly ["string", "integer", "number", "boolean", "date-time", "decimal-string"];
                        };
                        readonly description: `Fields to make into another type: ${string}.`;
                    };
                    readonly flatten: {
                        readonly type: "object";
                        readonly additionalProperties: false;
                        readonly properties: {
                            readonly separator: {
                                readonly default: "__";
                                readonly description: "Stands between the names.";
                                readonly type: "string";
                                readonly minLength: 1;
                            };
                            readonly max_depth: {
                                readonly type: "integer";
                                readonly minimum: 1;
                                readonly default: 16;
                                readonly description: "How many levels of objects are taken apart.";
                            };
                            readonly max_key_length: {
                                readonly type: "integer";
                                readonly minimum: 16;
                                readonly default: 255;
                                readonly description: "In bytes; longer names are cut and end in digits of their own.";
                            };
                            readonly nested: {
                                readonly type: "string";
                                readonly enum: readonly ["string", "keep"];
                                readonly default: "string";
                                readonly description: "Whether what cannot be taken apart, as lists, becomes a string of JSON.";
                            };
                        };
                        readonly description: string;
                    };
                    readonly rename: {
                        readonly type: "object";
                        readonly additionalProperties: {
                            readonly type: "string";
                            readonly minLength: 1;
                        };
                        readonly description: "Old names to new ones; flattened fields by their flat names.";
                    };
                    readonly rename_all: {
                        readonly type: "object";
                        readonly additionalProperties: false;
                        readonly minProperties: 1;
                        readonly dependencies: {
                            readonly match: readonly ["replace"];
                            readonly replace: readonly ["match"];
                        };
                        readonly properties: {
                            readonly match: {
                                readonly description: "A regular expression.";
                                readonly type: "string";
                                readonly minLength: 1;
                            };
                            readonly replace: {
                                readonly type: "string";
                                readonly description: "What stands for each match; `$1` is a group.";
                            };
                            readonly case: {
                                readonly type: "string";
                                readonly enum: readonly ["snake_case", "camelCase", "PascalCase", "lowercase", "UPPERCASE"];
                                readonly description: "The letter case of the name.";
                            };
                        };
                        readonly description: string;
                    };
                    readonly key_properties: {
                        readonly description: "The key of what leaves, by its new names; `[]` for none. Default: as it was.";
                        readonly type: "array";
                        readonly items: {
                            readonly type: "string";
                            readonly minLength: 1;
                        };
                    };
                };
            };
            readonly default: {};
            readonly description: string;
        };
        readonly else: {
            readonly description: string;
            readonly type: readonly ["object", "null"];
            readonly additionalProperties: false;
            readonly properties: {
                readonly alias: {
                    readonly description: "The stream's new name; `{stream}` in it stands for the old one.";
                    readonly type: "string";
                    readonly minLength: 1;
                };
                readonly filter: {
                    readonly description: "Only records for which this expression is true go on.";
                    readonly type: "string";
                    readonly minLength: 1;
                };
                readonly compute: {
                    readonly type: "object";
                    readonly additionalProperties: {
                        readonly type: "object";
                        readonly additionalProperties: false;
                        readonly required: readonly ["expression", "type"];
                        readonly properties: {
                            readonly expression: {
                                readonly description: "Sees the record as the tap sent it.";
                                readonly type: "string";
                                readonly minLength: 1;
                            };
                            readonly type: {
                                readonly type: "object";
                                readonly description: "The JSON Schema of what it gives.";
                            };
                        };
                    };
                    readonly description: "New fields, or new values of old ones: `{\"field\": {\"expression\", \"type\"}}`.";
                };
                readonly select: {
                    readonly description: "The fields that are kept, beside the computed ones and `_sdc_…`.";
                    readonly type: "array";
                    readonly items: {
                        readonly type: "string";
                        readonly minLength: 1;
                    };
                };
                readonly drop: {
                    readonly description: "The fields that are left out.";
                    readonly type: "array";
                    readonly items: {
                        readonly type: "string";
                        readonly minLength: 1;
                    };
                };
                readonly hash: {
                    readonly type: "object";
                    readonly additionalProperties: {
                        readonly type: "string";
                        readonly enum: readonly ["sha256", "sha512", "sha1", "md5"];
                    };
                    readonly description: `Fields to hash, each with its algorithm: ${string}.`;
                };
                readonly mask: {
                    readonly type: "object";
                    readonly additionalProperties: {
                        readonly type: readonly ["string", "object"];
                        readonly additionalProperties: false;
                        readonly properties: {
                            readonly keep_first: {
                                readonly type: "integer";
                                readonly minimum: 0;
                            };
                            readonly keep_last: {
                                readonly type: "integer";
                                readonly minimum: 0;
                            };
                            readonly character: {
                                readonly maxLength: 1;
                                readonly type: "string";
                                readonly minLength: 1;
                            };
                        };
                    };
                    readonly description: string;
                };
                readonly cast: {
                    readonly type: "object";
                    readonly additionalProperties: {
                        readonly type: "string";
                        readonly enum: readonly ["string", "integer", "number", "boolean", "date-time", "decimal-string"];
                    };
                    readonly description: `Fields to make into another type: ${string}.`;
                };
                readonly flatten: {
                    readonly type: "object";
                    readonly additionalProperties: false;
                    readonly properties: {
                        readonly separator: {
                            readonly default: "__";
                            readonly description: "Stands between the names.";
                            readonly type: "string";
                            readonly minLength: 1;
                        };
                        readonly max_depth: {
                            readonly type: "integer";
                            readonly minimum: 1;
                            readonly default: 16;
                            readonly description: "How many levels of objects are taken apart.";
                        };
                        readonly max_key_length: {
                            readonly type: "integer";
                            readonly minimum: 16;
                            readonly default: 255;
                            readonly description: "In bytes; longer names are cut and end in digits of their own.";
                        };
                        readonly nested: {
                            readonly type: "string";
                            readonly enum: readonly ["string", "keep"];
                            readonly default: "string";
                            readonly description: "Whether what cannot be taken apart, as lists, becomes a string of JSON.";
                        };
                    };
                    readonly description: string;
                };
                readonly rename: {
                    readonly type: "object";
                    readonly additionalProperties: {
                        readonly type: "string";
                        readonly minLength: 1;
                    };
                    readonly description: "Old names to new ones; flattened fields by their flat names.";
                };
                readonly rename_all: {
                    readonly type: "object";
                    readonly additionalProperties: false;
                    readonly minProperties: 1;
                    readonly dependencies: {
                        readonly match: readonly ["replace"];
                        readonly replace: readonly ["match"];
                    };
                    readonly properties: {
                        readonly match: {
                            readonly description: "A regular expression.";
                            readonly type: "string";
                            readonly minLength: 1;
                        };
                        readonly replace: {
                            readonly type: "string";
                            readonly description: "What stands for each match; `$1` is a group.";
                        };
                        readonly case: {
                            readonly type: "string";
                            readonly enum: readonly ["snake_case", "camelCase", "PascalCase", "lowercase", "UPPERCASE"];
                            readonly description: "The letter case of the name.";
                        };
                    };
                    readonly description: string;
                };
                readonly key_properties: {
                    readonly description: "The key of what leaves, by its new names; `[]` for none. Default: as it was.";
                    readonly type: "array";
                    readonly items: {
                        readonly type: "string";
                        readonly minLength: 1;
                    };
                };
            };
        };
        readonly on_error: {
            readonly type: "string";
            readonly enum: readonly ["fail", "null", "drop"];
            readonly default: "fail";
            readonly description: string;
        };
        readonly missing_fields: {
            readonly type: "string";
            readonly enum: readonly ["fail", "warn"];
            readonly default: "fail";
            readonly description: string;
        };
        readonly hash_salt: {
            readonly type: "string";
            readonly minLength: 1;
            readonly secret: true;
            readonly description: "The key of the hashes (HMAC). Without it whoever can guess a value can tell it by its hash.";
        };
        readonly line_timeout_seconds: {
            readonly type: "number";
            readonly exclusiveMinimum: 0;
            readonly default: 10;
            readonly description: "The longest that expressions and patterns may take for one line; then the run ends.";
        };
    };
};

/** A member of a JSON object, as text: whoever does not touch it hands it on byte for byte. */
interface Field {
    /** Its name as it is written, quotes included. */
    readonly key: string;
    /** The JSON text of its value. */
    readonly text: string;
}
/** The members of a JSON object by name, in order. */
type Fields = Map<string, Field>;

/** What the records of a stream look like between two steps of a mapping. */
interface Shape {
    /** The JSON text of each field's schema, in order. */
    readonly properties: ReadonlyMap<string, Field>;
    /** Whether the schema tells its fields at all; `{}` is a valid schema. */
    readonly isDeclared: boolean;
    readonly required: ReadonlySet<string>;
    readonly keyProperties: readonly string[];
    readonly bookmarkProperties: readonly string[];
    /** Keys that a step took away, or made useless as keys. */
    readonly lostKeys: readonly string[];
    /** The JSON text of the whole schema as the tap sent it, for its references. */
    readonly root: string;
}

/** A step of a mapping, ready for the records of one schema. */
interface Step {
    /** What the records look like after it. */
    readonly shape: Shape;
    /**
     * Changes a record, in place or by giving other fields. Absent where records stay as they are.
     * @returns undefined where the record is filtered out.
     */
    readonly apply?: (fields: Fields) => Fields | undefined;
}
/** What a step meets when it is made ready. */
interface StepContext {
    readonly failures: Failures;
    /** Whether values that cannot be made become null. */
    readonly mayBecomeNull: boolean;
    /** Where the mapping stands in the config, as `streams.orders`. */
    readonly setting: string;
    /** Tells that the mapping cannot be right for this schema. */
    problem(setting: string, message: string): void;
    /** Tells that a setting names a field that the schema does not have. */
    missing(setting: string, field: string): void;
}
/** An operation of the config: makes itself ready for what the steps before it leave. */
type PrepareStep = (shape: Shape, context: StepContext) => Step;

/** What becomes of a stream, compiled. */
interface Mapping {
    /** Where it stands in the config, as `streams.orders`. */
    readonly setting: string;
    /** Whether it stands for streams that may differ, by a pattern or `else`. */
    readonly isForMany: boolean;
    /** The new name, with `{stream}` for the old one; absent where the name stays. */
    readonly alias: string | undefined;
    /** What changes the records. */
    readonly steps: readonly PrepareStep[];
    /** What settles the key. */
    readonly keys: PrepareStep;
}

/** What becomes of a stream: it is mapped, passes through, or is left out (null). */
type Fate = Mapping | 'pass' | null;
/** A config, checked and compiled. */
interface CompiledConfig {
    /** What becomes of a stream. */
    fateOf(stream: string): Fate;
    /** The streams that the config names one by one. */
    readonly names: readonly string[];
    readonly onError: OnError;
    /** Whether a field that is missing from a stream's schema is an error. */
    readonly failsOnMissing: boolean;
    /** What must be kept out of logs. */
    readonly secrets: readonly string[];
    /** Milliseconds. */
    readonly lineTimeout: number;
}

/**
 * Maps Singer messages, a line at a time. What the config leaves alone leaves as it came, byte for
 * byte, and so does every STATE.
 */
declare class Mapper {
    #private;
    constructor(config: CompiledConfig, log: Logger);
    /** The stream of the last message that had one. */
    get stream(): string;
    /**
     * Takes a line and gives the line to hand on; undefined where there is none.
     *
     * @param lineNumber Its number, from 1, for messages to a person.
     * @param isUtf8 Whether its bytes were UTF-8; a line of which some were lost can only pass through.
     * @throws {ProtocolError} where the line is not Singer, or is a BATCH of a mapped stream.
     * @throws {ConfigError} where a SCHEMA shows that the config is wrong.
     * @throws {DataError} where a record cannot be mapped and `on_error` is `fail`.
     */
    take(line: string, lineNumber: number, isUtf8?: boolean): string | undefined;
    /** Tells what has been done, and what of the config has met nothing. */
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
declare function createMapper(config: MapConfig, log?: Logger): Mapper;

export { type CastType, type HashAlgorithm, type LetterCase, type MapConfig, Mapper, type Mask, type OnError, type StreamConfig, createMapper, settings, streamSettings };
