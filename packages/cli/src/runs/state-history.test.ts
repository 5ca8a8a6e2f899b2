import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type ObjectStore, openStore } from '@descant/lake'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { StateKeeper } from '../run/source/state-keeper.ts'
import { StateHistory, StateTakenError } from './state-history.ts'

let folder: string
let store: ObjectStore
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'descant-state-'))
  store = openStore(pathToFileURL(folder).href)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** The store, with another way to create objects. */
const storeThatCreates = (create: ObjectStore['create']): ObjectStore =>
  new Proxy(store, {
    get: (target, name) => {
      const member = name === 'create' ? create : Reflect.get(target, name, target)
      return typeof member === 'function' ? member.bind(target) : member
    },
  })

const historyOf = (from: ObjectStore = store) => new StateHistory(from, 'acme', 'shop')
const by = (run: string, token = 1) => ({ origin: 'run', run, token }) as const
const appendAll = async (history: StateHistory, run: string, count: number) => {
  for (let n = 1; n <= count; n++) await history.append(`{"${run}":${n}}`, by(run))
}

test('a STATE comes back to the byte, and the newest is the one that counts', async () => {
  const text = '{"n": 12345678901234567890.10, "__proto__": {"a":"\\u00e9é"} }'
  const history = historyOf()
  expect(await history.latest()).toBeUndefined()
  await history.append('{}', by('a'))
  await history.append(text, by('a'))
  const latest = await historyOf().latest()
  expect(latest).toMatchObject({ version: 2, text, run: 'a', token: 1 })
})

test('a reset is a STATE that says: from the beginning', async () => {
  await historyOf().append('{}', by('a'))
  await historyOf().append(undefined, { origin: 'reset', run: 'b', token: 2 })
  expect(await historyOf().latest()).toMatchObject({ version: 2, text: undefined })
})

test('a run that lost its lease finds out, and the one that has it goes on', async () => {
  const [old, young] = [historyOf(), historyOf()]
  await old.latest()
  await young.latest()
  await old.append('{"old":1}', by('old', 1))
  await expect(young.append('{"young":1}', by('young', 2))).resolves.toBe(2)
  await expect(old.append('{"old":2}', by('old', 1))).rejects.toBeInstanceOf(StateTakenError)
  expect(await historyOf().latest()).toMatchObject({ text: '{"young":1}' })
})

test('what was kept though the answer was lost is not kept twice', async () => {
  const deaf = storeThatCreates(async (key, body) => {
    await store.create(key, body)
    return store.create(key, body)
  })
  await historyOf(deaf).append('{"a":1}', by('a'))
  expect(await historyOf().versions()).toEqual([1])
})

test('of a long run the last few are kept, and of all as many as it is said', async () => {
  const first = historyOf()
  await appendAll(first, 'a', 12)
  await first.prune(8)
  expect(await first.versions()).toEqual([8, 9, 10, 11, 12])
  const second = historyOf()
  await appendAll(second, 'b', 9)
  await second.prune(8)
  expect(await second.versions()).toEqual([10, 11, 12, 17, 18, 19, 20, 21])
  expect(await second.append('{}', by('b'))).toBe(22)
})

test('a keeper passes over what a newer STATE says too, and keeps the last for certain', async () => {
  let failures = 1
  const shaky = storeThatCreates((key, body) =>
    failures-- > 0 ? Promise.reject(new Error('away')) : store.create(key, body),
  )
  const told: unknown[] = []
  const keeper = new StateKeeper({
    history: historyOf(shaky),
    run: 'a',
    token: 1,
    keptStates: 10,
    initial: '{"n":0}',
    onFailure: (error) => told.push(error),
  })
  keeper.take('{"n":0}')
  for (let n = 1; n <= 50; n++) keeper.take(`{"n":${n}}`)
  await keeper.settle()
  expect(await historyOf().latest()).toMatchObject({ text: '{"n":50}' })
  expect(told).toHaveLength(1)
  expect(keeper.count).toBeLessThan(5)
})
