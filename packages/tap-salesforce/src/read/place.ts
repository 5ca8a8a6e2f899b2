import { exactMoment } from '../record/one-form.ts'
import type { Row } from '../record/record-of-row.ts'
import type { Place } from '../soql/soql.ts'
import type { Reading } from './reading.ts'

/** Where a row stands in the order of stamp and key. */
export function placeOf(reading: Reading, row: Row): Place {
  const { stamp, key = 'Id' } = reading.from
  return {
    ...(stamp !== undefined && { stamp: exactMoment(String(row[stamp])) }),
    key: String(row[key]),
  }
}

/** Whether a place comes after another one. */
export function isLater(place: Place, than: Place): boolean {
  const [own, other] = [place.stamp ?? '', than.stamp ?? '']
  return own === other ? place.key > than.key : own > other
}
