import { expect, test } from 'vitest'
import { Table } from './table.ts'

const row = (id: number, updatedAt: number) => ({ id, createdAt: 0, updatedAt })

test('shows the records as they were at a moment', () => {
  const table = new Table(() => [row(1, 10), row(2, 20)])
  table.put(row(1, 100), 100)
  table.put(row(3, 200), 200)
  table.put(row(1, 300), 300)
  const at = (moment: number) => table.rowsAt(table.revisionAt(moment))
  expect(at(99)).toEqual([row(1, 10), row(2, 20)])
  expect(at(100)).toEqual([row(1, 100), row(2, 20)])
  expect(at(250)).toEqual([row(1, 100), row(2, 20), row(3, 200)])
  expect(at(300)).toEqual([row(1, 300), row(2, 20), row(3, 200)])
  expect(table.get(1)).toEqual(row(1, 300))
  expect(table.size).toBe(3)
})
