import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ConfigError, type OptionSpecs } from '@descant/sdk'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readsProject, withProject } from './project-defaults.ts'
import { zoneOptions } from './zone-options.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'descant-defaults-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const specs: OptionSpecs = {
  ...zoneOptions,
  'source-type': { type: 'string', multiple: true, description: '' },
  'reporting-currency': { type: 'string', description: '' },
  'database-url': { type: 'string', description: '' },
}

const write = (customers: object) => {
  const zones = {
    raw: 's3://lake/raw',
    processed: 's3://lake/p',
    dead_letters: 's3://lake/d',
    state: 's3://lake/s',
  }
  const project = {
    version: 1,
    zones,
    warehouse: { database_url: '${env:WAREHOUSE}' },
    transform: { reporting_currency: 'EUR' },
    customers,
  }
  writeFileSync(join(folder, 'descant.yaml'), JSON.stringify(project))
}
const shop = { shop: { tap: 't', type: 'shopify' } }
const environment = { WAREHOUSE: 'postgres://me:pw@host/db' }
const complete = (given: Parameters<typeof withProject>[1], env: NodeJS.ProcessEnv = environment) =>
  withProject(specs, given, env, folder)

test('what is not told comes from the project, its secrets too', async () => {
  write({ acme: { sources: shop } })
  expect(await complete({ state: 'file:///mine' })).toMatchObject({
    customer: 'acme',
    raw: 's3://lake/raw',
    state: 'file:///mine',
    'source-type': ['shop=shopify'],
    'reporting-currency': 'EUR',
    'database-url': 'postgres://me:pw@host/db',
  })
  // The environment of the process wins over the project.
  const own = { ...environment, DATABASE_URL: 'postgres://other' }
  expect(await complete({}, own)).not.toHaveProperty('database-url')
})

test('flags alone never read a project, and neither does a command without zones', async () => {
  writeFileSync(join(folder, 'descant.yaml'), 'not a project')
  const told = { customer: 'x', raw: 'r', processed: 'p', 'dead-letters': 'd', state: 's' }
  expect(await complete(told)).toEqual(told)
  expect(readsProject({ file: { type: 'string', description: '' } })).toBe(false)
  await expect(complete({})).rejects.toBeInstanceOf(ConfigError)
})

test('of several customers one must be named, and one of the project where it is named', async () => {
  write({ acme: { sources: shop }, globex: { sources: shop } })
  await expect(complete({})).rejects.toThrow('--customer: is missing: the project has acme, globex')
  expect(await complete({ customer: 'globex' })).toMatchObject({ customer: 'globex' })
  expect(await complete({ customer: 'other' })).toEqual({ customer: 'other' })
  const named = complete({ customer: 'other', project: folder })
  await expect(named).rejects.toThrow('there is no other in the project')
})

test('where there is no project, what is missing stays missing', async () => {
  expect(await complete({ customer: 'x' })).toEqual({ customer: 'x' })
})
