import { expect, test } from 'vitest'
import { ConfigError } from '../errors.ts'
import { address, baseAddress, endpoint, refuseForeign, withQuery } from './address.ts'

const base = baseAddress('https://api.example.com/v1')

test.each([
  ['orders.json', 'https://api.example.com/v1/orders.json'],
  ['', 'https://api.example.com/v1/'],
  ['/v2/orders', 'https://api.example.com/v2/orders'],
  ['?page=2', 'https://api.example.com/v1/?page=2'],
  ['https://other.example/x', 'https://other.example/x'],
])('%j against the base is %s', (path, url) => {
  expect(address(base, path).href).toBe(url)
})

test('a query replaces what the path had, repeats lists and leaves out nothings', () => {
  const query = {
    a: 2,
    b: ['x', 'y'],
    c: null,
    d: undefined,
    e: false,
    f: new Date(0),
    g: 2n ** 64n,
  }
  expect(address(base, 'o?a=1&c=1&z=9', query).search).toBe(
    '?z=9&a=2&b=x&b=y&e=false&f=1970-01-01T00%3A00%3A00.000Z&g=18446744073709551616',
  )
})

test('the URL given is left as it was', () => {
  const url = new URL('https://a.example/?a=1')
  withQuery(url, { a: 2 })
  expect(url.search).toBe('?a=1')
})

test.each(['', 'shop', '//shop/', 'file:///etc/passwd', 'ftp://a/'])('%j is no base', (text) => {
  expect(() => baseAddress(text)).toThrow(ConfigError)
})

test.each([
  'http://api.example.com/v1/',
  'https://api.example.com:8443/v1/',
  'https://api.example.com.evil.example/',
  'https://api.example.com@evil.example/',
])('%s is another origin', (url) => {
  expect(() => refuseForeign(new URL(url), base, 'GET')).toThrow(/other origins/)
})

test.each([
  ['orders', 'orders'],
  ['orders/42/refunds?limit=1', 'orders/{id}/refunds'],
  ['contacts/jane%40example.com', 'contacts/{id}'],
  ['jobs/7504W00000abcdEQAU/results', 'jobs/{id}/results'],
  ['a/0b8f4e0c-1d2e-4f3a-8b4c-5d6e7f8a9b0c', 'a/{id}'],
  ['/services/data/v66.0/query', '/services/data/v66.0/query'],
  ['bad%zz', 'bad%zz'],
  ['', '/'],
])('the endpoint of %s is %s', (path, name) => {
  expect(endpoint(address(base, path), base)).toBe(name)
})
