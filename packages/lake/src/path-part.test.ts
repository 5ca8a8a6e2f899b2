import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodePathPart, encodePathPart } from './path-part.ts'

const anyName = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('~', 'u', '2', 'E', '_', '.', '\ud800', '\udc00', 'é') }),
  fc.string({ unit: fc.constantFrom('a', '/'), minLength: 190, maxLength: 260 }),
)

describe('a part of a path', () => {
  test.each([
    ['orders', 'orders'],
    ['order_items', 'order_items'],
    ['v1.2-rc', 'v1.2-rc'],
    ['', '~empty'],
    ['.', '~2E'],
    ['..', '~2E~2E'],
    ['.hidden', '~2Ehidden'],
    ['_spark', '~5Fspark'],
    ['ends.', 'ends~2E'],
    ['a/b\\c', 'a~2Fb~5Cc'],
    ['a b~', 'a~20b~7E'],
    ['year=2026', 'year~3D2026'],
    ['%2e%2e', '~252e~252e'],
    ['münchen', 'm~C3~BCnchen'],
    ['CON', '~43ON'],
    ['nul.txt', '~6Eul.txt'],
    ['lpt9', '~6Cpt9'],
    ['console', 'console'],
    ['a\0b', 'a~00b'],
    ['\ud83d', '~uD83D'],
  ])('of %j is %s, and back', (name, part) => {
    expect(encodePathPart(name)).toBe(part)
    expect(decodePathPart(part)).toBe(name)
  })

  test('is safe, whatever the name', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        const part = encodePathPart(name)
        expect(part).toMatch(/^[A-Za-z0-9~-][A-Za-z0-9_.~-]*$/)
        expect(part).not.toMatch(/\.$/)
        expect(part.length).toBeLessThanOrEqual(200)
      }),
    )
  })

  test('is its own, so two names never meet', () => {
    fc.assert(
      fc.property(anyName, anyName, (a, b) => {
        expect(encodePathPart(a) === encodePathPart(b)).toBe(a === b)
      }),
    )
    const long = 'é'.repeat(200)
    expect(encodePathPart(`${long}a`)).not.toBe(encodePathPart(`${long}b`))
  })

  test('is decoded, unless it was cut or is not ours', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        const part = encodePathPart(name)
        expect(decodePathPart(part)).toBe(part.includes('~~') ? part : name)
      }),
    )
    for (const foreign of ['a~2f', '~41', 'a~C3', '~zz', 'a b']) {
      expect(decodePathPart(foreign)).toBe(foreign)
    }
  })
})
