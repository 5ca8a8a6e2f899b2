/** One field of a GraphQL query, with what stands in its braces. */
export interface Field {
  /** Its name in the answer. */
  readonly name: string
  /** The name of the field in the schema, where the answer gives it another. */
  readonly of?: string
  /** Its arguments beside those for paging, as written: `includeInactive: true`. */
  readonly arguments?: string
  /** Absent where the field is a scalar, or a list of scalars. */
  readonly fields?: readonly Field[]
  /** Whether it is a list that Shopify gives out in pages; the record holds it as a plain array. */
  readonly isConnection?: boolean
  /** Of a connection that is asked for: how many items of it come with each record. */
  readonly first?: number
  /** Whether it is an inline fragment: `name` is a type, and `fields` are those of objects of it. */
  readonly isFragment?: boolean
  /** Whether Shopify takes no point for the object itself. */
  readonly isFree?: boolean
  /** The GraphQL type, without list and non-null; absent for scalars. */
  readonly type?: string
  /** Whether it can be asked for again by its id (`Node`). */
  readonly isNode?: boolean
  /** Whether it is asked for whatever is selected, as an id is. */
  readonly isNeeded?: boolean
  /** Of a connection: the field beside it that tells how much it must hold. */
  readonly witness?: Witness
}

/**
 * What bears witness to the length of a nested list. Shopify may cut a list short without saying so;
 * the field beside it knows better.
 */
export interface Witness {
  readonly field: Field
  /** Fields of the items that are needed to measure them. */
  readonly needs?: readonly string[]
  /** What the witness says that the list measures at least; undefined where it does not know. */
  readonly least: (told: unknown) => number | undefined
  readonly measure: (items: readonly Readonly<Record<string, unknown>>[]) => number
}
