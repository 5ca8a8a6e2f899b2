import { type SortKey, type SortValue, sortValueCodecs } from './sort-key.ts'

/** Where a page ended: behind the record with this id and this value of the sort key. */
export interface Position {
  readonly id: number
  readonly value: SortValue
}

/**
 * A position as clients carry it: base64 of `{"last_id":…,"last_value":"…"}`. It names a record, not
 * a count, so it stays good while records come and go.
 *
 * @example
 * encodeCursor({ id: 6157654556905, value: 6157654556905 }, 'number')
 * // base64 of {"last_id":6157654556905,"last_value":"6157654556905"}
 */
export function encodeCursor(position: Position, type: SortKey<never>['type']): string {
  const { id, value } = position
  const lastValue = value === null ? null : sortValueCodecs[type].write(value)
  return Buffer.from(JSON.stringify({ last_id: id, last_value: lastValue })).toString('base64')
}

/** The position of a cursor, or undefined where the text is none of this sort key. */
export function decodeCursor(cursor: string, type: SortKey<never>['type']): Position | undefined {
  const fields = parseObject(Buffer.from(cursor, 'base64').toString())
  const { last_id: id, last_value: text } = fields
  if (typeof id !== 'number' || (typeof text !== 'string' && text !== null)) return undefined
  const value = text === null ? null : sortValueCodecs[type].read(text)
  return Number.isNaN(value) ? undefined : { id, value }
}

function parseObject(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
