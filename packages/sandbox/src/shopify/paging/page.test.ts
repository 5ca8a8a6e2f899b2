import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cutPage, type Page, type PageArguments, type SortedRows } from './page.ts'
import { compareKeys } from './sort-key.ts'

interface Item {
  readonly id: number
  /** Whole seconds, few enough for many ties. */
  readonly at: number | null
}

const key = { type: 'time', of: (item: Item) => item.at } as const

function sorted(items: readonly Item[], reverse = false): SortedRows<Item> {
  const rows = items.toSorted((left, right) =>
    compareKeys({ value: left.at, id: left.id }, { value: right.at, id: right.id }),
  )
  return { rows: reverse ? rows.reverse() : rows, key, reverse }
}

const someItems = fc
  .uniqueArray(fc.integer({ min: 1, max: 500 }), { maxLength: 60 })
  .chain((ids) =>
    fc.tuple(
      ...ids.map((id) =>
        fc.record({ id: fc.constant(id), at: fc.constantFrom(null, 1000, 2000, 3000) }),
      ),
    ),
  )

/** All pages one after the other, changing the rows between them as told. */
function drain(
  rows: SortedRows<Item>,
  size: number,
  change: (rows: SortedRows<Item>) => SortedRows<Item> = (same) => same,
): Item[] {
  const seen: Item[] = []
  let after: string | null = null
  for (let current = rows; ; current = change(current)) {
    const page: Page<Item> = cutPage(current, { first: size, after })
    seen.push(...page.nodes)
    if (!page.pageInfo.hasNextPage) return seen
    after = page.pageInfo.endCursor
  }
}

describe('pages of any size, in either direction', () => {
  test('neither lose nor repeat a record, however many share a key', () => {
    fc.assert(
      fc.property(
        someItems,
        fc.integer({ min: 1, max: 20 }),
        fc.boolean(),
        (items, size, reverse) => {
          const rows = sorted(items, reverse)
          expect(drain(rows, size)).toEqual(rows.rows)
        },
      ),
    )
  })

  test('come out the same from the end', () => {
    fc.assert(
      fc.property(someItems, fc.integer({ min: 1, max: 20 }), (items, size) => {
        const rows = sorted(items)
        const seen: Item[] = []
        let before: string | null = null
        for (;;) {
          const page: Page<Item> = cutPage(rows, { last: size, before })
          seen.unshift(...page.nodes)
          if (!page.pageInfo.hasPreviousPage) break
          before = page.pageInfo.startCursor
        }
        expect(seen).toEqual(rows.rows)
      }),
    )
  })

  test('go on where they were when the record of the cursor is gone', () => {
    const items = [1, 2, 3, 4, 5].map((id) => ({ id, at: 1000 }))
    const removeSeen = (rows: SortedRows<Item>) => ({ ...rows, rows: rows.rows.slice(2) })
    expect(drain(sorted(items), 2, removeSeen).map((item) => item.id)).toEqual([1, 2, 3, 4, 5])
  })
})

test('says what lies before and behind, and where the page begins and ends', () => {
  const rows = sorted([1, 2, 3].map((id) => ({ id, at: id * 1000 })))
  const first = cutPage(rows, { first: 2 })
  expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false })
  expect(first.edges.map((edge) => edge.cursor)).toEqual([
    first.pageInfo.startCursor,
    first.pageInfo.endCursor,
  ])
  const second = cutPage(rows, { first: 2, after: first.pageInfo.endCursor })
  expect(second.nodes.map((item) => item.id)).toEqual([3])
  expect(second.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true })
  expect(cutPage(sorted([]), { first: 2 }).pageInfo).toEqual({
    hasNextPage: false,
    hasPreviousPage: false,
    startCursor: null,
    endCursor: null,
  })
})

test.each<[PageArguments, string]>([
  [{}, 'you must provide one of first or last'],
  [{ first: 1, last: 1 }, 'providing both first and last is not supported'],
  [{ first: 251 }, 'first is 251, and may be at most 250'],
  [{ last: -1 }, 'last cannot be negative'],
  [{ first: 1, after: 'nonsense' }, 'Invalid cursor for current pagination sort.'],
])('refuses %o', (args, message) => {
  expect(() => cutPage(sorted([]), args)).toThrow(message)
})

test('refuses to be paged through too far', () => {
  const rows = sorted([1, 2, 3, 4].map((id) => ({ id, at: 1000 })))
  const page = cutPage(rows, { first: 2 }, 2)
  expect(page.nodes).toHaveLength(2)
  expect(() => cutPage(rows, { first: 2, after: page.pageInfo.endCursor }, 2)).toThrow(
    'Pagination is limited to 2 objects',
  )
})
