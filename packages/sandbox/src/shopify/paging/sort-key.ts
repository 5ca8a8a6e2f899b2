import { formatDateTime } from '../api/scalars.ts'

/** What records are sorted by: a value of one type. Ties are broken by id. */
export interface SortKey<R> {
  readonly type: 'time' | 'number' | 'text'
  readonly of: (row: R) => number | string | null
}

/** What two values of a key compare as; null comes first. */
export type SortValue = number | string | null

/** Three-way comparison of (value, id). */
export function compareKeys(
  left: { value: SortValue; id: number },
  right: { value: SortValue; id: number },
): number {
  if (left.value !== right.value) {
    if (left.value === null) return -1
    if (right.value === null) return 1
    return left.value < right.value ? -1 : 1
  }
  return left.id - right.id
}

/** How a value of each type is written into a cursor, and read from it again. */
export const sortValueCodecs: Readonly<
  Record<
    SortKey<never>['type'],
    { write(value: number | string): string; read(text: string): number | string }
  >
> = {
  time: {
    write: (value) => formatDateTime(value as number),
    read: (text) => Date.parse(text),
  },
  number: { write: String, read: Number },
  text: { write: String, read: (text) => text },
}
