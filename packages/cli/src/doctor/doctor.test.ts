import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { openStore } from '@descant/lake'
import { AuthError } from '@descant/sdk'
import { expect, onTestFinished, test } from 'vitest'
import { check } from './check.ts'
import { checkClock, judgeClock } from './check-clock.ts'

test.each([
  [0, 'ok', '0.0 seconds ahead of'],
  [-1.5, 'ok', '1.5 seconds behind'],
  [30, 'warning', 'NTP'],
  [-3600, 'failed', 'NTP'],
] as const)('a clock that is %s seconds ahead is %s', (seconds, outcome, words) => {
  const finding = judgeClock('clock', seconds)
  expect(finding.outcome).toBe(outcome)
  expect(finding.words).toContain(words)
})

test('the clock of the store is that of what it was just given, which is gone afterwards', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'descant-clock-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const store = openStore(pathToFileURL(folder).href)
  expect(await checkClock('clock', store, 'acme/doctor/one.txt')).toMatchObject({ outcome: 'ok' })
  const left: string[] = []
  for await (const { key } of store.list('')) left.push(key)
  expect(left).toEqual([])
})

test('a look that throws has failed, with what it says and what the process ends with', async () => {
  const refused = () => Promise.reject(new AuthError('The token is refused.'))
  expect(await check('source', refused)).toEqual({
    subject: 'source',
    outcome: 'failed',
    words: 'The token is refused.',
    exitCode: 3,
  })
  expect(await check('zone', async () => 'fine')).toMatchObject({ outcome: 'ok', words: 'fine' })
})
