import { expect, test } from 'vitest'
import { makeEndpoint } from '../fixtures/make-endpoint.ts'
import type { MetafieldRecord } from './record.ts'

const { post, store } = makeEndpoint()
const search = (query: string, version: string) =>
  post(
    {
      query: 'query ($q: String) { products(first: 50, query: $q) { nodes { id } } }',
      variables: { q: query },
    },
    { version },
  ).json

test('a defined metafield can be searched by its value', () => {
  const wanted = 'Nur Handwäsche'
  const owners = [...store.table<MetafieldRecord>('Metafield').values()]
    .filter(({ key, value }) => key === 'care_guide' && value === wanted)
    .map(({ ownerGid }) => ownerGid)
  const { data, errors } = search(`metafields.custom.care_guide:"${wanted}"`, '2026-10')
  expect(errors).toBeUndefined()
  expect(owners.length).toBeGreaterThan(0)
  expect(data.products.nodes.map(({ id }: { id: string }) => id)).toEqual(owners)
})

test('one that is not defined is ignored with a warning, and refused from 2026-10 on', () => {
  const older = search('metafields.custom.nothing:1', '2026-07')
  expect(older.data.products.nodes).toHaveLength(store.products.size)
  expect(older.extensions.search[0].warnings).toMatchObject([{ code: 'invalid_field' }])
  expect(search('metafields.custom.nothing:1', '2026-10')).toMatchObject({
    data: null,
    errors: [{ extensions: { code: 'BAD_REQUEST' } }],
  })
})
