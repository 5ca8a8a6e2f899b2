import { expect, expectTypeOf, test } from 'vitest'
import { RequestError } from '../errors.ts'
import {
  type ExportJob,
  type ExportJobOptions,
  type ExportStatus,
  runExportJob,
} from './export-job.ts'
import { fakeClock } from './fake-clock.ts'

interface Handle {
  readonly id: number
  readonly url?: string
}

/** A job whose polls answer in turn, and which writes down what is asked of it. */
function toyJob(polls: readonly ExportStatus<Handle>[]) {
  const calls: string[] = []
  let jobs = 0
  let asked = 0
  const job: ExportJob<Handle, string> = {
    name: 'orders',
    async create() {
      jobs += 1
      calls.push(`create ${jobs}`)
      return { id: jobs }
    },
    async poll({ id }) {
      calls.push(`poll ${id}`)
      return polls[asked++] ?? { state: 'running' }
    },
    async *fetch({ id, url }) {
      calls.push(`fetch ${id} ${url ?? ''}`)
      yield 'a'
      yield 'b'
    },
    async cancel({ id }) {
      calls.push(`cancel ${id}`)
    },
  }
  return { job, calls }
}

async function run(polls: readonly ExportStatus<Handle>[], options: ExportJobOptions<Handle> = {}) {
  const { job, calls } = toyJob(polls)
  const clock = fakeClock()
  const saved: string[] = []
  const results: string[] = []
  const onHandle = (handle: Handle) => void saved.push(JSON.stringify(handle))
  const end = (async () => {
    for await (const result of runExportJob(job, { clock, onHandle, ...options }))
      results.push(result)
  })()
  const error = await end.then(
    () => undefined,
    (reason) => reason,
  )
  return { calls, saved, results, error, sleeps: clock.sleeps }
}

const running = { state: 'running' } as const
const done = { state: 'done' } as const

test('a job is created, polled ever more slowly, and fetched', async () => {
  const polls = [...Array(12).fill(running), { state: 'done', handle: { id: 1, url: 'u' } }]
  const { calls, saved, results, sleeps, error } = await run(polls)
  expect(error).toBeUndefined()
  expect(results).toEqual(['a', 'b'])
  expect(calls.at(-1)).toBe('fetch 1 u')
  expect(saved).toEqual(['{"id":1}', '{"id":1,"url":"u"}'])
  expect(sleeps.slice(0, 3)).toEqual([1, 1.5, 2.25])
  expect(sleeps.slice(-2)).toEqual([30, 30])
})

test('the handle is saved before the first poll, so that a crash loses no job', async () => {
  const onHandle = () => Promise.reject(new Error('disk full'))
  const { calls, error } = await run([done], { onHandle })
  expect(error).toEqual(new Error('disk full'))
  expect(calls).toEqual(['create 1'])
})

test('a handle of an earlier run is taken up, and nothing created', async () => {
  const { calls } = await run([running, done], { resume: { id: 7 } })
  expect(calls).toEqual(['poll 7', 'poll 7', 'fetch 7 '])
})

test('one that the other side knows no more is created anew', async () => {
  const { calls, saved, results } = await run([{ state: 'gone' }, done], { resume: { id: 7 } })
  expect(calls).toEqual(['poll 7', 'create 1', 'poll 1', 'fetch 1 '])
  expect([saved, results]).toEqual([['{"id":1}'], ['a', 'b']])
})

test('a failure is final, or tried once more where the job says so', async () => {
  const final = await run([{ state: 'failed', reason: 'query too deep' }])
  expect(final.error).toBeInstanceOf(RequestError)
  expect(final.error.message).toMatch(/job orders failed: query too deep/)
  const failed = { state: 'failed', reason: 'internal', isRetryable: true } as const
  expect((await run([failed, done])).results).toEqual(['a', 'b'])
  const twice = await run([failed, failed])
  expect(twice.error).toMatchObject({ isRetryable: true })
  expect(twice.calls).toEqual(['create 1', 'poll 1', 'create 2', 'poll 2'])
})

test('one that takes too long is cancelled', async () => {
  const { calls, error, sleeps } = await run([], { timeoutSeconds: 60 })
  expect(error.message).toMatch(/not done after 60 s/)
  expect(calls.at(-1)).toBe('cancel 1')
  expect(sleeps.reduce((sum, seconds) => sum + seconds, 0)).toBeCloseTo(60)
})

test('an abort leaves the job to the next run', async () => {
  const signal = AbortSignal.abort(new Error('stopped'))
  const { calls, error } = await run([running], { signal })
  expect(error).toEqual(new Error('stopped'))
  expect(calls).toEqual(['create 1', 'poll 1'])
})

test('handle and results keep their types', () => {
  const results = runExportJob(toyJob([]).job, { resume: { id: 1 } })
  expectTypeOf(results).toEqualTypeOf<AsyncGenerator<string, void, undefined>>()
  // @ts-expect-error: a handle of another job
  runExportJob(toyJob([]).job, { resume: 'x' })
})
