import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { halves, slices } from './split-window.ts'

const at = (text: string) => new Date(text).toISOString()
const now = Date.parse('2026-11-01T00:00:00Z')

describe('halves', () => {
  test('meet at a whole second, without a gap', () => {
    const window = { since: at('2026-01-01T00:00:00Z'), until: at('2026-01-01T00:00:05Z') }
    const middle = at('2026-01-01T00:00:02Z')
    expect(halves(window, now)).toEqual([
      { ...window, until: middle },
      { ...window, since: middle },
    ])
  })

  test('of a window without a beginning leave the first one open', () => {
    const [first, second] = halves({ until: at('2026-01-01T00:00:00Z') }, now) ?? []
    expect(first?.since).toBeUndefined()
    expect(second?.since).toBe(first?.until)
  })

  test('go on until a second is left, and always shorter', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), (seconds) => {
        let window = {
          since: at('1999-06-01'),
          until: new Date(Date.parse('1999-06-01') + seconds * 1000).toISOString(),
        }
        for (let steps = 0; ; steps++) {
          expect(steps).toBeLessThan(40)
          const parts = halves(window, now)
          if (!parts) break
          window = parts[1] as typeof window
        }
        expect(Date.parse(window.until) - Date.parse(window.since)).toBeLessThanOrEqual(1000)
      }),
    )
  })
})

describe('slices', () => {
  const window = { since: at('2026-01-01'), until: at('2026-01-03T12:00:00Z') }

  test('are as long as they should be, and the last one as long as is left', () => {
    expect(slices(window, 86_400).map(({ since, until }) => [since, until])).toEqual([
      [at('2026-01-01'), at('2026-01-02')],
      [at('2026-01-02'), at('2026-01-03')],
      [at('2026-01-03'), window.until],
    ])
  })

  test('of no length are the window itself', () => {
    expect(slices(window, undefined)).toEqual([window])
    expect(slices({}, 60)).toEqual([{}])
  })
})
