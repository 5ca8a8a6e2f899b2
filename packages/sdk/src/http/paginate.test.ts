import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RequestError } from '../errors.ts'
import {
  applyNext,
  cursor,
  nextLink,
  nextUrl,
  offset,
  type Page,
  type Paginator,
  pageNumber,
} from './paginate.ts'

const page = (body: unknown, more: Partial<Page> = {}): Page => ({
  url: new URL('https://api.example.com/v1/orders?limit=2'),
  json: undefined,
  headers: new Headers(),
  body,
  ...more,
})
const at = (query: string, body: unknown) =>
  page(body, { url: new URL(`https://api.example.com/v1/orders?${query}`) })

/** The URL that a paginator leads to. */
const led = (next: Paginator, from: Page) => {
  const step = next(from)
  return step && applyNext(from, step).url.href
}

describe('nextLink', () => {
  test.each([
    ['</v1/orders?p=2>; rel="next"', 'https://api.example.com/v1/orders?p=2'],
    ['<https://other.example/2>; rel="next"', 'https://other.example/2'],
    ['<https://api.example.com/first>; rel="first"', undefined],
    ['', undefined],
  ])('%s', (link, url) => {
    expect(led(nextLink, page([], { headers: new Headers({ link }) }))).toBe(url)
  })
})

describe('nextUrl', () => {
  test.each([
    [{ next: 'https://api.example.com/v1/b' }, 'https://api.example.com/v1/b'],
    [{ next: '/services/query/01g-2000' }, 'https://api.example.com/services/query/01g-2000'],
    [{ next: '?p=2' }, 'https://api.example.com/v1/orders?p=2'],
    [{ next: null }, undefined],
    [{ next: '' }, undefined],
    [{ next: false }, undefined],
    [{}, undefined],
    [null, undefined],
    [[], undefined],
  ])('%j leads to %s', (body, url) => {
    expect(led(nextUrl('next'), page(body))).toBe(url)
  })

  test('what is no URL is an error of the other side', () => {
    expect(() => led(nextUrl('next'), page({ next: 'https://' }))).toThrow(RequestError)
  })
})

describe('cursor', () => {
  const next = cursor({ from: 'meta.next', parameter: 'after' })

  test('goes on over an empty page while there is a cursor', () => {
    expect(next(page({ data: [], meta: { next: 'c2' } }))).toEqual({ query: { after: 'c2' } })
    expect(next(page({ data: [], meta: { next: 7 } }))).toEqual({ query: { after: '7' } })
    expect(next(page({ data: [1], meta: { next: null } }))).toBeUndefined()
    expect(next(page({ data: [1] }))).toBeUndefined()
  })

  test('may come from the last record', () => {
    const last = cursor({ from: 'data.-1.id', parameter: 'after', hasMore: 'has_more' })
    const data = [{ id: 'a' }, { id: 'b' }]
    expect(last(page({ data, has_more: true }))).toEqual({ query: { after: 'b' } })
    expect(last(page({ data, has_more: false }))).toBeUndefined()
    expect(() => last(page({ data: [], has_more: true }))).toThrow(RequestError)
  })

  test('may go into the JSON body, beside what is there', () => {
    const posted = cursor({ from: 'next', parameter: 'page_token', in: 'json' })
    const current = page({ next: 'c2' }, { json: { filter: 'x', page_token: 'c1' } })
    const step = posted(current)
    expect(step && applyNext(current, step).json).toEqual({ filter: 'x', page_token: 'c2' })
  })

  test('does not climb into what objects inherit', () => {
    expect(cursor({ from: 'constructor.name', parameter: 'a' })(page({}))).toBeUndefined()
  })
})

describe('pageNumber', () => {
  test('counts from where the query stands, until a page is empty', () => {
    const next = pageNumber({ records: 'items' })
    expect(next(at('limit=2', { items: [1] }))).toEqual({ query: { page: 2 } })
    expect(next(at('page=5', { items: [1] }))).toEqual({ query: { page: 6 } })
    expect(next(at('page=6', { items: [] }))).toBeUndefined()
  })

  test('may count from zero, to a number told', () => {
    const next = pageNumber({ records: 'items', first: 0, parameter: 'p', totalPages: 'pages' })
    expect(next(at('', { items: [1], pages: 2 }))).toEqual({ query: { p: 1 } })
    expect(next(at('p=1', { items: [1], pages: '2' }))).toBeUndefined()
    expect(next(at('', { items: [], pages: 0 }))).toBeUndefined()
  })

  test('an empty page before the told end came back short', () => {
    const next = pageNumber({ records: 'items', totalPages: 'pages' })
    expect(() => next(at('page=2', { items: [], pages: 9 }))).toThrow(/page 2 of 9, and empty/)
  })

  test('a body without the list is an error, not the end', () => {
    expect(() => pageNumber({ records: 'items' })(at('', { error: 'x' }))).toThrow(/no list/)
    expect(pageNumber({ records: '' })(at('', [1]))).toEqual({ query: { page: 2 } })
  })
})

describe('offset', () => {
  test('an empty page before the told total came back short', () => {
    const next = offset({ records: 'items', total: 'total' })
    expect(() => next(at('offset=4', { items: [], total: 9 }))).toThrow(/after 4 of 9 records/)
  })

  test('reads every record once, whatever the sizes of the pages', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 20 })
    fc.assert(
      fc.property(sizes, fc.boolean(), (pages, tellsTotal) => {
        const total = pages.reduce((sum, size) => sum + size, 0)
        const next = offset({ records: 'items', ...(tellsTotal && { total: 'total' }) })
        const read: number[] = []
        let url = new URL('https://api.example.com/v1/orders?limit=7')
        for (const size of [...pages, 0]) {
          const start = Number(url.searchParams.get('offset') ?? 0)
          const items = Array.from({ length: size }, (_, index) => start + index)
          read.push(...items)
          const current = page({ items, total }, { url })
          const step = next(current)
          if (!step) break
          url = applyNext(current, step).url
          expect(url.searchParams.get('limit')).toBe('7')
        }
        expect(read).toEqual(Array.from({ length: total }, (_, index) => index))
      }),
    )
  })
})
