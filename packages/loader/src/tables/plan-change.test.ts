import type { TableColumn } from '@descant/lake'
import { describe, expect, test } from 'vitest'
import type { ExistingTable } from './existing-table.ts'
import { foreignParts, planChange } from './plan-change.ts'

const wanted = {
  columns: [
    { name: 'id', type: 'string' },
    { name: 'total', type: 'decimal(18,2)' },
  ] satisfies TableColumn[],
  key: ['id'],
}

const existing: ExistingTable = {
  isPlainTable: true,
  owner: 'loader',
  columns: [
    { name: 'id', type: 'text' },
    { name: 'total', type: 'numeric(18,2)' },
  ],
  key: ['id'],
  parts: [],
  pins: [],
  grants: [],
}

const plan = (change: Partial<ExistingTable>, loaded: string[] | undefined = ['id', 'total']) =>
  planChange('orders', wanted, { ...existing, ...change }, loaded)

const column = (name: string, type = 'text') => ({ name, type })

describe('a table', () => {
  test('that is not there is made', () => {
    expect(planChange('orders', wanted, undefined, ['id'])).toEqual({ kind: 'create' })
  })

  test.each<[string, Partial<ExistingTable>, string[] | undefined, string[], string[]]>([
    ['of the same shape needs nothing', {}, undefined, [], []],
    ['without a column gets it', { columns: [column('id')] }, ['id'], ['total'], []],
    [
      'with a column that is gone loses it',
      { columns: [...existing.columns, column('old')] },
      ['id', 'total', 'old'],
      [],
      ['old'],
    ],
    [
      'keeps a column that no load has made',
      { columns: [...existing.columns, column('mine')] },
      undefined,
      [],
      [],
    ],
    ['whose dropped column is already gone needs nothing', {}, ['id', 'total', 'old'], [], []],
  ])('%s', (_, change, loaded, added, dropped) => {
    const result = plan(change, loaded)
    expect(result).toMatchObject({ kind: 'merge', dropped })
    expect(result.kind === 'merge' && result.added.map(({ name }) => name)).toEqual(added)
  })

  test.each<[string, Partial<ExistingTable>, string]>([
    [
      'another type',
      { columns: [column('id'), column('total', 'integer')] },
      'total changes from integer to numeric(18,2)',
    ],
    ['another key', { key: ['id', 'total'] }, 'the key changes from (id, total) to (id)'],
    ['no key', { key: [] }, 'the key changes from () to (id)'],
  ])('with %s is built anew', (_, change, reason) => {
    expect(plan(change)).toEqual({ kind: 'rebuild', reasons: [reason] })
  })

  test('that must be built anew and that others built on is refused, with their names', () => {
    const columns = [column('id'), column('total', 'integer'), column('mine')]
    const view = {
      kind: 'view',
      name: 'best',
      on: 'acme.best',
      definition: '',
      columns: null,
    } as const
    expect(() => plan({ columns, parts: [view] })).toThrow(
      expect.objectContaining({
        code: 'LOAD_TABLE_IN_USE',
        message: expect.stringMatching(/total changes.*: view acme.best, column mine\./),
      }),
    )
  })

  test.each([
    ['that no load has made', {}, undefined],
    ['that is a view', { isPlainTable: false }, ['id']],
  ])('%s is left alone', (_, change, loaded) => {
    expect(() => planChange('orders', wanted, { ...existing, ...change }, loaded)).toThrow(
      expect.objectContaining({ code: 'LOAD_TABLE_FOREIGN' }),
    )
  })
})

test('what others built is everything that no load has made', () => {
  const table = { ...existing, pins: ['index by_day'], columns: [column('id'), column('x')] }
  expect(foreignParts(table, ['id'])).toEqual(['index by_day', 'column x'])
  expect(foreignParts(existing, ['id', 'total'])).toEqual([])
})
