import { describe, expect, test } from 'vitest'
import { askPage } from './ask-page.ts'
import { pageIn, type Row } from './connection-page.ts'

const page = (hasNextPage: boolean, endCursor: string | null, nodes: unknown = [{ id: 1 }]) => ({
  orders: { nodes, pageInfo: { hasNextPage, endCursor } },
})

test.each([
  ['the last page', page(false, 'c1'), { nodes: [{ id: 1 }], next: undefined }],
  ['a page that is followed', page(true, 'c1'), { nodes: [{ id: 1 }], next: 'c1' }],
  ['an empty page that is followed', page(true, 'c1', []), { nodes: [], next: 'c1' }],
])('%s is read', (_, holder, read) => {
  expect(pageIn(holder, 'orders', 'c0')).toEqual(read)
})

test.each<[string, Row]>([
  ['nothing', {}],
  ['null', { orders: null }],
  ['no list', page(false, null, null)],
  ['no page info', { orders: { nodes: [] } }],
  ['more, but no cursor', page(true, null)],
  ['more, but an empty cursor', page(true, '')],
  ['more, but where this page began', page(true, 'c0')],
])('%s is a list that came back short', (_, holder) => {
  expect(() => pageIn(holder, 'orders', 'c0')).toThrow(/The list orders came back short/)
})

describe('a page is asked for', () => {
  const answers = (...holders: (Row | null)[]) => {
    let asked = 0
    const ask = async () => holders[Math.min(asked++, holders.length - 1)] ?? null
    return { ask, asked: () => asked }
  }

  test('once', async () => {
    const { ask, asked } = answers(page(true, 'c1'))
    expect(await askPage({ name: 'orders', after: 'c0', ask })).toMatchObject({ next: 'c1' })
    expect(asked()).toBe(1)
  })

  test('once more where the page before came instead', async () => {
    const { ask, asked } = answers(page(true, 'c0'), page(false, 'c1', [{ id: 2 }]))
    const read = await askPage({ name: 'orders', after: 'c0', ask })
    expect(read).toMatchObject({ nodes: [{ id: 2 }], next: undefined })
    expect(asked()).toBe(2)
  })

  test('not for ever', async () => {
    const { ask, asked } = answers(page(true, 'c0'))
    await expect(askPage({ name: 'orders', after: 'c0', ask })).rejects.toThrow(/came back short/)
    expect(asked()).toBe(2)
  })

  test('of something that is gone', async () => {
    const { ask } = answers(null)
    expect(await askPage({ name: 'orders', after: undefined, ask })).toBeUndefined()
  })
})
