import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type ObjectStore, openStore } from '@descant/lake'
import { silentLogger } from '@descant/sdk'
import { describe, expect, onTestFinished, test } from 'vitest'
import { calendarOf } from '../calendar/calendar.ts'
import { VirtualClock } from './fixtures/virtual-clock.ts'
import type { Job } from './job.ts'
import { readJobRecord } from './job-records.ts'
import { Scheduler, type SchedulerOptions } from './scheduler.ts'

const start = Date.parse('2026-11-23T00:10:00Z')
const hour = 3_600_000

const openState = (): ObjectStore => {
  const folder = mkdtempSync(join(tmpdir(), 'descant-schedule-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return openStore(pathToFileURL(folder).href)
}

const jobs: readonly Job[] = [
  ...['a', 'b', 'c'].map((source) => ({
    id: `acme/${source}`,
    customer: 'acme',
    source,
    calendar: calendarOf('0 * * * *'),
    catchUp: 'all' as const,
    jitterMilliseconds: 0,
    leaseMilliseconds: 60_000,
  })),
  {
    id: 'acme',
    customer: 'acme',
    catchUp: 'once',
    jitterMilliseconds: 0,
    leaseMilliseconds: 60_000,
  },
]

/** A scheduler over a state zone until a time, and what it ran: `acme/a 01:00`. */
const scheduled = (state: ObjectStore, until: number, more: Partial<SchedulerOptions> = {}) => {
  const runs: string[] = []
  const clock = (more.clock as VirtualClock) ?? new VirtualClock(start)
  const end = new AbortController()
  const scheduler = new Scheduler({
    jobs,
    stateOf: () => state,
    watch: async () => {
      if (clock.now() >= until) end.abort()
      return until
    },
    clock,
    log: silentLogger,
    signal: end.signal,
    parallelSources: 2,
    parallelTables: 1,
    ...more,
    runJob: async (job, context) => {
      const ended = more.runJob ? await more.runJob(job, context) : { exitCode: 0 }
      if (ended !== 'held')
        runs.push(
          context.slot === undefined
            ? job.id
            : `${job.id} ${new Date(context.slot).toISOString().slice(11, 16)}`,
        )
      return ended
    },
  })
  return { runs, clock, ended: scheduler.run() }
}

const sourceRuns = (runs: readonly string[]) => runs.filter((run) => run.includes('/')).sort()
const slots = (...hours: string[]) =>
  ['a', 'b', 'c'].flatMap((name) => hours.map((one) => `acme/${name} ${one}`))

test('each moment is run once, and the tables after the sources', async () => {
  const { runs, ended } = scheduled(openState(), start + 2 * hour)
  await ended
  expect(sourceRuns(runs)).toEqual(slots('00:00', '01:00', '02:00'))
  expect(runs.map((run) => (run === 'acme' ? 'T' : '.')).join('')).toBe('...T...T...T')
})

test('what goes on after a restart is what was not done', async () => {
  const state = openState()
  await scheduled(state, start + hour).ended
  const later = scheduled(state, start + 4.5 * hour, { clock: new VirtualClock(start + 4 * hour) })
  await later.ended
  expect(sourceRuns(later.runs)).toEqual(slots('02:00', '03:00', '04:00'))
})

test('a run whose scheduler died is run again', async () => {
  const state = openState()
  const [job] = jobs as readonly [Job]
  const dead = scheduled(state, start, { jobs: [job], runJob: () => new Promise(() => {}) })
  await expect.poll(async () => (await readJobRecord(state, job)).record?.status).toBe('running')
  const next = scheduled(state, start + hour / 2, { jobs: [job] })
  await next.ended
  expect([dead.runs, next.runs]).toEqual([[], ['acme/a 00:00']])
})

test('two schedulers share the work, and no moment is run twice', async () => {
  const state = openState()
  const holding = new Set<string>()
  const runJob: SchedulerOptions['runJob'] = async ({ id }) => {
    if (holding.has(id)) return 'held'
    holding.add(id)
    await new Promise(setImmediate)
    holding.delete(id)
    return { exitCode: 0 }
  }
  const both = [1, 2].map(() => scheduled(state, start + 6 * hour, { runJob }))
  await Promise.all(both.map(({ ended }) => ended))
  const runs = both.flatMap((one) => one.runs)
  const expected = slots('00:00', '01:00', '02:00', '03:00', '04:00', '05:00', '06:00')
  expect(sourceRuns(runs)).toEqual(expected)
})

describe('with --once', () => {
  test('each job that is due is run once, whatever its end, and it ends', async () => {
    const codes: Record<string, number> = { 'acme/a': 75, 'acme/b': 1 }
    const { runs, ended } = scheduled(openState(), start + hour, {
      isOnce: true,
      runJob: async ({ id }) => ({ exitCode: codes[id] ?? 0 }),
    })
    const ends = await ended
    expect(runs).toHaveLength(4)
    expect(Object.fromEntries([...ends].map(([id, { exitCode }]) => [id, exitCode]))).toEqual({
      'acme/a': 75,
      'acme/b': 1,
      'acme/c': 0,
      acme: 0,
    })
  })
})

test('a state zone that is out of reach for a while delays, and loses nothing', async () => {
  const state = openState()
  let faults = 0
  const failing = new Proxy(state, {
    get: (store, name) => {
      const member = Reflect.get(store, name)
      if (name !== 'replace') return typeof member === 'function' ? member.bind(store) : member
      return async (...args: Parameters<ObjectStore['replace']>) => {
        if (faults++ % 3 === 1) throw new Error('out of reach')
        return store.replace(...args)
      }
    },
  })
  const { runs, ended } = scheduled(failing, start + 3 * hour)
  await ended
  expect(faults).toBeGreaterThan(9)
  expect(sourceRuns(runs)).toEqual(slots('00:00', '01:00', '02:00', '03:00'))
})
