import { expect, test } from 'vitest'
import { filterOf, placeIn, shopifyTime, splitWindow } from './update-window.ts'

const [january, may, december] = [
  '2026-01-01T00:00:00Z',
  '2026-05-01T00:00:00Z',
  '2026-12-01T00:00:00Z',
]

test.each([
  ['2026-11-01T02:00:00.500+02:00', '2026-11-01T00:00:00Z'],
  ['2026-11-01T00:00:59.999Z', '2026-11-01T00:00:59Z'],
  ['2026-11-01', '2026-11-01T00:00:00Z'],
  [Date.UTC(2026, 10, 1), '2026-11-01T00:00:00Z'],
])('%s is %s to Shopify', (time, written) => {
  expect(shopifyTime(time)).toBe(written)
})

test.each([
  [{}, undefined],
  [{ since: may }, `updated_at:>='${may}'`],
  [{ until: may }, `updated_at:<'${may}'`],
  [{ since: january, until: may }, `updated_at:>='${january}' AND updated_at:<'${may}'`],
])('%j is searched by %s', (window, filter) => {
  expect(filterOf(window)).toBe(filter)
})

test.each([
  [{}, [{ until: may }, { since: may }]],
  [{ since: january }, [{ since: january, until: may }, { since: may }]],
  [
    { since: january, until: december },
    [
      { since: january, until: may },
      { since: may, until: december },
    ],
  ],
  [{ since: may }, [{ since: may }]],
  [{ since: december }, [{ since: december }]],
  [{ until: may }, [{ until: may }]],
])('%j is cut where the cut lies within', (window, windows) => {
  expect(splitWindow(window, may)).toEqual(windows)
})

test.each([
  [{}, may, 'in'],
  [{ since: may }, may, 'in'],
  [{ since: may }, january, 'before'],
  [{ since: may }, '2026-05-01T01:59:59+02:00', 'before'],
  [{ until: may }, may, 'after'],
  [{ since: january, until: may }, '2026-04-30T23:59:59Z', 'in'],
  [{ since: january }, 'no time at all', 'before'],
] as const)('in %j the time %s is %s', (window, time, place) => {
  expect(placeIn(window, time)).toBe(place)
})
