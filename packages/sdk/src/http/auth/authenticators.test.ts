import { expect, test } from 'vitest'
import { apiKey } from './api-key.ts'
import type { Authenticator } from './authenticator.ts'
import { basic } from './basic.ts'
import { bearer } from './bearer.ts'

test.each<[string, Authenticator, Record<string, string>, string]>([
  ['a key in a header', apiKey({ name: 'X-Key', key: 'k' }), { 'x-key': 'k' }, '?a=1'],
  ['a key in the query', apiKey({ name: 'key', key: 'k &', in: 'query' }), {}, '?a=1&key=k+%26'],
  ['a bearer token', bearer('t'), { authorization: 'Bearer t' }, '?a=1'],
  [
    'user and password',
    basic('jürgen', 'a:b'),
    { authorization: 'Basic asO8cmdlbjphOmI=' },
    '?a=1',
  ],
])('%s', async (_, auth, headers, search) => {
  const request = { method: 'GET', url: new URL('https://a.example/?a=1'), headers: new Headers() }
  await auth.authenticate(request)
  expect(Object.fromEntries(request.headers)).toEqual(headers)
  expect(request.url.search).toBe(search)
})
