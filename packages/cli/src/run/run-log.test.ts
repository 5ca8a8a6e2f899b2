import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { openStore, readLines } from '@descant/lake'
import { redactor } from '@descant/sdk'
import { expect, onTestFinished, test } from 'vitest'
import { RunLog } from './run-log.ts'

const logOf = (maxBytes: number) => {
  const folder = mkdtempSync(join(tmpdir(), 'descant-log-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const store = openStore(pathToFileURL(folder).href)
  const redact = redactor(['shh-secret'])
  const log = new RunLog({ store, prefix: 'a/', maxBytes, redact })
  const lines = async () => {
    await log.close()
    const found: string[] = []
    for await (const { key } of store.list('a/')) {
      for await (const line of readLines(await store.read(key))) found.push(JSON.parse(line).line)
    }
    return found
  }
  return { log, lines }
}

test('lines are kept in order, without secrets', async () => {
  const { log, lines } = logOf(1024 ** 2)
  log.add('tap', 'asked with shh-secret')
  log.add('run', 'done')
  expect(await lines()).toEqual(['asked with [redacted]', 'done'])
})

test('of a log that grows too long its beginning and end are kept', async () => {
  const { log, lines } = logOf(10_000)
  for (let n = 0; n < 1000; n++) log.add('tap', `line ${n}`)
  const kept = await lines()
  expect([kept[0], kept.at(-1)]).toEqual(['line 0', 'line 999'])
  const left = kept.findIndex((line) => line.startsWith('…'))
  expect(kept[left]).toMatch(/… \d+ lines are left out/)
  expect(Number(/\d+/.exec(kept[left] ?? '')?.[0]) + kept.length - 1).toBe(1000)
  expect(kept.join('').length).toBeLessThan(10_000)
})
