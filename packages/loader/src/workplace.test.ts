import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { withWorkplace } from './workplace.ts'

test('the engine keeps to the limits that it is given', async () => {
  const settings = await withWorkplace({ memoryLimitMib: 512, threads: 1 }, ({ duck }) =>
    duck.rows(
      `SELECT current_setting('threads') AS threads, current_setting('memory_limit') AS memory`,
    ),
  )
  expect(settings).toEqual([{ threads: 1n, memory: '512.0 MiB' }])
})

test('the folder is gone when the work failed', async () => {
  let folder = ''
  const work = withWorkplace({}, async ({ directory }) => {
    folder = directory
    expect(existsSync(directory)).toBe(true)
    throw new Error('no room')
  })
  await expect(work).rejects.toThrow('no room')
  expect(existsSync(folder)).toBe(false)
})
