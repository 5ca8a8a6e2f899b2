import { expect, test } from 'vitest'
import { redactedReason, redactText } from './redacted-reason.ts'

test.each([
  [{ message: 'Bad field' }, 'Bad field'],
  [{ error: 'invalid_grant', error_description: 'expired token' }, 'expired token'],
  [{ error: { message: 'Not  found\n', code: 404 } }, 'Not found'],
  [{ errors: [{ message: 'First' }, { message: 'Second' }] }, 'First'],
  [{ errors: 'Exceeded 2 calls per second' }, 'Exceeded 2 calls per second'],
  [[{ message: 'No such column', errorCode: 'INVALID_FIELD' }], 'No such column'],
  [{ title: 'Forbidden', detail: 'Scope missing' }, 'Scope missing'],
  [{ customer: { name: 'Jane' } }, undefined],
  ['plain text of a whole page', undefined],
  [{ message: 42 }, undefined],
  [null, undefined],
  [undefined, undefined],
])('%j says %j', (body, reason) => {
  expect(redactedReason(body)).toBe(reason)
})

test.each([
  ['jane.doe+x@example.co.uk is taken', '…@… is taken'],
  ['call +49 (30) 1234-567 now', 'call … now'],
  ['order 4711 has 25 lines', 'order 4711 has 25 lines'],
  ['token shpat_0123456789abcdef0123456789abcdef is bad', 'token … is bad'],
  ['see https://a.example/b?key=secret#x.', 'see https://a.example/b?…'],
  ['card 4111111111111111', 'card …'],
])('%j becomes %j', (text, clean) => {
  expect(redactText(text)).toBe(clean)
})

test('long words are cut', () => {
  expect(redactText('a b '.repeat(500)).length).toBe(201)
})
