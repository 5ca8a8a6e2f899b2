import { describe, expect, test } from 'vitest'
import { compileSearch } from './compile-search.ts'
import type { SearchFields } from './search-field.ts'

interface Thing {
  readonly id: number
  readonly name: string
  readonly email: string | null
  readonly tags: readonly string[]
  readonly updatedAt: number
  readonly count: number
  readonly price: number
  readonly test: boolean
  readonly status: string
}

const fields: SearchFields<Thing> = {
  fields: {
    count: { type: 'integer', of: (thing) => thing.count },
    email: { type: 'keyword', of: (thing) => thing.email },
    id: { type: 'id', of: (thing) => thing.id },
    name: { type: 'text', of: (thing) => thing.name },
    price: { type: 'money', of: (thing) => thing.price },
    status: { type: 'enumeration', values: ['open', 'closed'], of: (thing) => [thing.status] },
    tag: { type: 'keyword', of: (thing) => thing.tags },
    test: { type: 'boolean', of: (thing) => thing.test },
    updated_at: { type: 'time', of: (thing) => thing.updatedAt },
  },
  text: (thing) => `${thing.name} ${thing.email}`,
}

const things: readonly Thing[] = [
  {
    id: 6157654556905,
    name: 'Red Snowboard',
    email: 'Ann@example.com',
    tags: ['vip', 'Été 2025'],
    updatedAt: Date.parse('2026-01-01T04:59:59Z'),
    count: 1,
    price: 1050,
    test: false,
    status: 'open',
  },
  {
    id: 6157654589673,
    name: 'Blue 雪板',
    email: null,
    tags: [],
    updatedAt: Date.parse('2026-01-01T05:00:00Z'),
    count: 7,
    price: 94995,
    test: true,
    status: 'closed',
  },
]

const compile = (query: string) =>
  compileSearch(query, fields, { zone: 'America/New_York', now: Date.parse('2026-11-01') })

/** Which of the two are found, by their colours. */
function found(query: string): string {
  const { matches } = compile(query)
  return things
    .filter(matches)
    .map((thing) => thing.name.split(' ')[0])
    .join(' ')
}

test.each([
  ['', 'Red Blue'],
  ['snowboard', 'Red'],
  ['SNOW*', 'Red'],
  ['snow', ''],
  ['雪板', 'Blue'],
  ['name:red', 'Red'],
  ["name:'snowboard red'", 'Red'],
  ['email:ann@example.com', 'Red'],
  ['email:ann@*', 'Red'],
  ['email:*', 'Red'],
  ['-email:*', 'Blue'],
  ['tag:VIP', 'Red'],
  ["tag:'été 2025'", 'Red'],
  ['NOT tag:vip', 'Blue'],
  ['id:6157654556905', 'Red'],
  ['id:>6157654556905', 'Blue'],
  ["id:'gid://shopify/Customer/6157654556905'", 'Red'],
  ['count:>=1 count:<7', 'Red'],
  ['price:10.50', 'Red'],
  ['price:>100', 'Blue'],
  ['test:true', 'Blue'],
  ['status:open', 'Red'],
  ['status:open,closed', 'Red Blue'],
  ['status:open OR test:true', 'Red Blue'],
  ["updated_at:>='2026-01-01T05:00:00Z'", 'Blue'],
  ["updated_at:>'2026-01-01T04:59:59Z'", 'Blue'],
  ["updated_at:<'2026-01-01T05:00:00Z'", 'Red'],
  ["updated_at:<='2026-01-01T05:00:00Z'", 'Red Blue'],
  ["updated_at:'2026-01-01T05:00:00Z'", 'Blue'],
  // Days are the shop's, so that the first of January begins at five.
  ['updated_at:2025-12-31', 'Red'],
  ["updated_at:>='2026-01-01'", 'Blue'],
  ['updated_at:<now', 'Red Blue'],
])('%s finds %j without a warning', (query, names) => {
  expect(found(query)).toBe(names)
  expect(compile(query).warnings).toEqual([])
})

describe('the traps', () => {
  test('an unknown field is left out, and everything is found', () => {
    expect(found('nickname:ann')).toBe('Red Blue')
    expect(found('nickname:ann AND test:true')).toBe('Blue')
    expect(found('NOT nickname:ann')).toBe('Red Blue')
    expect(compile('nickname:ann')).toMatchObject({
      parsed: { field: 'nickname', match_all: 'ann' },
      warnings: [
        {
          field: 'nickname',
          message: 'Invalid search field for this query.',
          code: 'invalid_field',
        },
      ],
    })
  })

  test('an unquoted datetime loses its time, and is a day of the shop', () => {
    expect(found('updated_at:>=2026-01-01T00:00:00Z')).toBe('Blue')
    expect(compile('updated_at:>=2026-01-01T00:00:00Z')).toMatchObject({
      parsed: {
        and: [
          { field: 'updated_at', range_gte: '2026-01-01T00:00:00-05:00' },
          { field: '00', match_all: '00Z' },
        ],
      },
      warnings: [{ field: '00', code: 'invalid_field' }],
    })
  })

  test.each([
    ['status:EXPIRED', 'Input `EXPIRED` is not an accepted value.'],
    ['updated_at:>yesterday', 'Input `yesterday` is not an accepted value.'],
    ['count:many', 'Input `many` is not an accepted value.'],
  ])('%s finds nothing, and warns', (query, message) => {
    expect(found(query)).toBe('')
    expect(compile(query).warnings).toMatchObject([{ message, code: 'invalid_value' }])
  })

  test.each(['toString', '__proto__', 'constructor'])('%s is no field', (name) => {
    expect(compile(`${name}:1`).warnings).toHaveLength(1)
  })
})
