import { randomUUID } from 'node:crypto'
import { link, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { LakeError } from '../errors.ts'
import { makeFolder } from './durable-folder.ts'

/** Far longer than one small write takes, and all that a killed holder costs the next one. */
const leaseMilliseconds = 10_000
const retryMilliseconds = 15
const patienceMilliseconds = 60_000

/**
 * Runs an action while no other process holds the lock of the same folder. The action can ask
 * whether the lock is still its own: a process that slept for longer than the lease has lost it.
 *
 * A lock is a folder of numbered files; the highest number is the lock. It holds the time until
 * which it is held, or nothing once it is free. Whoever makes the next number by link() holds it
 * then. Numbers instead of one file, because two processes that both find a dead holder's file
 * could each delete it, the second one deleting the lock of the first. A lease instead of the
 * holder's process id, because containers that share a folder do not share process ids.
 */
export async function withFolderLock<T>(
  folder: string,
  action: (isHeld: () => Promise<boolean>) => Promise<T>,
): Promise<T> {
  await makeFolder(folder)
  const held = await acquire(folder)
  try {
    return await action(async () => (await highestNumber(folder)) === held)
  } finally {
    await truncate(join(folder, String(held))).catch(() => undefined)
  }
}

async function acquire(folder: string): Promise<number> {
  const giveUpAt = Date.now() + patienceMilliseconds
  while (Date.now() < giveUpAt) {
    const highest = await highestNumber(folder)
    if (await isFree(join(folder, String(highest)))) {
      if (await claim(folder, highest + 1)) return highest + 1
    }
    await wait(retryMilliseconds * (0.5 + Math.random()))
  }
  throw new LakeError(
    'LAKE_STORE_BUSY',
    `Another process has held the lock ${folder} for a minute: see what it is doing, then run again.`,
  )
}

async function highestNumber(folder: string): Promise<number> {
  const numbers = (await readdir(folder)).map(Number).filter(Number.isInteger)
  return Math.max(0, ...numbers)
}

async function isFree(lock: string): Promise<boolean> {
  const heldUntil = await readFile(lock, 'utf8').catch(() => '')
  return heldUntil === '' || Number(heldUntil) < Date.now()
}

/**
 * Makes a number the lock, and holds it, where it is the next one; else leaves all as it was.
 *
 * @returns whether it is held now.
 */
export async function claim(folder: string, number: number): Promise<boolean> {
  const temporary = join(folder, `.${randomUUID()}`)
  await writeFile(temporary, String(Date.now() + leaseMilliseconds))
  try {
    await link(temporary, join(folder, String(number)))
  } catch {
    return false
  } finally {
    await rm(temporary, { force: true })
  }
  // A slow claimant may have made a number that was passed and cleared long ago.
  if ((await highestNumber(folder)) !== number) {
    await rm(join(folder, String(number)), { force: true })
    return false
  }
  for (const name of await readdir(folder)) {
    if (Number(name) < number) await rm(join(folder, name), { force: true })
  }
  return true
}
