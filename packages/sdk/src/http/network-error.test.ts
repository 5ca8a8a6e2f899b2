import { expect, test } from 'vitest'
import { RequestError } from '../errors.ts'
import { networkError } from './network-error.ts'

const url = new URL('https://api.example.com:8443/v1/orders?token=secret')
const fetchFailed = (cause: unknown) => new TypeError('fetch failed', { cause })
const withCode = (code: string) => Object.assign(new Error('low level words'), { code })

test.each([
  ['ENOTFOUND', /cannot be resolved: check the host/, true],
  ['EAI_AGAIN', /cannot be resolved/, true],
  ['ECONNREFUSED', /refuses connections/, true],
  ['ECONNRESET', /closed before the answer was complete/, true],
  ['UND_ERR_SOCKET', /closed before the answer was complete/, true],
  ['UND_ERR_HEADERS_TIMEOUT', /in time/, true],
  ['EHOSTUNREACH', /no network leads there/, true],
  ['SELF_SIGNED_CERT_IN_CHAIN', /NODE_EXTRA_CA_CERTS/, false],
  ['CERT_HAS_EXPIRED', /has expired/, false],
  ['ERR_TLS_CERT_ALTNAME_INVALID', /for another name/, false],
  ['EPROTO', /http or https/, false],
  ['EUNHEARD', /the connection failed \(EUNHEARD\)/, true],
])('%s is put into words', (code, words, isRetryable) => {
  const error = networkError(fetchFailed(withCode(code)), 'GET', url) as RequestError
  expect(error).toBeInstanceOf(RequestError)
  expect(error.message).toMatch(words)
  expect(error.message).toContain(`api.example.com:8443 cannot be read: `)
  expect(error.message).toContain(`(${code})`)
  expect(`${error.message}${error.url}`).not.toContain('secret')
  expect(error).toMatchObject({ isRetryable, method: 'GET', status: undefined })
})

test('the code is found behind several causes and several addresses', () => {
  const attempts = new AggregateError([withCode('ECONNREFUSED'), withCode('ETIMEDOUT')])
  const error = networkError(fetchFailed(attempts), 'GET', url) as Error
  expect(error.message).toContain('refuses connections')
  const terminated = new TypeError('terminated', { cause: withCode('UND_ERR_SOCKET') })
  expect((networkError(terminated, 'GET', url) as Error).message).toContain('was closed')
  expect((networkError(withCode('ECONNRESET'), 'GET', url) as Error).message).toContain(
    'was closed',
  )
})

test.each([
  ['a bug', new TypeError('x is not a function')],
  ['an abort', new DOMException('stopped', 'AbortError')],
  ['a file that is missing', withCode('ENOENT')],
  ['an error of ours', new RequestError('no')],
  ['no error', 'text'],
])('%s is left as it is', (_, error) => {
  expect(networkError(error, 'GET', url)).toBe(error)
})
