import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runTapInMemory, type TapRunOptions } from '@descant/sdk/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type SandboxOrg, startOrg } from '../fixtures/sandbox-org.ts'
import { tapSalesforce } from '../tap.ts'

type OpenStream = Parameters<NonNullable<TapRunOptions['around']>>[0][number]

const objects = 60
const wholeDiscovery = Math.ceil(objects / 25)

let org: SandboxOrg
let folder: string

beforeEach(async () => {
  org = await startOrg({ accounts: 1, generatedObjects: objects })
  folder = mkdtempSync(join(tmpdir(), 'describes-'))
})

afterEach(async () => {
  await org.sandbox.close()
  rmSync(folder, { recursive: true })
})

/** Discovers the generated objects: what it took of the limit, and the fields of the first of them. */
async function discover() {
  const used = () => org.control<{ requests_used: number }>('state').requests_used
  const before = used()
  let streams: readonly OpenStream[] = []
  const run = await runTapInMemory(tapSalesforce, {
    config: {
      ...org.config,
      cache_directory: folder,
      streams_criteria: [{ criteria: 'starts with', value: 'Generated_' }],
      select: ['Generated_*'],
    },
    // Nothing is read: what is left are the calls of discovery.
    around: (discovered) => {
      streams = discovered
      return []
    },
  })
  expect(run.failure).toBeUndefined()
  const first = streams.find(({ name }) => name === 'Generated_0001__c')
  return { calls: used() - before, fields: Object.keys(first?.schema.properties ?? {}) }
}

const change = (action: 'add_field' | 'hide_field', object: string, field: string) => {
  org.sandbox.clock.advance(3600)
  org.control('schema', { action, object, field })
  org.sandbox.clock.advance(3600)
}

test('what has not changed takes one call, and what has one more', async () => {
  expect((await discover()).calls).toBe(1 + wholeDiscovery)
  expect((await discover()).calls).toBe(1)
  change('add_field', 'Generated_0001__c', 'New__c')
  change('add_field', 'Generated_0002__c', 'New__c')
  const changed = await discover()
  expect(changed.calls).toBe(1 + 1)
  expect(changed.fields).toContain('New__c')
  expect((await discover()).calls).toBe(1)
})

test('a change that definitions do not tell of is looked for in all objects', async () => {
  expect((await discover()).fields).toContain('Text__c')
  change('hide_field', 'Generated_0001__c', 'Text__c')
  const hidden = await discover()
  expect(hidden.fields).not.toContain('Text__c')
  expect(hidden.calls).toBe(1 + wholeDiscovery)
})

test('a change that hides behind another is found within a day', async () => {
  await discover()
  change('hide_field', 'Generated_0001__c', 'Text__c')
  change('add_field', 'Generated_0002__c', 'New__c')
  expect((await discover()).fields).toContain('Text__c')
  org.sandbox.clock.advance(24 * 3600)
  change('add_field', 'Generated_0003__c', 'New__c')
  expect((await discover()).fields).not.toContain('Text__c')
})

test('an org that tells no definitions is asked for all of it', async () => {
  await discover()
  change('add_field', 'Generated_0001__c', 'New__c')
  org.sandbox.arm({
    kind: 'error',
    error_code: 'INVALID_TYPE',
    match: 'FROM CustomField',
    count: 9,
  })
  const changed = await discover()
  expect(changed.calls).toBe(1 + wholeDiscovery)
  expect(changed.fields).toContain('New__c')
})

test('an org that lets no list be asked for together is asked by itself', async () => {
  await discover()
  change('add_field', 'Generated_0001__c', 'New__c')
  org.sandbox.arm({ kind: 'error', error_code: 'NOT_FOUND', match: 'POST /composite', count: 1 })
  expect((await discover()).fields).toContain('New__c')
})
