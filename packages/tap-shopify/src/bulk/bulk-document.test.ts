import { describe, expect, test } from 'vitest'
import type { Field } from '../query/field.ts'
import { RowAssembler, UngroupedError } from './assemble-rows.ts'
import { bulkDocument } from './bulk-document.ts'

const id: Field = { name: 'id' }
const list = (name: string, ...fields: Field[]): Field => ({
  name,
  type: 'Thing',
  isConnection: true,
  fields: [id, ...fields],
})
const object = (name: string, ...fields: Field[]): Field => ({ name, type: 'Thing', fields })
const ask = (...fields: Field[]) => bulkDocument({ root: 'orders', arguments: [], fields })

describe('what a bulk query may be', () => {
  test.each<[string, Field[], string | undefined]>([
    ['scalars', [id], '{ orders { edges { node { id } } } }'],
    [
      'a list, whose items say where they lie',
      [id, list('items')],
      '{ orders { edges { node { id items { edges { node { _in_items: __typename id } } } } } } }',
    ],
    ['a list in something without an id', [list('items')], undefined],
    ['a list within a plain list', [id, object('refunds', id, list('lines'))], undefined],
    ['lists too deep', [id, list('a', list('b', list('c')))], undefined],
    ['lists too many', [id, ...['a', 'b', 'c', 'd', 'e'].map((name) => list(name))], undefined],
    [
      'a list that a variable searches',
      [id, { ...list('a'), arguments: 'query: $filter' }],
      undefined,
    ],
  ])('%s', (_, fields, document) => {
    expect(ask(...fields)).toBe(document)
  })

  test('what lies in another root is none', () => {
    const question = { root: 'account.payouts', arguments: [], fields: [id] }
    expect(bulkDocument(question)).toBeUndefined()
  })
})

describe('the lines of a file', () => {
  const fields = [id, list('items', list('parts')), list('notes')]
  const whole = { hasNextPage: false, endCursor: null }

  test('become records with lists, one at a time, each item in its own list', () => {
    const rows = new RowAssembler(fields)
    expect(rows.take({ id: 'o1' })).toBeUndefined()
    expect(rows.take({ _in_items: 'Thing', id: 'i1', __parentId: 'o1' })).toBeUndefined()
    expect(rows.take({ _in_parts: 'Thing', id: 'p1', __parentId: 'i1' })).toBeUndefined()
    expect(rows.take({ _in_notes: 'Thing', id: 'n1', __parentId: 'o1' })).toBeUndefined()
    expect(rows.take({ id: 'o2' })).toEqual({
      id: 'o1',
      items: {
        nodes: [{ id: 'i1', parts: { nodes: [{ id: 'p1' }], pageInfo: whole } }],
        pageInfo: whole,
      },
      notes: { nodes: [{ id: 'n1' }], pageInfo: whole },
    })
    expect(rows.end()).toMatchObject({ id: 'o2', items: { nodes: [] } })
    expect(rows.end()).toBeUndefined()
  })

  test('that come after their record has gone are not lost in silence', () => {
    const rows = new RowAssembler(fields)
    rows.take({ id: 'o1' })
    rows.take({ id: 'o2' })
    const late = { _in_items: 'Thing', id: 'i1', __parentId: 'o1' }
    expect(() => rows.take(late)).toThrow(UngroupedError)
  })
})
