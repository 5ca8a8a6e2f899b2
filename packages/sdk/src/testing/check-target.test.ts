import { mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { brokenTargets } from './broken/broken-targets.ts'
import { judge } from './check.ts'
import { checkTarget } from './check-target.ts'
import { openDestination } from './destination.ts'
import { linesIn, targetFolder } from './good/target-folder.ts'
import { createTableTarget } from './good/target-table.ts'
import { targetChecks } from './target-checks.ts'
import { TargetTrial } from './target-trial.ts'

test('a good target passes that appends to files', async () => {
  const verdicts = await checkTarget(targetFolder, {
    config: async () => ({ directory: await mkdtemp(join(tmpdir(), 'target-folder-')) }),
    clean: ({ directory }) => rm(directory, { recursive: true }),
    read: (stream, { directory }) => linesIn(directory, 'records', stream),
    readRejects: async (stream, { directory }) =>
      (await linesIn(directory, 'rejects', stream)).map((line) => JSON.parse(line)),
    loadMethod: 'append-only',
    breakWrites: async ({ directory }) => {
      await rename(directory, `${directory}.away`)
      await writeFile(directory, 'a file in the place of the folder')
      return async () => {
        await rm(directory)
        await rename(`${directory}.away`, directory)
      }
    },
  })
  expect(verdicts.filter(({ outcome }) => outcome !== 'passed')).toEqual([
    {
      check: 'a version is activated after its records',
      outcome: 'skipped',
      reason: 'this target does not take ACTIVATE_VERSION',
    },
    {
      check: 'an activated version is the only one',
      outcome: 'skipped',
      reason: '`removesOldVersions` is not set',
    },
  ])
})

test('a good target passes that writes to tables by key', async () => {
  const { target, options } = createTableTarget()
  const verdicts = await checkTarget(target, options)
  expect(verdicts.filter(({ outcome }) => outcome !== 'passed')).toEqual([
    {
      check: 'the bytes of a record arrive',
      outcome: 'skipped',
      reason: '`read` gives values, so this target does not claim to keep bytes',
    },
  ])
})

test.each(Object.entries(brokenTargets))('caught: %s', async (_, broken) => {
  const { target, options, runTarget, fails } = broken
  const failed: string[] = []
  for (const check of targetChecks) {
    const facts = { hugeRecordBytes: 100_000, samples: 3, ...options }
    const trial = new TargetTrial(target, await openDestination(options), facts, runTarget)
    const { outcome } = await judge(check, trial)
    await trial.end()
    if (outcome === 'failed') failed.push(check.name)
  }
  expect(failed.sort()).toEqual([...fails].sort())
})

test('every broken target is tried', async () => {
  const files = await readdir(new URL('broken/targets', import.meta.url))
  const names = files.map((file) => file.replace(/\.ts$/, ''))
  expect(Object.keys(brokenTargets).sort()).toEqual(names.sort())
})

test('every check has a broken target that it catches', () => {
  const caught = new Set(Object.values(brokenTargets).flatMap(({ fails }) => fails))
  expect(targetChecks.map(({ name }) => name).filter((name) => !caught.has(name))).toEqual([])
})
