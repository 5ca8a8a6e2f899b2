import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'
import { claim, withFolderLock } from './folder-lock.ts'

const longAgo = String(Date.now() - 1)
const farOff = String(Date.now() + 3_600_000)

test('the action of one holder ends before that of the next begins', async () => {
  const folder = temporaryFolder()
  let inside = 0
  const seen: number[] = []
  const action = async () => {
    inside += 1
    await readdir(folder)
    seen.push(inside)
    inside -= 1
  }
  await Promise.all(Array.from({ length: 6 }, () => withFolderLock(folder, action)))
  expect(seen).toEqual([1, 1, 1, 1, 1, 1])
})

test('the lock is free again after an action that fails', async () => {
  const folder = temporaryFolder()
  const failed = withFolderLock(folder, () => Promise.reject(new Error('of the action')))
  await expect(failed).rejects.toThrow('of the action')
  expect(await withFolderLock(folder, async () => 'next')).toBe('next')
})

test('a dead holder is passed over once its lease is out', async () => {
  const folder = temporaryFolder()
  await writeFile(join(folder, '7'), longAgo)
  expect(await withFolderLock(folder, () => readdir(folder))).toEqual(['8'])
})

test('a holder that slept past its lease learns that the lock is gone', async () => {
  const folder = temporaryFolder()
  await withFolderLock(folder, async (isHeld) => {
    expect(await isHeld()).toBe(true)
    await writeFile(join(folder, '1'), longAgo)
    await withFolderLock(folder, async () => undefined)
    expect(await isHeld()).toBe(false)
  })
})

test('a claim that comes too late takes nothing from whoever holds the lock', async () => {
  const folder = temporaryFolder()
  await writeFile(join(folder, '7'), farOff)
  expect(await claim(folder, 7)).toBe(false)
  expect(await claim(folder, 5)).toBe(false)
  expect(await readdir(folder)).toEqual(['7'])
  expect(await readFile(join(folder, '7'), 'utf8')).toBe(farOff)
})
