import type { ColumnType } from '@descant/lake'

/** A column of a canonical table. */
export interface Column {
  readonly type: ColumnType
  /** Whether a record without it is refused. @default false */
  readonly required?: true
  /** Whether the value is the parent's, of its column of the same name. @default false */
  readonly fromParent?: true
  /** Whether a step adds it: no source gives it. */
  readonly isEnriched?: true
  /** Whether it tells when a row was computed: a row that differs in such alone is no other row. */
  readonly isOfTheRun?: true
  /** Whether its texts are JSON, which a database then keeps as such. @default false */
  readonly isJson?: true
  /** One sentence for the reader of the table: meaning, unit, form. */
  readonly doc: string
  /**
   * The form that every source's values are brought to: `'email'` lower case and trimmed, `phone`
   * E.164 with the country in the column that it names. What cannot be brought to it becomes null.
   */
  readonly standard?: 'email' | { readonly phone: { readonly countryColumn: string } }
}

export type Columns = Readonly<Record<string, Column>>
