import { readFileSync } from 'node:fs'
import { Duck } from '@descant/lake/duckdb'
import { expect, test } from 'vitest'
import { club } from '../../../examples/own-source/club.ts'
import { defineModel } from './model/define-model.ts'
import { standardModel } from './model/standard-model.ts'
import { TestLake } from './testing/lake.ts'

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
