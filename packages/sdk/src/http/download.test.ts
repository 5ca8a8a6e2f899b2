import { once } from 'node:events'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Deadline } from './deadline.ts'
import { streamBody } from './download.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

const limits = { method: 'GET', url: new URL('https://api.example.com/a'), maxBytes: 5 }

function download(...chunks: string[]) {
  const { signal } = new AbortController()
  const deadline = new Deadline(60, [signal], () => new Error('too slow'))
  const source = new ReadableStream({
    pull(controller) {
      const chunk = chunks.shift()
      if (chunk === undefined) controller.close()
      else controller.enqueue(Buffer.from(chunk))
    },
  })
  return { deadline, body: streamBody(new Response(source), deadline, limits) }
}

test('a reader may take its time', async () => {
  const { deadline, body } = download('ab', 'cd')
  body.read(0)
  await once(body, 'readable')
  vi.advanceTimersByTime(3_600_000)
  expect(deadline.signal.aborted).toBe(false)
  expect(Buffer.concat(await body.toArray()).toString()).toBe('abcd')
  expect(vi.getTimerCount()).toBe(0)
})

test('a body may be held to a length', async () => {
  await expect(download('abc', 'def').body.toArray()).rejects.toThrow(/more than 5 bytes/)
})
