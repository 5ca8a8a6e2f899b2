import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { TableColumn } from '@descant/lake'
import { Duck } from '@descant/lake/duckdb'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { withCsv } from './csv-stream.ts'

let duck: Duck
let directory: string
beforeAll(async () => {
  duck = await Duck.open({ memoryLimitMib: 256, threads: 1 })
})
afterAll(() => duck.close())
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'descant-csv-test-'))
})
afterEach(() => {
  vi.unstubAllEnvs()
  expect(readdirSync(directory)).toEqual([])
  rmSync(directory, { recursive: true })
})

const columns: readonly TableColumn[] = [
  { name: 'id', type: 'long' },
  { name: 'name', type: 'string' },
]
/** Far more than a pipe holds. */
const rows = 30_000
const query = `SELECT i AS id, 'name ' || i AS name FROM range(${rows}) r(i)`
const csv = <T>(sql: string, consume: (stream: Readable) => Promise<T>) =>
  withCsv(duck, { query: sql, columns, directory }, consume)

/** What a system without named pipes looks like. */
const withoutPipes = () => vi.stubEnv('PATH', '')

describe.each([
  ['through a pipe', () => {}],
  ['through a file', withoutPipes],
])('%s', (_, prepare) => {
  beforeEach(() => prepare())

  test('all rows arrive', async () => {
    const lines = (await csv(query, text)).trimEnd().split('\n')
    expect(lines).toHaveLength(rows)
    expect(lines.at(-1)).toBe(`${rows - 1},name ${rows - 1}`)
  })

  test('no rows arrive as an empty stream', async () => {
    expect(await csv(`${query} WHERE false`, text)).toBe('')
  })

  test('a reader that fails at once ends the writer', async () => {
    const failure = new Error('no connection')
    await expect(csv(query, () => Promise.reject(failure))).rejects.toBe(failure)
  })

  test('a reader that fails in the middle ends the writer', async () => {
    const failure = new Error('connection lost')
    const reading = csv(query, async (stream) => {
      for await (const _chunk of stream) throw failure
    })
    await expect(reading).rejects.toBe(failure)
  })

  test('a query that is wrong ends the reader', async () => {
    await expect(csv('SELECT 1 AS id, missing AS name', text)).rejects.toThrow('missing')
  })

  test('a query that fails in the middle ends the reader', async () => {
    const failing = `SELECT i AS id, CASE WHEN i < ${rows - 1} THEN 'name' ELSE error('broken') END AS name FROM range(${rows}) r(i)`
    await expect(csv(failing, text)).rejects.toThrow('broken')
  })
})

test('a reader that fails before the writer has opened the pipe leaves nothing blocked', async () => {
  const slow = `SELECT count(*) AS id, 'x' AS name FROM range(3_000_000) a(i) WHERE hash(i) % 2 = 0`
  const failure = new Error('refused')
  await expect(csv(slow, () => Promise.reject(failure))).rejects.toBe(failure)
  expect(await csv("SELECT 1 AS id, 'again' AS name", text)).toBe('1,again\n')
})
