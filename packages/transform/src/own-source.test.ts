import { readFileSync } from 'node:fs'
import { Duck } from '@descant/lake/duckdb'
import { expect, test } from 'vitest'
import { club } from '../../../examples/own-source/club.ts'
import { defineModel } from './model/define-model.ts'
import { standardModel } from './model/standard-model.ts'
import { TestLake } from './testing/lake.ts'
import { till } from './testing/till-source.ts'

const text = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')

test('the README shows the examples as they are', () => {
  const readme = text('../README.md')
  expect(readme).toContain(text('../../../examples/own-source/club.ts'))
  expect(readme).toContain(text('../../../examples/own-model/model.ts'))
})

test('a source of a project’s own fills the canonical tables', async () => {
  const lake = await TestLake.create()
  const duck = await Duck.open({ threads: 1 })
  const member = { number: 7, mail: 'Ann@Club.eu', name: { given: 'Ann', family: 'Bell' } }
  await lake.put('people', [{ ...member, changed: '2026-01-01T00:00:00Z' }], 'club')
  await lake.run('incremental', { model: defineModel({ base: standardModel, sources: [club] }) })
  expect(await lake.rows(duck, 'customers')).toMatchObject([
    { customer_id: '7', provider: 'club', email: 'ann@club.eu', last_name: 'Bell' },
  ])
  expect(await lake.rows(duck, 'profiles')).toMatchObject([
    { first_name: 'Ann', sources: ['club'] },
  ])
  duck.close()
  await lake.remove()
})

test('orders without lines stand beside orders that have some', async () => {
  const lake = await TestLake.create()
  const duck = await Duck.open({ threads: 1 })
  const order = { id: 'gid://shopify/Order/1', updatedAt: '2026-01-01T00:00:00Z' }
  await lake.put('orders', [{ ...order, lineItems: [{ id: 'x/1' }, { id: 'x/2' }] }], 'shopify')
  await lake.put('receipts', [{ number: 7, at: '2026-01-01T00:00:00Z' }], 'till')
  const model = defineModel({ base: standardModel, sources: [till] })
  await lake.run('incremental', { model })
  await lake.put('receipts', [{ number: 8, at: '2026-01-02T00:00:00Z' }], 'till')
  await lake.run('incremental', { model })
  expect((await lake.rows(duck, 'orders')).map((row) => row.order_id)).toEqual(['1', '7', '8'])
  expect((await lake.rows(duck, 'order_items')).map((row) => row.line_item_id)).toEqual(['1', '2'])
  duck.close()
  await lake.remove()
})
