import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aliasOf, indexPart, newIndexName } from './index-name.ts'

test('an index is named for customer, table and generation', () => {
  expect(aliasOf('acme', 'profiles')).toBe('acme-profiles')
  expect(aliasOf('Acme Shop', 'profiles')).toBe('~41cme~20~53hop-profiles')
  expect(newIndexName('acme-profiles', 12, 1_700_000_000_000)).toBe('acme-profiles-g12-loyw3v28')
})

test('no name holds what a search server refuses, and no two give one', () => {
  const names = fc.string({ unit: 'binary', minLength: 1 })
  fc.assert(
    fc.property(names, names, (one, other) => {
      expect(indexPart(one)).toMatch(/^[a-z0-9_.~-]+$/)
      const same = Buffer.from(one).equals(Buffer.from(other))
      expect(indexPart(one) === indexPart(other)).toBe(same)
    }),
  )
})
