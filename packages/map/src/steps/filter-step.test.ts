import { describe, expect, test } from 'vitest'
import { mapThrough } from '../fixtures/map-through.ts'

const schema = {
  type: 'object',
  properties: { id: { type: 'integer' }, total: { type: ['null', 'number'] }, ok: {} },
}
const records = [
  '{"id":1,"total":5.0}',
  '{"id":2,"total":500}',
  '{"id":3,"total":null}',
  '{"id":4}',
]

const kept = (filter: string, texts = records, options = {}) =>
  mapThrough({ filter }, schema, texts, options).records.map((text) => JSON.parse(text).id)

test.each([
  ['total > 100', [2]],
  ['total <= 100', [1]],
  ['!(total > 100)', [1]],
  ['total == null', [3, 4]],
  ['total == null || total > 100', [2, 3, 4]],
  ['has(record.total)', [1, 2, 3]],
  ['id in [1, 4]', [1, 4]],
  ['false', []],
])('%s keeps %j: null counts as false', (filter, ids) => {
  expect(kept(filter)).toEqual(ids)
})

test('what is kept keeps its bytes', () => {
  expect(mapThrough({ filter: 'id == 1' }, schema, records).records).toEqual([records[0]])
})

test('tombstones are kept whatever the filter says', () => {
  const tombstone = '{"id":5,"_sdc_deleted_at":"2026-01-01T00:00:00Z"}'
  expect(kept('total > 100', [...records, tombstone])).toEqual([2, 5])
  expect(kept('total > 100', ['{"id":6,"_sdc_deleted_at":null}'])).toEqual([])
})

describe('an answer that is neither true nor false', () => {
  const texts = ['{"id":1,"ok":"yes"}', '{"id":2,"ok":true}']

  test('ends the run', () => {
    expect(() => kept('ok', texts)).toThrow(
      'streams.s.filter could not be applied to the record on line 2 of the input: it gives ' +
        'neither true nor false',
    )
  })

  test.each(['null', 'drop'] as const)('or leaves the record out: %s', (on_error) => {
    expect(kept('ok', texts, { on_error })).toEqual([2])
  })
})
