import { readdirSync, readFileSync } from 'node:fs'
import { type ShopifySandbox, startShopifySandbox } from '@descant/sandbox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Discovery } from '../discovery/discovery.ts'
import type { StreamDefinition } from '../discovery/stream-definition.ts'
import { clientOf } from '../fixtures/sandbox-client.ts'
import type { Field } from '../query/field.ts'
import { type NamedField, parseFields } from '../query/parse-fields.ts'
import * as streams from './all.ts'

const definitions: readonly StreamDefinition[] = Object.values(streams)

const folder = new URL('.', import.meta.url)
const files = readdirSync(folder).filter((file) => !/test|^all\.|witness/.test(file))

let sandbox: ShopifySandbox

beforeAll(async () => {
  sandbox = await startShopifySandbox({ customers: 0, orders: 0, products: 0 })
})

afterAll(() => sandbox.close())

test('each file holds one stream, of its name, in forty lines or less', () => {
  const names = definitions.map(({ name }) => `${name.replaceAll('_', '-')}.ts`)
  expect(files.sort()).toEqual(names.sort())
  for (const file of files) {
    const lines = readFileSync(new URL(file, folder), 'utf8').split('\n')
    expect(lines.length, file).toBeLessThanOrEqual(41)
  }
})

/** What came to Shopify later than the version. */
const later: Readonly<Record<string, readonly string[]>> = {
  '2025-10': [
    'inventory_levels.isActive',
    'metaobject_definitions.createdAt',
    'metaobject_definitions.updatedAt',
    'shop.shopAddress',
  ],
  '2026-01': [
    'inventory_levels.isActive',
    'metaobject_definitions.createdAt',
    'metaobject_definitions.updatedAt',
  ],
}

/** The paths of the fields that a stream names and a plan does not have. */
const missingIn = (
  named: readonly NamedField[],
  fields: readonly Field[],
  path: string,
): readonly string[] =>
  named.flatMap(({ name, fields: inner }) => {
    const field = fields.find((one) => one.name === name)
    if (field === undefined) return [`${path}.${name}`]
    return inner ? missingIn(inner, field.fields ?? [], `${path}.${name}`) : []
  })

const all = ['2026-10', '2026-07', '2026-04', '2026-01', '2025-10']

describe.each(process.env.DESCANT_LONG ? all : ['2026-10'])('API version %s', (api_version) => {
  test('has every stream, with every field that it names', async () => {
    const client = clientOf(sandbox, { api_version })
    const { plans, denied } = await new Discovery(client).plan(definitions)
    expect(denied).toEqual([])
    expect(plans.map(({ definition }) => definition)).toEqual(definitions)
    const missing = plans.flatMap(({ definition, fields }) =>
      missingIn(parseFields(definition.fields), fields, definition.name),
    )
    expect(missing).toEqual(later[api_version] ?? [])
  })

  test('is asked once about the streams that are read by default', async () => {
    const client = clientOf(sandbox, { api_version })
    const before = sandbox.requests().length
    await new Discovery(client).plan(definitions.filter(({ isDefault }) => isDefault))
    expect(sandbox.requests(before)).toHaveLength(1)
  })
})
