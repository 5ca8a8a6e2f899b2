/** An argument or a field of an input object; the default is written as in a query. */
export interface CondensedInput {
  /** As the schema definition language writes it: `[ID!]!`. */
  readonly type: string
  readonly default?: string
  /** Why it is deprecated. */
  readonly deprecated?: string
}

export interface CondensedField {
  readonly type: string
  readonly args?: Readonly<Record<string, CondensedInput>>
  readonly deprecated?: string
  /** Which of the {@link CondensedSchema.accesses} a token needs to see the field. */
  readonly access?: number
  /** Which of the {@link CondensedSchema.searches} the `query` argument of the field takes. */
  readonly search?: number
  /** Whether it is protected customer data: an app needs an approval besides the scope. */
  readonly protected?: true
}

export interface CondensedType {
  readonly kind: 'ENUM' | 'INPUT_OBJECT' | 'INTERFACE' | 'OBJECT' | 'SCALAR' | 'UNION'
  readonly interfaces?: readonly string[]
  readonly fields?: Readonly<Record<string, CondensedField>>
  /** The fields of an input object. */
  readonly inputs?: Readonly<Record<string, CondensedInput>>
  /** The values of an enumeration, each with why it is deprecated, or null. */
  readonly values?: Readonly<Record<string, string | null>>
  /** The types of a union. */
  readonly members?: readonly string[]
  readonly isOneOf?: boolean
  readonly specifiedBy?: string
  /** What a token needs to see anything of this type. */
  readonly access?: number
}

/** The filters of one search: the type of each, then the values that it accepts, where it says so. */
export type CondensedSearch = Readonly<Record<string, readonly [type: string, ...values: string[]]>>

/** One version of the Admin API, as it lies in `schemas/`: what Shopify publishes, without prose. */
export interface CondensedSchema {
  readonly query: string
  readonly mutation: string
  readonly types: Readonly<Record<string, CondensedType>>
  readonly directives: Readonly<
    Record<
      string,
      {
        readonly locations: readonly string[]
        readonly args?: Readonly<Record<string, CondensedInput>>
        readonly isRepeatable?: boolean
      }
    >
  >
  readonly searches: readonly CondensedSearch[]
  /** What the API says is required, then the scopes of which a token needs one. */
  readonly accesses: readonly (readonly [requirement: string, ...scopes: string[]])[]
}
