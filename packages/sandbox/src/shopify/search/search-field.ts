/**
 * A field that a search can filter by: the type of its values, and how a record gives them.
 * A record may give several (tags), or null where it has none.
 */
export type SearchField<R> =
  | { readonly type: 'time'; readonly of: (row: R) => number | null }
  | { readonly type: 'id'; readonly of: (row: R) => number | null | readonly number[] }
  | { readonly type: 'integer'; readonly of: (row: R) => number | null }
  /** Money: the record gives cents, the search writes decimals. */
  | { readonly type: 'money'; readonly of: (row: R) => number | null | readonly number[] }
  | { readonly type: 'boolean'; readonly of: (row: R) => boolean }
  /** Words within a text, whatever the case; `*` at the end of a word matches the rest of it. */
  | { readonly type: 'text'; readonly of: (row: R) => string | null | readonly string[] }
  /** The whole text, whatever the case. */
  | {
      readonly type: 'keyword'
      readonly of: (row: R) => string | null | readonly string[]
      /** Whether records are found that do not have the text. @default false */
      readonly excluding?: boolean
    }
  | {
      readonly type: 'enumeration'
      /** In lower case. Another value than these warns, and finds nothing. */
      readonly values: readonly string[]
      readonly of: (row: R) => readonly string[]
    }

/** What a kind of record can be filtered by. */
export interface SearchFields<R> {
  readonly fields: Readonly<Record<string, SearchField<R>>>
  /** Finds the fields whose names are not known beforehand. */
  readonly otherField?: ((name: string) => SearchField<R> | undefined) | undefined
  /** The text that a condition without a field looks through; undefined where each needs one. */
  readonly text: ((row: R) => string) | undefined
}
