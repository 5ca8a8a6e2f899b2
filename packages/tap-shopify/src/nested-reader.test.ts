import { describe, expect, test } from 'vitest'
import type { Row } from './connection-page.ts'
import { quietContext } from './fixtures/quiet-context.ts'
import { nestedReader } from './nested-reader.ts'
import type { Connection, Field } from './selection.ts'

const field: Field = { name: 'variants', first: 2, fields: [{ name: 'id' }] }
const counted: Connection = {
  witness: { name: 'variantsCount', fields: [{ name: 'count' }] },
  least: (told) => (told as { count: number }).count,
  measure: (items) => items.length,
}

/** A product as it is given out, with a page of its variants. */
const product = (ids: string, count: number | null, endCursor?: string): Row => ({
  id: 'p1',
  variants: {
    nodes: [...ids].map((id) => ({ id })),
    pageInfo: { hasNextPage: endCursor !== undefined, endCursor: endCursor ?? null },
  },
  variantsCount: count === null ? null : { count },
  title: 'Teapot',
})

/** Completes a product where queries for more of it are answered so, one after another. */
const complete = async (row: Row, ...answers: (Row | null)[]) => {
  const asked: unknown[] = []
  const shopify = {
    query: async (_: unknown, variables: { after?: string }) => {
      asked.push(variables.after)
      return { node: answers.shift() ?? null }
    },
  }
  const reader = nestedReader(shopify as never, 'Product', field, counted)
  return { record: await reader.complete(row, quietContext.signal), asked }
}

const whole = (ids: string) => ({
  id: 'p1',
  variants: [...ids].map((id) => ({ id })),
  title: 'Teapot',
})

describe('a list is completed', () => {
  test.each<[string, Row, (Row | null)[], string, unknown[]]>([
    ['at once where it is whole', product('ab', 2), [], 'ab', []],
    ['at once where nobody counted', product('a', null), [], 'a', []],
    ['at once where there is nothing in it', product('', 0), [], '', []],
    [
      'page by page',
      product('ab', 5, 'b'),
      [product('cd', 5, 'd'), product('e', 5)],
      'abcde',
      ['b', 'd'],
    ],
    ['by a second look where it is short', product('a', 2), [product('ab', 2)], 'ab', [undefined]],
    ['by what is counted now, not before', product('ab', 4, 'b'), [product('c', 3)], 'abc', ['b']],
    [
      'from the start where something moved meanwhile',
      product('ab', 4, 'b'),
      [product('c', 4), product('xabc', 4)],
      'xabc',
      ['b', undefined],
    ],
  ])('%s', async (_, row, answers, ids, cursors) => {
    expect(await complete(row, ...answers)).toEqual({ record: whole(ids), asked: cursors })
  })

  test('with the fields in their order', async () => {
    const { record } = await complete(product('ab', 2))
    expect(Object.keys(record ?? {})).toEqual(['id', 'variants', 'title'])
  })
})

test('a record that was deleted meanwhile is left out', async () => {
  expect(await complete(product('ab', 4, 'b'), null)).toEqual({ record: undefined, asked: ['b'] })
})

test('a list that stays short is an error that says how much is missing', async () => {
  await expect(complete(product('a', 3), product('a', 3))).rejects.toThrow(
    'The list Product.variants came back short: 1 of 3 came.',
  )
})
