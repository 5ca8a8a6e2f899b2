import { expect, test } from 'vitest'
import { wantsStream } from './wants-stream.ts'

const entry = (name: string, selected: boolean) => ({
  tap_stream_id: name,
  stream: name,
  schema: {},
  metadata: [{ breadcrumb: [], metadata: { selected } }],
})

test.each([
  ['a catalog', wantsStream({ streams: [entry('a', true), entry('b', false)] }, undefined), 'a'],
  ['patterns', wantsStream(undefined, ['a.name', '!b', 'c*']), 'ac'],
  ['nothing', wantsStream(undefined, undefined), 'bc'],
])('%s says which streams a run asks for', (_, wants, expected) => {
  const defaults = { a: false, b: true, c: true }
  const wanted = Object.entries(defaults).filter(([name, byDefault]) => wants(name, byDefault))
  expect(wanted.map(([name]) => name).join('')).toBe(expected)
})
