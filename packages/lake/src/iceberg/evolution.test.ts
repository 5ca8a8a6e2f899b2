import { describe, expect, test } from 'vitest'
import { newTable } from '../fixtures/new-table.ts'
import { checkEvolution, fieldIds } from './evolution.ts'
import type { TableColumn } from './table-column.ts'

describe('columns', () => {
  const one = (type: TableColumn['type'], required = false): TableColumn[] => [
    { name: 'a', type, required },
  ]

  test.each([
    ['int to long', one('int'), one('long')],
    ['more digits', one('decimal(9,2)'), one('decimal(18,2)')],
    ['int to long in a list', one({ list: 'int' }), one({ list: 'long' })],
    ['null allowed', one('int', true), one('int')],
    ['one added', one('int'), [...one('int'), { name: 'b', type: 'string' }]],
    ['one dropped', [...one('int'), { name: 'b', type: 'string' }], one('int')],
  ] as [string, TableColumn[], TableColumn[]][])('may change: %s', (_, from, to) => {
    checkEvolution('t', to, from)
  })

  test.each([
    ['narrowed', one('long'), one('int')],
    ['another kind', one('string'), one('int')],
    ['another scale', one('decimal(18,2)'), one('decimal(18,3)')],
    ['fewer digits', one('decimal(18,2)'), one('decimal(9,2)')],
    ['to a list', one('int'), one({ list: 'int' })],
    ['now required', one('int'), one('int', true)],
    ['added as required', one('int'), [...one('int'), { name: 'b', type: 'int', required: true }]],
    ['two of a name', one('int'), [...one('int'), ...one('int')]],
  ] as [string, TableColumn[], TableColumn[]][])('may not change: %s', (_, from, to) => {
    expect(() => checkEvolution('t', to, from)).toThrow(
      expect.objectContaining({ code: 'LAKE_SCHEMA_CHANGE' }),
    )
  })

  test('keep their ids by name, and an id is never given twice', async () => {
    const { table } = newTable()
    const empty = { files: [], operation: 'overwrite' as const }
    const list: TableColumn = { name: 'tags', type: { list: 'string' } }
    const b: TableColumn = { name: 'b', type: 'int' }
    const first = await table.commit({ base: undefined, columns: [list, b], ...empty })
    expect(first.columnIds).toEqual({ tags: 1, b: 2, 'tags.element': 3 })
    const dropped = await table.commit({ base: first, columns: [b], ...empty })
    const again = [{ name: 'c', type: 'int' as const }, list, b]
    expect(fieldIds(again, dropped)).toEqual({ c: 4, tags: 5, b: 2, 'tags.element': 6 })
    const third = await table.commit({ base: dropped, columns: again, ...empty })
    expect(third.columnIds).toEqual(fieldIds(again, dropped))
    const back = await table.commit({ base: third, columns: again, ...empty })
    expect(back.lastColumnId).toBe(6)
  })
})
