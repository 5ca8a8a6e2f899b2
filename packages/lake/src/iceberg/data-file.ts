/** A value for each of some columns, by name; the elements of a list column are `NAME.element`. */
export type ByColumn<T> = Readonly<Record<string, T>>

/** A Parquet file of a table. Everything but path, rows and bytes only helps readers to pass over it. */
export interface DataFile {
  /** Its key relative to the root of the table, as `data/part-….parquet`. */
  readonly path: string
  readonly rows: number
  readonly bytes: number
  /**
   * The value of each partition field, by its name (`partitionName`), where the table is
   * partitioned: a month as `2026-01`, a bucket in digits.
   */
  readonly partition?: ByColumn<string | null>
  /** Bytes in the file, compressed. */
  readonly columnBytes?: ByColumn<number>
  /** Values, nulls included. */
  readonly valueCounts?: ByColumn<number>
  readonly nullCounts?: ByColumn<number>
  /**
   * No value of the column is less. In text: integers and decimals in digits, booleans
   * true/false, dates YYYY-MM-DD, times with their offset. One that cannot be read is left out.
   */
  readonly lowerBounds?: ByColumn<string>
  /** No value of the column is greater; in the same text. */
  readonly upperBounds?: ByColumn<string>
}
