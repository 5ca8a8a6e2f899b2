import { setTimeout as delay } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { interleave } from './interleave.ts'

/** Sources that take turns of the event loop, and say how many of them are open at once. */
const sourcesOf = (items: readonly (readonly number[])[]) => {
  const seen = { open: 0, most: 0 }
  async function* source(own: readonly number[]) {
    seen.open++
    seen.most = Math.max(seen.most, seen.open)
    try {
      for (const item of own) {
        for (let turn = 0; turn < item % 3; turn++) await new Promise(setImmediate)
        yield item
      }
    } finally {
      seen.open--
    }
  }
  async function* list() {
    for (const own of items) yield source(own)
  }
  return { list, seen }
}

const gather = async (items: AsyncIterable<number>) => {
  const all: number[] = []
  for await (const item of items) all.push(item)
  return all
}

describe('interleave', () => {
  test('gives every item once, each source in its order, and opens no more than it may', async () => {
    const sources = fc.array(fc.array(fc.nat({ max: 999 }), { maxLength: 5 }), { maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(sources, fc.integer({ min: 1, max: 4 }), async (items, limit) => {
        const tagged = items.map((own, index) => own.map((item) => index * 1000 + item))
        const { list, seen } = sourcesOf(tagged)
        const given = await gather(interleave(list(), limit))
        for (const [index, own] of tagged.entries()) {
          expect(given.filter((item) => Math.floor(item / 1000) === index)).toEqual(own)
        }
        expect(seen.most).toBeLessThanOrEqual(limit)
        expect(seen.open).toBe(0)
      }),
      { numRuns: 50 },
    )
  })

  test('asks a source again only when its last item has been used', async () => {
    let isInUse = false
    async function* careful() {
      for (let item = 0; item < 5; item++) {
        expect(isInUse).toBe(false)
        yield item
      }
    }
    async function* list() {
      yield careful()
      yield careful()
    }
    for await (const _ of interleave(list(), 2)) {
      isInUse = true
      await new Promise(setImmediate)
      isInUse = false
    }
  })

  test('ends with the first error, whichever source it is of, without waiting for the others', async () => {
    async function* failing() {
      yield 1
      throw new Error('broke')
    }
    async function* waiting() {
      await delay(60_000, undefined, { ref: false })
      yield 2
    }
    async function* list() {
      yield waiting()
      yield failing()
    }
    await expect(gather(interleave(list(), 2))).rejects.toThrow('broke')
    async function* brokenList(): AsyncGenerator<AsyncIterable<number>> {
      yield waiting()
      throw new Error('no list')
    }
    await expect(gather(interleave(brokenList(), 2))).rejects.toThrow('no list')
  })
})
