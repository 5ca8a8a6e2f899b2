import { expect, test } from 'vitest'
import { TextScreens } from './text-screens.ts'

const schema = { properties: { id: { type: 'integer' }, name: { type: ['null', 'string'] } } }

test.each([
  ['{"id":1}', true],
  ['{"id":1,"name":"Zoë 🐚"}', true],
  ['{"id":"1"}', false],
  ['{"name":"no key"}', false],
  ['{"id":1}}', false],
  ['{"id":1},{"id":2}', false],
  ['["id":1}', false],
  ['', false],
  [`{"id":1,"name":"${'é'.repeat(100_000)}"}`, true],
])('%s', (text, isGood) => {
  const screens = new TextScreens()
  screens.set('people', schema, ['id'])
  // What was longer before leaves nothing behind.
  screens.passes('people', `{"id":1,"name":"${'x'.repeat(1000)}"}`)
  expect(screens.passes('people', text)).toBe(isGood)
})

test('the newest schema of a stream counts, and no other stream is known', () => {
  const screens = new TextScreens()
  screens.set('people', schema, ['id'])
  screens.set('people', { properties: { id: { type: 'string' } } }, ['id'])
  expect(screens.passes('people', '{"id":1}')).toBe(false)
  expect(screens.passes('people', '{"id":"1"}')).toBe(true)
  expect(screens.passes('others', '{"id":"1"}')).toBe(false)
})
