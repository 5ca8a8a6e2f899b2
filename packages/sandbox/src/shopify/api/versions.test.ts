import { expect, test } from 'vitest'
import { servedVersion } from './versions.ts'

test.each([
  ['2026-10', '2026-10'],
  ['2027-01', '2027-01'],
  ['unstable', 'unstable'],
  ['2025-10', '2025-10'],
  // Expired versions fall forward.
  ['2025-07', '2025-10'],
  ['2019-04', '2025-10'],
  // These never were.
  ['2019-01', undefined],
  ['2026-02', undefined],
  ['2031-01', undefined],
  ['latest', undefined],
])('%s is served by %s', (requested, served) => {
  expect(servedVersion(requested, '2025-10')).toBe(served)
})

test('what was retired falls forward to what is still supported', () => {
  expect(servedVersion('2026-01', '2026-04')).toBe('2026-04')
  expect(servedVersion('2026-04', '2026-04')).toBe('2026-04')
})
