import { expect, test } from 'vitest'
import { VirtualClock } from '../../clock.ts'
import { Random } from '../../random.ts'
import { RefreshTokens } from './refresh-tokens.ts'

const DAY = 24 * 3600

function makeTokens() {
  const clock = new VirtualClock(0, () => 0)
  const tokens = new RefreshTokens(clock, new Random(1))
  const first = tokens.issue({ app: 'a', scopes: ['read_orders'] })
  const rotate = (token: string) => tokens.rotate(token)?.replacement ?? 'refused'
  return { clock, tokens, first, rotate }
}

test('a token is traded for another one with the same rights', () => {
  const { tokens, first } = makeTokens()
  const rotated = tokens.rotate(first)
  expect(rotated).toEqual({
    app: 'a',
    scopes: ['read_orders'],
    replacement: expect.stringMatching(/^shprt_[0-9a-f]{32}$/),
  })
  expect(rotated?.replacement).not.toBe(first)
})

test('the old token dies when the new one is used, not before', () => {
  const { first, rotate } = makeTokens()
  const second = rotate(first)
  const again = rotate(first)
  expect(again).not.toBe('refused')
  const third = rotate(again)
  expect(third).not.toBe('refused')
  expect(rotate(first)).toBe('refused')
  expect(rotate(second)).toBe('refused')
  expect(rotate(again)).not.toBe('refused')
})

test('a client that lost the answer has thirty days to ask again', () => {
  const { clock, first, rotate } = makeTokens()
  rotate(first)
  clock.advance(30 * DAY - 1)
  expect(rotate(first)).not.toBe('refused')
  clock.advance(1)
  expect(rotate(first)).toBe('refused')
})

test('a token is good for ninety days, used or not', () => {
  const { clock, first, rotate } = makeTokens()
  clock.advance(90 * DAY - 1)
  const second = rotate(first)
  expect(second).not.toBe('refused')
  clock.advance(1)
  expect(rotate(first)).toBe('refused')
  expect(rotate(second)).not.toBe('refused')
})

test('what was revoked, or never was, is refused', () => {
  const { tokens, first, rotate } = makeTokens()
  expect([tokens.revoke(first), tokens.revoke(first)]).toEqual([true, false])
  expect(rotate(first)).toBe('refused')
  expect(tokens.rotate(undefined)).toBeUndefined()
})
