import { describe, expect, test } from 'vitest'
import { calendarOf } from '../calendar/calendar.ts'
import type { Job, JobRecord } from './job.ts'
import { plan, type Situation } from './plan.ts'

const at = (clock: string) => Date.parse(`2026-11-23T${clock}:00Z`)
const iso = (clock: string) => new Date(at(clock)).toISOString()

const source = (name: string, cron = '0 * * * *', more: Partial<Job> = {}): Job => {
  const [customer = '', source = ''] = name.split('/')
  const calendar = calendarOf(cron)
  return {
    id: name,
    customer,
    source,
    calendar,
    catchUp: 'once',
    jitterMilliseconds: 0,
    leaseMilliseconds: 60_000,
    ...more,
  }
}
const tables = (customer: string): Job => ({
  id: customer,
  customer,
  catchUp: 'once',
  jitterMilliseconds: 0,
  leaseMilliseconds: 60_000,
})

const record = (more: Partial<JobRecord> = {}): JobRecord => ({
  status: 'done',
  run: 'r',
  known_since: iso('01:00'),
  started_at: iso('02:00'),
  ended_at: iso('02:10'),
  sequence: 1,
  slot: iso('02:00'),
  ...more,
})

/** What is started, and when to look again. */
const planned = (situation: Partial<Situation> & { clock: string }) => {
  const { starts, wakeAt } = plan({
    now: at(situation.clock),
    jobs: [],
    records: new Map(),
    running: new Set(),
    postponed: new Map(),
    parallelSources: 9,
    parallelTables: 9,
    ...situation,
  })
  return {
    starts: starts.map(({ job }) => job.id),
    wakeAt: wakeAt === undefined ? undefined : new Date(wakeAt).toISOString().slice(11, 16),
  }
}

describe('a source', () => {
  const jobs = [source('acme/shop')]
  test.each<
    [
      what: string,
      clock: string,
      last: Partial<JobRecord>,
      starts: string[],
      wake: string | undefined,
    ]
  >([
    ['that ran at the full hour waits for the next', '02:30', {}, [], '03:00'],
    ['is due at its moment', '03:00', {}, ['acme/shop'], undefined],
    ['that failed waits for its next moment', '02:30', { status: 'failed' }, [], '03:00'],
    [
      'whose time was up goes on at once',
      '02:30',
      { status: 'unfinished' },
      ['acme/shop'],
      undefined,
    ],
    ['whose runner died goes on at once', '02:30', { status: 'running' }, ['acme/shop'], undefined],
  ])('%s', (_, clock, last, starts, wakeAt) => {
    const records = new Map([['acme/shop', record(last)]])
    expect(planned({ clock, jobs, records })).toEqual({ starts, wakeAt })
  })

  test('is not started while it runs, nor while another holds it', () => {
    const running = new Set(['acme/shop'])
    expect(planned({ clock: '03:00', jobs, running })).toEqual({ starts: [], wakeAt: undefined })
    const postponed = new Map([['acme/shop', at('03:07')]])
    expect(planned({ clock: '03:00', jobs, postponed })).toEqual({ starts: [], wakeAt: '03:07' })
    expect(planned({ clock: '03:07', jobs, postponed }).starts).toEqual(['acme/shop'])
  })

  test('starts later by its jitter, each time', () => {
    const late = [source('acme/shop', '0 * * * *', { jitterMilliseconds: 7 * 60_000 })]
    const records = new Map([['acme/shop', record()]])
    expect(planned({ clock: '03:00', jobs: late, records })).toEqual({
      starts: [],
      wakeAt: '03:07',
    })
    expect(planned({ clock: '03:07', jobs: late, records }).starts).toEqual(['acme/shop'])
  })
})

