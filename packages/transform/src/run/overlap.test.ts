import { expect, test } from 'vitest'
import { overlap } from './overlap.ts'

/** What was done, in its order, by work that takes two turns to begin and three to end. */
async function done(items: readonly string[], fails: (what: string) => boolean): Promise<string[]> {
  const told: string[] = []
  const work = async (what: string, turns: number) => {
    told.push(what)
    for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate)
    if (fails(what)) throw new Error(what)
    told.push(`${what}, done`)
  }
  await overlap(items, async (item) => {
    await work(`begin ${item}`, 2)
    return () => work(`end ${item}`, 3)
  }).catch(({ message }: Error) => told.push(`${message} failed`))
  return told
}

test('one is ended while the next is begun, in order', async () => {
  expect(await done(['a', 'b'], () => false)).toEqual([
    'begin a',
    'begin a, done',
    'end a',
    'begin b',
    'begin b, done',
    'end a, done',
    'end b',
    'end b, done',
  ])
})

test('an end that fails while the next is still begun is told, and nothing more is ended', async () => {
  const told: string[] = []
  const end = async () => {
    throw new Error('another run was first')
  }
  const begin = async (item: string) => {
    told.push(item)
    for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate)
    return item === 'a' ? end : async () => void told.push(`end ${item}`)
  }
  await expect(overlap(['a', 'b', 'c'], begin)).rejects.toThrow('another run was first')
  expect(told).toEqual(['a', 'b'])
})

test('what fails to begin waits for the end of the one before', async () => {
  const told = await done(['a', 'b', 'c'], (what) => what === 'begin b')
  expect(told.slice(-2)).toEqual(['end a, done', 'begin b failed'])
})
