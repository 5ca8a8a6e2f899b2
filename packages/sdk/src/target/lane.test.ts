import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Lane } from './lane.ts'
import type { Sink } from './sink.ts'
import { Watermark } from './watermark.ts'

/** A sink whose commits take as many milliseconds as they are told, and may fail. */
const sinkOf = (
  events: string[],
  isUnordered: boolean,
  fails?: string,
): Sink<[string, number]> => ({
  isUnordered,
  open() {
    let [name, milliseconds] = ['', 0]
    return {
      add: (item) => {
        ;[name, milliseconds] = item
        return undefined
      },
      commit: async () => {
        events.push(`${name} begins`)
        await wait(milliseconds)
        if (name === fails) throw new Error('refused')
        events.push(`${name} is durable`)
      },
      abort: async () => {
        events.push(`${name} is given up`)
      },
    }
  },
})

const laneOf = (isUnordered: boolean, fails?: string, records = 1) => {
  const events: string[] = []
  const failures: unknown[] = []
  const lane = new Lane(sinkOf(events, isUnordered, fails), {
    limits: { records, bytes: 1000, ageSeconds: 1 },
    watermark: new Watermark(),
    now: Date.now,
    onDurable: () => {},
    onFailure: (error) => failures.push(error),
  })
  return { lane, events, failures }
}

test('a later batch waits for an earlier one', async () => {
  const { lane, events } = laneOf(false)
  lane.add(['slow', 20], 1, 0)
  lane.add(['fast', 0], 1, 1)
  await lane.settled()
  expect(events).toEqual(['slow begins', 'slow is durable', 'fast begins', 'fast is durable'])
})

test('a later batch does not wait where order does not matter', async () => {
  const { lane, events } = laneOf(true)
  lane.add(['slow', 20], 1, 0)
  lane.add(['fast', 0], 1, 1)
  await lane.settled()
  expect(events).toEqual(['slow begins', 'fast begins', 'fast is durable', 'slow is durable'])
})

test('a barrier waits for all before it, and holds back all after it', async () => {
  const { lane, events } = laneOf(true)
  lane.add(['slow', 20], 1, 0)
  lane.barrier(1, async () => {
    events.push('barrier')
  })
  lane.add(['after', 0], 1, 2)
  await lane.settled()
  expect(events).toEqual([
    'slow begins',
    'slow is durable',
    'barrier',
    'after begins',
    'after is durable',
  ])
})

test('after a batch that failed none is committed, and all are given up', async () => {
  const { lane, events, failures } = laneOf(false, 'bad')
  lane.add(['bad', 0], 1, 0)
  lane.add(['next', 0], 1, 1)
  await lane.settled()
  expect(events).toEqual(['bad begins', 'bad is given up', 'next is given up'])
  expect(failures).toEqual([new Error('refused')])
})

test('a batch that is open can be given up', async () => {
  const { lane, events } = laneOf(false, undefined, 2)
  lane.add(['half', 0], 1, 0)
  await lane.abort()
  await lane.settled()
  expect(events).toEqual(['half is given up'])
})
