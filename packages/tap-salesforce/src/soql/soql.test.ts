import { describe, expect, test } from 'vitest'
import { columnGroups } from './column-groups.ts'
import { queryPath } from './query-path.ts'
import { quoted, type SoqlParts, soqlOf } from './soql.ts'

const account: SoqlParts = {
  fields: ['Id', 'Name'],
  from: 'Account',
  stamp: 'SystemModstamp',
  key: 'Id',
}
const since = '2026-01-01T00:00:00.000Z'
const until = '2026-02-01T00:00:00.000Z'

describe('a query', () => {
  test.each<[string, Partial<SoqlParts>, string]>([
    ['of everything', {}, ''],
    [
      'of a window',
      { window: { since, until } },
      ` WHERE SystemModstamp >= ${since} AND SystemModstamp < ${until}`,
    ],
    ['in order', { ordered: true, limit: 2000 }, ' ORDER BY SystemModstamp ASC,Id ASC LIMIT 2000'],
    [
      'after a place, ties apart',
      { window: { since, until }, after: { stamp: until, key: '001' } },
      ` WHERE SystemModstamp >= ${until} AND SystemModstamp < ${until} AND (SystemModstamp > ${until} OR Id > '001')`,
    ],
    ['after a key alone', { stamp: undefined, after: { key: '001' } }, " WHERE Id > '001'"],
    ['with a condition', { where: ["Id IN ('1')"] }, " WHERE Id IN ('1')"],
  ])('%s', (_, parts, expected) => {
    expect(soqlOf({ ...account, ...parts })).toBe(`SELECT Id,Name FROM Account${expected}`)
  })

  test('keeps what is in a text from being read as a query', () => {
    expect(quoted("O'Brien \\")).toBe("'O\\'Brien \\\\'")
  })

  test('has a path that spends no bytes on commas', () => {
    expect(queryPath('query', "SELECT Id,Name FROM A WHERE B = 'x&y'")).toBe(
      "query?q=SELECT+Id,Name+FROM+A+WHERE+B+%3D+'x%26y'",
    )
  })
})

describe('column groups', () => {
  const names = Array.from({ length: 30 }, (_, index) => `Field_${index}__c`)

  test('are one where all columns fit', () => {
    expect(columnGroups(['Id', ...names], ['Id'])).toEqual([['Id', ...names]])
  })

  test('each fit, each hold the key, and together hold every column once', () => {
    const groups = columnGroups(['Id', 'SystemModstamp', ...names], ['Id', 'SystemModstamp'], 100)
    expect(groups.length).toBeGreaterThan(3)
    for (const group of groups) {
      expect(group.slice(0, 2)).toEqual(['Id', 'SystemModstamp'])
      expect(group.join(',').length).toBeLessThanOrEqual(100)
    }
    expect(groups.flatMap((group) => group.slice(2))).toEqual(names)
  })
})
