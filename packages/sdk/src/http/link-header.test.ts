import { expect, test } from 'vitest'
import { parseLinks } from './link-header.ts'

test.each([
  ['<https://a.example/?p=2>; rel="next"', { next: 'https://a.example/?p=2' }],
  ['<a>; rel=next', { next: 'a' }],
  ['<a>;rel="prev",<b>;rel="next"', { prev: 'a', next: 'b' }],
  ['<a,b;c>; title="x, <y>; rel=\\"next\\""; rel="next last"', { next: 'a,b;c', last: 'a,b;c' }],
  ['<a>; REL=Next; foo', { next: 'a' }],
  ['<a>; rel="next", <b>; rel="next"', { next: 'a' }],
  ['<a>', {}],
  ['', {}],
  ['nonsense; rel="next"', {}],
])('%s', (header, links) => {
  expect(Object.fromEntries(parseLinks(header))).toEqual(links)
})
