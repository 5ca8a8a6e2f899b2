/** The type of a value in a table: Iceberg's names. */
export type ScalarType =
  | 'string'
  | 'int'
  | 'long'
  | 'double'
  | 'boolean'
  | 'date'
  | 'timestamptz'
  | `decimal(${number},${number})`

export type ColumnType = ScalarType | { readonly list: ScalarType }

/** A column of a table. Its name is what it is known by: a new name is a new column. */
export interface TableColumn {
  readonly name: string
  readonly type: ColumnType
  /** Whether it never holds null. @default false */
  readonly required?: boolean
  readonly doc?: string
}

/** The digits of a decimal type, in all and after the point. */
export function decimalDigits(type: ScalarType): { precision: number; scale: number } | undefined {
  const [, precision, scale] = /^decimal\((\d+),(\d+)\)$/.exec(type) ?? []
  return precision === undefined
    ? undefined
    : { precision: Number(precision), scale: Number(scale) }
}
