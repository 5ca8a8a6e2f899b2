import {
  array,
  constant,
  constantFrom,
  integer,
  oneof,
  option,
  record,
  tuple,
  uniqueArray,
} from 'fast-check'
import type { Row } from './lake.ts'
import { customerRecord, deletion, orderRecord } from './shopify-records.ts'

const id = integer({ min: 1, max: 12 })
const version = integer({ min: 1, max: 30 })
const email = integer({ min: 1, max: 10 }).map((number) => `m${number}@shop.eu`)
const phone = integer({ min: 1, max: 10 }).map((number) => `+4917123456${10 + number}`)

const customerVersion = tuple(id, version, record({ email: option(email), phone: option(phone) }))
const orderVersion = tuple(
  id,
  version,
  record({
    customer: option(id),
    email: option(email),
    total: integer({ min: 0, max: 99_999 }).map((cents) => (cents / 100).toFixed(2)),
    lines: array(integer({ min: 1, max: 4 }), { maxLength: 3 }),
  }),
)
/** One version of a record, alone of its kind: two of the same version are the same. */
const event = oneof(
  {
    weight: 4,
    arbitrary: customerVersion.map(([n, v, facts]) => ({
      stream: 'customers',
      v,
      n,
      line: customerRecord(n, v, facts) as object | string,
    })),
  },
  {
    weight: 4,
    arbitrary: orderVersion.map(([n, v, facts]) => ({
      stream: 'orders',
      v,
      n,
      line: orderRecord(n, v, facts),
    })),
  },
  {
    weight: 1,
    arbitrary: tuple(constantFrom('Customer', 'Order'), id, version).map(([kind, n, v]) => ({
      stream: kind === 'Order' ? 'orders' : 'customers',
      v: v + 0.5,
      n,
      line: deletion(kind as 'Order', n, v),
    })),
  },
  { weight: 1, arbitrary: constant({ stream: 'orders', v: 0, n: 0, line: '{"id":' }) },
)

/** Versions of a few customers and orders, deletions and broken lines, in any order. */
export const anyHistory = (minLength: number) =>
  uniqueArray(event, {
    minLength,
    maxLength: 2 * minLength,
    selector: ({ stream, v, n }) => `${stream} ${n} ${v}`,
  })

/** Ids depend on what came first; who belongs together does not. */
export function withoutIds({ identity_map, identity_merges, ...tables }: Record<string, Row[]>) {
  const members = new Map<unknown, unknown>()
  for (const { node, profile_id } of identity_map ?? []) {
    if (!members.has(profile_id)) members.set(profile_id, node)
  }
  const renamed = Object.entries(tables).map(([name, rows]) => [
    name,
    rows
      .map((row) =>
        'profile_id' in row ? { ...row, profile_id: members.get(row.profile_id) ?? null } : row,
      )
      .map((row) =>
        JSON.stringify(row, (_key, value) => (typeof value === 'bigint' ? String(value) : value)),
      )
      .sort(),
  ])
  return Object.fromEntries(renamed)
}
