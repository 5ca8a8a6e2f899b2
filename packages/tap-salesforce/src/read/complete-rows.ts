import { RequestError } from '@descant/sdk'
import { exactMoment } from '../record/one-form.ts'
import type { Row } from '../record/record-of-row.ts'
import { idIn, quoted, type SoqlParts, soqlOf } from '../soql/soql.ts'
import { isLater, placeOf } from './place.ts'
import type { Reading } from './reading.ts'

/** Rows whose parts are asked for by their ids at once: so many ids and all columns fit into a URL. */
const idsPerQuery = 50

/** How often a row that moves all the time is asked for. */
const mostTries = 5

/**
 * Adds to rows the columns of the other groups. A row that changed between the queries would be half
 * old and half new: it is known by its stamp, and read again, all groups of it, until they are of one
 * moment. One that has left the window meanwhile is left to where it stands now.
 *
 * @param rows The rows of the first group, in the order of stamp and key.
 * @param parts The query that they came by.
 */
export async function completeRows(
  reading: Reading,
  rows: readonly Row[],
  parts: Omit<SoqlParts, 'fields'>,
): Promise<readonly Row[]> {
  const [, ...others] = reading.groups
  if (others.length === 0 || rows.length === 0) return rows
  const joined = new Map(rows.map((row) => [keyOf(reading, row), row]))
  const moved = new Set<string>()
  for (const group of others) {
    const found = await sameRange(reading, rows, group, parts)
    for (const [key, row] of joined) {
      const part = found.get(key)
      if (part && stampOf(reading, part) === stampOf(reading, row)) {
        joined.set(key, { ...row, ...part })
      } else moved.add(key)
    }
  }
  const whole = await readAgain(reading, [...moved])
  return rows.flatMap((row) => {
    const key = keyOf(reading, row)
    if (!moved.has(key)) return [joined.get(key) as Row]
    const again = whole.get(key)
    return again && isWithin(reading, again, parts) ? [again] : []
  })
}

const keyOf = (reading: Reading, row: Row) => String(row[reading.from.key ?? 'Id'])

const stampOf = (reading: Reading, row: Row): string | undefined => {
  const { stamp } = reading.from
  return stamp === undefined ? undefined : exactMoment(String(row[stamp]))
}

const isWithin = (reading: Reading, row: Row, { window = {} }: Omit<SoqlParts, 'fields'>) => {
  const stamp = stampOf(reading, row)
  if (stamp === undefined || window.until === undefined) return true
  return Date.parse(stamp) < Date.parse(window.until)
}

/** The columns of a group for all rows from the first to the last of a page. */
async function sameRange(
  reading: Reading,
  rows: readonly Row[],
  group: readonly string[],
  parts: Omit<SoqlParts, 'fields'>,
): Promise<ReadonlyMap<string, Row>> {
  const { key = 'Id', stamp } = reading.from
  const end = placeOf(reading, rows.at(-1) as Row)
  const where = [
    ...(parts.where ?? []),
    ...(stamp === undefined ? [`${key} <= ${quoted(end.key)}`] : [`${stamp} <= ${end.stamp}`]),
  ]
  const found = new Map<string, Row>()
  for (let after = parts.after; ; ) {
    const soql = soqlOf({ ...parts, fields: group, after, where })
    const { records, done } = await reading.salesforce.queryAll(soql)
    for (const row of records) found.set(keyOf(reading, row), row)
    const last = records.at(-1)
    const isEnd = done && records.length < (parts.limit ?? 0)
    if (last === undefined || isEnd || !isLater(end, placeOf(reading, last))) return found
    after = placeOf(reading, last)
  }
}

/** Rows by their keys, whole, those that a query finds. */
export async function wholeRows(
  reading: Reading,
  keys: readonly string[],
): Promise<readonly Row[]> {
  return [...(await readAgain(reading, keys)).values()]
}

/** All groups of rows, each of one moment; those that are gone are left out. */
async function readAgain(
  reading: Reading,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Row>> {
  const whole = new Map<string, Row>()
  for (let at = 0; at < keys.length; at += idsPerQuery) {
    let left: readonly string[] = keys.slice(at, at + idsPerQuery)
    for (let tries = 1; left.length > 0; tries++) {
      if (tries > mostTries) throw neverStill(reading, left.length)
      const parts: ReadonlyMap<string, Row>[] = []
      for (const group of reading.groups) parts.push(await byKeys(reading, group, left))
      const moved: string[] = []
      for (const key of left) {
        const own = parts.map((part) => part.get(key.slice(0, 15)))
        // In none: purged. In some: it changes right now.
        if (own.every((row) => row === undefined)) continue
        const stamps = new Set(own.map((row) => row && stampOf(reading, row)))
        if (own.includes(undefined) || stamps.size > 1) moved.push(key)
        else whole.set(key, Object.assign({}, ...own))
      }
      left = moved
    }
  }
  return whole
}

async function byKeys(
  reading: Reading,
  fields: readonly string[],
  keys: readonly string[],
): Promise<ReadonlyMap<string, Row>> {
  const { from, key = 'Id' } = reading.from
  const soql = soqlOf({ fields, from, where: [idIn(key, keys)] })
  const rows = await reading.salesforce.allRows(soql)
  return new Map(rows.map((row) => [keyOf(reading, row).slice(0, 15), row]))
}

const neverStill = (reading: Reading, count: number) =>
  new RequestError(
    `${count} rows of ${reading.object.name} changed each time that they were read, so that their ` +
      'columns are not of one moment. They are tried again in the next run.',
    { isRetryable: true },
  )
