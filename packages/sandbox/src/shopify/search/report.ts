/** How a search was understood, in the words of `extensions.search[].parsed`. */
export type ParsedSearch = Readonly<Record<string, unknown>>

/** Something that a search asked for and did not get. */
export interface SearchWarning {
  readonly field: string
  readonly message: string
  readonly code: 'invalid_field' | 'invalid_value' | 'missing_named_field'
}

/** One entry of `extensions.search`. */
export interface SearchReport {
  readonly path: readonly (string | number)[]
  readonly query: string
  readonly parsed: ParsedSearch
  readonly warnings: readonly SearchWarning[]
}
