import { expect, test } from 'vitest'
import { ConfigError } from '../errors.ts'
import { headerValue, mergeHeaders } from './request-headers.ts'

test('the later value of a name wins, whatever its case', () => {
  const headers = mergeHeaders({ accept: 'application/json', a: '1' }, { Accept: 'text/csv' })
  expect(Object.fromEntries(headers)).toEqual({ accept: 'text/csv', a: '1' })
})

test.each([
  ['token', 'token'],
  ['token\n', 'token'],
  ['über\tdas', 'über\tdas'],
])('%j is sent as %j', (value, sent) => {
  expect(headerValue('x', value)).toBe(sent)
  expect(new Headers({ x: headerValue('x', value) }).get('x')).toBe(sent)
})

test.each(['sec\nret', 'sec\r\nret', 'secret—', 'sec\0ret'])(
  '%j is the config’s error, unseen',
  (value) => {
    const check = () => headerValue('x-key', value)
    expect(check).toThrow(ConfigError)
    expect(check).toThrow(/x-key/)
    expect(check).not.toThrow(/sec|ret/)
  },
)
