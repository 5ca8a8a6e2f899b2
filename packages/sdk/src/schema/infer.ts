import type { NumberLiteral } from '../exact-json.ts'

/**
 * A JSON Schema as it is written in code: a plain literal. What stands here is what the SDK reads;
 * any other keyword passes through untouched.
 */
export interface JsonSchema {
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly description?: string
  readonly format?: string
  readonly default?: unknown
  readonly enum?: readonly unknown[]
  readonly [keyword: string]: unknown
}

/** The schema of a record or a config: an object with named properties. */
export interface ObjectSchema extends JsonSchema {
  readonly type: string | readonly string[]
  readonly properties: Readonly<Record<string, JsonSchema>>
}

/**
 * The type of the values that a JSON Schema literal describes. Keywords that it does not follow
 * (`allOf`, `$ref`, `patternProperties`) give `unknown`, never an error.
 *
 * @example
 * const order = {
 *   type: 'object',
 *   required: ['id'],
 *   properties: { id: { type: 'integer' }, email: { type: ['null', 'string'] } },
 * } as const
 * type Order = Infer<typeof order> // { id: number; email?: string | null }
 */
export type Infer<Schema, Numeric = number> = Schema extends { const: infer Value }
  ? Value
  : Schema extends { enum: readonly (infer Value)[] }
    ? Value
    : Schema extends { anyOf: readonly (infer Arm)[] }
      ? InferEach<Arm, Numeric>
      : Schema extends { oneOf: readonly (infer Arm)[] }
        ? InferEach<Arm, Numeric>
        : Schema extends { type: readonly (infer Name)[] }
          ? InferNamed<Name, Schema, Numeric>
          : Schema extends { type: infer Name }
            ? InferNamed<Name, Schema, Numeric>
            : unknown

/**
 * The type of the records that a stream with this schema may yield: numbers may be given exactly, as
 * a bigint or a {@link NumberLiteral}.
 */
export type RecordOf<Schema> = Infer<Schema, number | bigint | NumberLiteral>

type InferEach<Arm, Numeric> = Arm extends unknown ? Infer<Arm, Numeric> : never

type InferNamed<Name, Schema, Numeric> = Name extends 'string'
  ? string
  : Name extends 'integer' | 'number'
    ? Numeric
    : Name extends 'boolean'
      ? boolean
      : Name extends 'null'
        ? null
        : Name extends 'array'
          ? Schema extends { items: infer Item }
            ? readonly Infer<Item, Numeric>[]
            : readonly unknown[]
          : Name extends 'object'
            ? InferObject<Schema, Numeric>
            : unknown

type InferObject<Schema, Numeric> = Schema extends { properties: infer Properties }
  ? Schema extends { required: readonly (infer Required)[] }
    ? Flatten<
        { [Key in keyof Properties & Required]: Infer<Properties[Key], Numeric> } & {
          [Key in Exclude<keyof Properties, Required>]?: Infer<Properties[Key], Numeric> | undefined
        }
      >
    : { [Key in keyof Properties]?: Infer<Properties[Key], Numeric> | undefined }
  : Record<string, unknown>

type Flatten<Type> = { [Key in keyof Type]: Type[Key] }
