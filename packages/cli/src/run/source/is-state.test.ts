import { expect, test } from 'vitest'
import { isState } from './is-state.ts'

test.each([
  ['{"bookmarks":{}}', undefined, true],
  ['{"bookmarks":{}}', '{"bookmarks":{"a":1}}', true],
  ['{}', undefined, true],
  // It would take the place of all that is known.
  ['{}', '{"bookmarks":{"a":1}}', false],
  ['Loaded 5 rows', undefined, false],
  ['null', undefined, false],
  ['[]', undefined, false],
  ['5', undefined, false],
])('%s after %s', (line, known, expected) => {
  expect(isState(line, known)).toBe(expected)
})