test('who has waited longest goes first, and only so many at once', () => {
  const jobs = [
    source('a/x', '0 * * * *'),
    source('b/y', '30 * * * *'),
    source('c/z', '45 * * * *'),
  ]
  const records = new Map(jobs.map(({ id }) => [id, record({ slot: iso('00:50') })]))
  const clock = '02:10'
  expect(planned({ clock, jobs, records }).starts).toEqual(['b/y', 'c/z', 'a/x'])
  expect(planned({ clock, jobs, records, parallelSources: 2 }).starts).toEqual(['b/y', 'c/z'])
  const running = new Set(['b/y'])
  expect(planned({ clock, jobs, records, running, parallelSources: 2 }).starts).toEqual(['c/z'])
})

describe('tables that follow their sources', () => {
  const jobs = [source('acme/crm'), source('acme/shop'), tables('acme'), source('other/shop')]
  const ran = (more: Partial<JobRecord> = {}) =>
    record({ slot: iso('03:00'), ended_at: iso('03:05'), sequence: 4, ...more })
  const made = (covers: Record<string, number>, more: Partial<JobRecord> = {}) =>
    record({ covers, slot: undefined as never, ...more })
  const records = (tables?: JobRecord, crm = ran()) =>
    new Map([
      ['acme/crm', crm],
      ['acme/shop', ran()],
      ['other/shop', ran()],
      ...(tables ? [['acme', tables] as const] : []),
    ])

  test('are due when a source has run since', () => {
    const known = records(made({ crm: 4, shop: 3 }))
    expect(planned({ clock: '03:06', jobs, records: known }).starts).toEqual(['acme'])
    expect(planned({ clock: '03:06', jobs, records: records() }).starts).toEqual(['acme'])
  })
  test('are not due when nothing ran, also after they failed', () => {
    for (const status of ['done', 'failed'] as const) {
      const known = records(made({ crm: 4, shop: 4 }, { status }))
      expect(planned({ clock: '03:06', jobs, records: known })).toEqual({
        starts: [],
        wakeAt: '04:00',
      })
    }
  })
  test('go on when their time was up', () => {
    const known = records(made({ crm: 4, shop: 4 }, { status: 'unfinished' }))
    expect(planned({ clock: '03:06', jobs, records: known }).starts).toEqual(['acme'])
  })
  test('wait for the other sources of the customer, but not for ever', () => {
    const situation = {
      jobs,
      records: records(made({ crm: 4, shop: 3 })),
      running: new Set(['acme/crm']),
    }
    expect(planned({ clock: '03:06', ...situation })).toEqual({ starts: [], wakeAt: '03:20' })
    expect(planned({ clock: '03:20', ...situation }).starts).toEqual(['acme'])
  })
  test('wait for a source that is due with them', () => {
    const known = records(made({ crm: 4, shop: 3 }), ran({ slot: iso('02:00') }))
    expect(planned({ clock: '03:06', jobs, records: known })).toEqual({
      starts: ['acme/crm'],
      wakeAt: '03:20',
    })
  })
})

describe('tables with a calendar of their own', () => {
  const { source: _source, ...timed } = source('acme/x', '15 * * * *')
  const jobs = [source('acme/shop'), { ...timed, id: 'acme' }]
  const ran = record({ slot: iso('03:00') })

  test('are due at their moment, and wait for a source that is due with them', () => {
    const due = {
      jobs,
      records: new Map([
        ['acme/shop', ran],
        ['acme', record({ slot: iso('02:15') })],
      ]),
    }
    expect(planned({ clock: '03:10', ...due })).toEqual({ starts: [], wakeAt: '03:15' })
    expect(planned({ clock: '03:15', ...due }).starts).toEqual(['acme'])
    const running = new Set(['acme/shop'])
    expect(planned({ clock: '03:15', ...due, running })).toEqual({ starts: [], wakeAt: '03:30' })
    expect(planned({ clock: '03:30', ...due, running }).starts).toEqual(['acme'])
  })
  test('that were never made wait until there is something', () => {
    expect(planned({ clock: '03:10', jobs }).starts).toEqual(['acme/shop'])
    const running = new Set(['acme/shop'])
    expect(planned({ clock: '03:10', jobs, running }).starts).toEqual([])
    const records = new Map([['acme/shop', ran]])
    expect(planned({ clock: '03:10', jobs, records }).starts).toEqual(['acme'])
  })
})
