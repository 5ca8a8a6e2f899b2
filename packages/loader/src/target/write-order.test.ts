import { expect, test } from 'vitest'
import { WriteOrder } from './write-order.ts'

/** Work that tells when it begins, and ends when it is told to. */
function workOf(order: WriteOrder, log: string[]) {
  const ends = new Map<string, (error?: Error) => void>()
  const start = (name: string, goesAlone: boolean) =>
    order.run(
      () => goesAlone,
      async () => {
        log.push(name)
        await new Promise<void>((resolve, reject) => {
          ends.set(name, (error) => (error ? reject(error) : resolve()))
        })
      },
    )
  const end = async (name: string, error?: Error) => {
    ends.get(name)?.(error)
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { start, end }
}

test('work goes side by side; what goes alone waits for it, and what comes after waits too', async () => {
  const log: string[] = []
  const { start, end } = workOf(new WriteOrder(), log)
  const all = [start('a', false), start('b', false), start('alone', true), start('c', false)]
  await end('none')
  expect(log).toEqual(['a', 'b'])
  await end('b')
  expect(log).toEqual(['a', 'b'])
  await end('a')
  expect(log).toEqual(['a', 'b', 'alone'])
  await end('alone')
  expect(log).toEqual(['a', 'b', 'alone', 'c'])
  await end('c')
  await Promise.all(all)
})

test('what fails is told of by its own promise alone, and others go on', async () => {
  const log: string[] = []
  const { start, end } = workOf(new WriteOrder(), log)
  const failing = expect(start('alone', true)).rejects.toThrow('broken')
  const next = start('next', false)
  await end('none')
  await end('alone', new Error('broken'))
  await failing
  expect(log).toEqual(['alone', 'next'])
  await end('next')
  await next
})
