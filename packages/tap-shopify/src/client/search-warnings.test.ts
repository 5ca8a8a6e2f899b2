import { expect, test } from 'vitest'
import { checkSearch } from './search-warnings.ts'

const warning = {
  field: '00',
  message: 'Invalid search field for this query.',
  code: 'invalid_field',
}

test.each([
  [{}],
  [{ search: [] }],
  [{ search: null }],
  [{ search: [{ path: ['orders'], query: 'tag:a', parsed: {}, warnings: [] }] }],
  [{ search: [{ path: ['orders'] }] }],
])('%j is no warning', (extensions) => {
  expect(() => checkSearch(extensions)).not.toThrow()
})

test('a warning is an error that will not go away by itself', () => {
  const search = [{ path: ['customers'] }, { path: ['orders'], warnings: [warning] }]
  expect(() => checkSearch({ search })).toThrow(
    expect.objectContaining({
      isRetryable: false,
      message: expect.stringMatching(/filter of orders: field 00, .*invalid_field/),
    }),
  )
})
