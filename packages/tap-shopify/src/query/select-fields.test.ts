import { describe, expect, test } from 'vitest'
import type { Field } from './field.ts'
import { selectFields } from './select-fields.ts'

const id: Field = { name: 'id', isNeeded: true }
const note: Field = { name: 'note' }
const items: Field = {
  name: 'items',
  isConnection: true,
  fields: [
    id,
    { name: 'quantity' },
    { name: 'title' },
    { name: 'parts', isConnection: true, fields: [id] },
  ],
  witness: {
    field: { name: 'itemsQuantity' },
    needs: ['quantity'],
    least: () => 0,
    measure: () => 0,
  },
}

const select = (...wanted: string[]) =>
  selectFields([id, note, items], {
    isSelected: (...path) => wanted.includes(path.join('.')),
    nestedPageSize: 100,
  })

describe('what is asked for', () => {
  test('is what is needed, where nothing else is wanted', () => {
    expect(select()).toEqual([id])
  })

  test('is a list with what it takes to measure it, and smaller pages of lists within it', () => {
    expect(select('items', 'items.title', 'items.parts')).toMatchObject([
      { name: 'id' },
      {
        name: 'items',
        first: 100,
        fields: [{ name: 'id' }, { name: 'quantity' }, { name: 'title' }, { first: 10 }],
      },
    ])
  })
})
