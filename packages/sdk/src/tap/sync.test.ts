import { Writable } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AuthError, RequestError } from '../errors.ts'
import { silentLogger } from '../log.ts'
import { createMetrics } from '../metrics.ts'
import type { Catalog } from '../protocol/catalog.ts'
import { TapState } from '../protocol/state.ts'
import { MessageWriter } from '../protocol/write-messages.ts'
import { defineStream, type ReadContext } from './define-stream.ts'
import { defineTap } from './define-tap.ts'
import { sync } from './sync.ts'

interface Row {
  readonly id: number
  readonly at: string
  readonly note?: string
}

/** A source in memory, in the order of `at`, that can fail after some records. */
interface Source {
  rows: Row[]
  failAfter?: number
  readonly asked: (string | undefined)[]
}

const schema = {
  type: 'object',
  required: ['id', 'at'],
  properties: {
    id: { type: 'integer' },
    at: { type: 'string', format: 'date-time' },
    note: { type: 'string' },
  },
} as const

const readRows = (order: 'ascending' | 'as they lie') =>
  async function* (source: Source, { since }: Pick<ReadContext<string>, 'since'>) {
    source.asked.push(since)
    const rows = source.rows.filter(({ at }) => since === undefined || at >= since)
    if (order === 'ascending') rows.sort((a, b) => a.at.localeCompare(b.at) || a.id - b.id)
    let left = source.failAfter ?? Number.POSITIVE_INFINITY
    for (const row of rows) {
      if (left-- <= 0) throw new RequestError('the source broke')
      yield row
    }
  }

const sorted = defineStream({
  name: 'sorted',
  schema,
  keyProperties: ['id'],
  replicationKey: 'at',
  sorted: true,
  read: readRows('ascending'),
})

const unsorted = defineStream({
  name: 'unsorted',
  schema,
  keyProperties: ['id'],
  replicationKey: 'at',
  read: readRows('as they lie'),
})

interface RunOptions {
  readonly state?: unknown
  readonly catalog?: Catalog
  readonly startDate?: string
  readonly signal?: AbortSignal
  readonly concurrency?: number
  readonly now?: () => number
  readonly activatesVersions?: boolean
}

type Streams = Parameters<
  typeof defineTap<{ type: 'object'; properties: Record<string, never> }, Source>
>[0]['streams']

const runSync = async (streams: Streams, source: Source, options: RunOptions = {}) => {
  let text = ''
  const output = new Writable({
    write(chunk, _encoding, done) {
      text += chunk
      done()
    },
  })
  const metrics = createMetrics({ log: silentLogger })
  const signal = options.signal ?? new AbortController().signal
  const tap = defineTap({
    name: 'tap-memory',
    config: { type: 'object', properties: {} },
    connect: () => source,
    streams,
  })
  const context = { log: silentLogger, metrics, signal, userAgent: '', saveConfig: async () => {} }
  const outcomes = await sync({
    streams: await tap.open({}, context),
    catalog: options.catalog,
    state: new TapState(options.state),
    writer: new MessageWriter(output),
    startDate: options.startDate,
    concurrency: options.concurrency ?? 1,
    signal,
    log: silentLogger,
    metrics,
    ...(options.now ? { now: options.now } : {}),
    activatesVersions: options.activatesVersions ?? false,
  })
  const messages = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  return {
    outcomes,
    messages,
    records: messages.filter(({ type }) => type === 'RECORD').map(({ record }) => record as Row),
    state: messages.filter(({ type }) => type === 'STATE').at(-1)?.value,
  }
}

const second = (n: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, n)).toISOString()
const rowsOf = (seconds: readonly number[]): Row[] =>
  seconds.map((n, id) => ({ id, at: second(n) }))
const source = (rows: Row[], failAfter?: number): Source => ({
  rows,
  asked: [],
  ...(failAfter === undefined ? {} : { failAfter }),
})
const ids = (rows: readonly Row[]) => rows.map(({ id }) => id).sort((a, b) => a - b)

describe.each([
  ['sorted', sorted],
  ['unsorted', unsorted],
])('an incremental stream, %s', (name, stream) => {
  test('is read once, and then only what is new', async () => {
    const data = source(rowsOf([1, 2, 2]))
    const first = await runSync([stream], data)
    expect(ids(first.records)).toEqual([0, 1, 2])
    expect(first.state.bookmarks[name]).toMatchObject({ replication_key_value: second(2) })

    const nothing = await runSync([stream], data, { state: first.state })
    expect(nothing.records).toEqual([])

    data.rows.push({ id: 3, at: second(2) }, { id: 4, at: second(9) })
    const next = await runSync([stream], data, { state: nothing.state })
    expect(ids(next.records)).toEqual([3, 4])
    expect(data.asked).toEqual([undefined, second(2), second(2)])
  })

  test('a record that changed within the second of the bookmark is not taken for a repeat', async () => {
    const data = source(rowsOf([1]))
    const first = await runSync([stream], data)
    data.rows = [{ id: 0, at: second(1), note: 'changed' }]
    expect((await runSync([stream], data, { state: first.state })).records).toHaveLength(1)
  })

  test('begins at start_date without a bookmark', async () => {
    const { records } = await runSync([stream], source(rowsOf([1, 5, 9])), { startDate: second(5) })
    expect(ids(records)).toEqual([1, 2])
  })

  test('loses nothing wherever it breaks, for any data and any number of breaks', async () => {
    const seconds = fc.array(fc.nat({ max: 6 }), { maxLength: 25 })
    const breaks = fc.array(fc.nat({ max: 25 }), { maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(seconds, breaks, async (at, failures) => {
        const data = source(rowsOf(at))
        const seen = new Set<number>()
        let state: unknown
        for (const failAfter of [...failures, undefined]) {
          if (failAfter === undefined) delete data.failAfter
          else data.failAfter = failAfter
          const run = await runSync([stream], data, { state })
          for (const { id } of run.records) seen.add(id)
          state = run.state ?? state
        }
        expect([...seen].sort((a, b) => a - b)).toEqual(ids(data.rows))
      }),
      { numRuns: 60 },
    )
  })
})

test('a record without a replication value is written, and moves no bookmark', async () => {
  const loose = defineStream({
    name: 'loose',
    schema: {
      type: 'object',
      properties: { id: { type: 'integer' }, at: { type: ['null', 'string'] } },
    },
    keyProperties: ['id'],
    replicationKey: 'at',
    sorted: true,
    async *read() {
      yield [{ id: 1, at: second(1) }, { id: 2, at: null }, { id: 3 }]
    },
  })
  const { records, state } = await runSync([loose], source([]))
  expect(ids(records)).toEqual([1, 2, 3])
  expect(state.bookmarks.loose.replication_key_value).toBe(second(1))
})

test('a sorted stream goes on where it broke', async () => {
  const data = source(rowsOf(Array.from({ length: 3000 }, (_, n) => n)), 2500)
  const broken = await runSync([sorted], data)
  expect(broken.outcomes[0]?.failure).toBeInstanceOf(RequestError)
  delete data.failAfter
  const { records } = await runSync([sorted], data, { state: broken.state })
  expect(records).toHaveLength(500)
})

test('an unsorted stream that tells cursors goes on from the last one', async () => {
  const paged = defineStream({
    name: 'paged',
    schema,
    keyProperties: ['id'],
    replicationKey: 'at',
    async *read(data: Source, { since, cursor, checkpoint }) {
      const rows = data.rows.filter(({ at }) => since === undefined || at >= since)
      for (let page = (cursor as number | undefined) ?? 0; page < rows.length; page++) {
        if (page === data.failAfter) throw new RequestError('the source broke')
        yield rows[page] as Row
        checkpoint(page + 1)
      }
    },
  })
  const data = source(rowsOf([9, 1, 5]), 2)
  const broken = await runSync([paged], data)
  expect(broken.state.bookmarks.paged).not.toHaveProperty('replication_key_value')
  delete data.failAfter
  const resumed = await runSync([paged], data, { state: broken.state })
  expect(ids(resumed.records)).toEqual([2])
  expect(resumed.state.bookmarks.paged).toMatchObject({ replication_key_value: second(9) })
  expect(resumed.state.bookmarks.paged).not.toHaveProperty('cursor')
})

test('a stream that is sorted in name only loses nothing', async () => {
  const liar = defineStream({
    name: 'liar',
    schema,
    keyProperties: ['id'],
    replicationKey: 'at',
    sorted: true,
    read: readRows('as they lie'),
  })
  const data = source(rowsOf([5, 9, 1, 7, 3]), 4)
  const broken = await runSync([liar], data)
  delete data.failAfter
  const { records, state } = await runSync([liar], data, { state: broken.state })
  expect(ids(records)).toEqual([0, 1, 2, 3, 4])
  expect(state.bookmarks.liar).toMatchObject({ replication_key_value: second(9) })
})

test('5,000 ties at the boundary are repeated in part, never lost, and the STATE stays small', async () => {
  const data = source(rowsOf(Array.from({ length: 5000 }, () => 1)))
  const first = await runSync([sorted], data)
  expect(JSON.stringify(first.state).length).toBeLessThan(25_000)
  data.rows.push({ id: 5000, at: second(1) })
  const { records } = await runSync([sorted], data, { state: first.state })
  expect(ids(records)).toContain(5000)
})

test('lookback reads again what may have come late, and writes only what is new', async () => {
  const late = defineStream({
    name: 'late',
    schema,
    keyProperties: ['id'],
    replicationKey: 'at',
    sorted: true,
    lookbackSeconds: 10,
    read: readRows('ascending'),
  })
  const data = source(rowsOf([1, 15, 20]))
  const first = await runSync([late], data)
  data.rows.push({ id: 3, at: second(12) }, { id: 4, at: second(25) })
  const { records } = await runSync([late], data, { state: first.state })
  expect(ids(records)).toEqual([3, 4])
  expect(data.asked[1]).toBe(second(10).replace('.000Z', 'Z'))
})

describe('a stream with few records', () => {
  const sparse = defineStream({
    name: 'sparse',
    schema,
    keyProperties: ['id'],
    replicationKey: 'at',
    async *read(data: Source, { since, reached }) {
      data.asked.push(since)
      yield data.rows
      reached(second(50))
    },
  })

  test('moves its bookmark to where it has been read, without a record there', async () => {
    const data = source([])
    const { state } = await runSync([sparse], data)
    expect(state.bookmarks.sparse).toMatchObject({ replication_key_value: second(50) })
    await runSync([sparse], data, { state })
    expect(data.asked).toEqual([undefined, second(50)])
  })

  test('does not move it back', async () => {
    const { state } = await runSync([sparse], source(rowsOf([55])))
    expect(state.bookmarks.sparse).toMatchObject({ replication_key_value: second(55) })
  })
})

test('an urgent cursor is in STATE before the stream goes on', async () => {
  let told: unknown
  const waiting = defineStream({
    name: 'waiting',
    schema,
    keyProperties: ['id'],
    replicationKey: 'at',
    async *read(_: Source, { checkpoint, cursor }) {
      told ??= cursor
      for (const job of [7, 8]) checkpoint({ job }, { isUrgent: true })
      checkpoint({ job: 9 })
      yield []
      throw new RequestError('killed while it waits')
    },
  })
  const { messages, state } = await runSync([waiting], source([]))
  const states = messages.filter(({ type }) => type === 'STATE')
  expect(states.map(({ value }) => value.bookmarks.waiting.cursor.job)).toEqual([7, 8, 9])
  await runSync([waiting], source([]), { state })
  expect(told).toEqual({ job: 9 })
})

test('the catalog tells what a stream says of its fields', async () => {
  const told = defineStream({
    name: 'told',
    schema,
    keyProperties: ['id'],
    fieldMetadata: { note: { 'selected-by-default': false }, at: { inclusion: 'automatic' } },
    read: readRows('as they lie'),
  })
  const rows = [{ id: 1, at: second(1), note: 'x' }]
  const { records } = await runSync([told], source(rows))
  expect(records).toEqual([{ id: 1, at: second(1) }])
  const catalog = {
    streams: [
      {
        tap_stream_id: 'told',
        stream: 'told',
        schema,
        metadata: [{ breadcrumb: ['properties', 'at'], metadata: { selected: false } }],
      },
    ],
  }
  const selected = await runSync([told], source(rows), {
    catalog: {
      streams: catalog.streams.map((entry) => ({
        ...entry,
        metadata: [{ breadcrumb: [], metadata: { selected: true } }, ...entry.metadata],
      })),
    },
  })
  expect(selected.records[0]).toHaveProperty('at')
})

describe('a stream that is read whole', () => {
  const pages = defineStream({
    name: 'pages',
    schema,
    keyProperties: ['id'],
    async *read(data: Source, { cursor, checkpoint }) {
      for (let page = (cursor as number | undefined) ?? 0; page < 5; page++) {
        if (page === data.failAfter) throw new RequestError('the source broke')
        yield [{ id: page, at: second(page) }]
        checkpoint(page + 1)
      }
    },
  })

  test('goes on from its cursor where it broke, and begins anew when it is done', async () => {
    const data = source([], 3)
    const broken = await runSync([pages], data)
    expect(ids(broken.records)).toEqual([0, 1, 2])
    delete data.failAfter
    const resumed = await runSync([pages], data, { state: broken.state })
    expect(ids(resumed.records)).toEqual([3, 4])
    const again = await runSync([pages], data, { state: resumed.state })
    expect(ids(again.records)).toEqual([0, 1, 2, 3, 4])
  })
})

describe('versions of a stream that is read whole', () => {
  const whole = defineStream({
    name: 'whole',
    schema,
    keyProperties: ['id'],
    async *read(data: Source, { cursor, checkpoint }) {
      for (let page = (cursor as number | undefined) ?? 0; page < 3; page++) {
        if (page === data.failAfter) throw new RequestError('the source broke')
        yield { id: page, at: second(page) }
        checkpoint(page + 1)
      }
    },
  })
  const versions = (messages: { type: string; version?: number }[]) =>
    messages
      .filter(({ version }) => version !== undefined)
      .map(({ type, version }) => [type, version])

  test('are on each record, and activated when all have been read', async () => {
    const run = await runSync([whole], source([]), { activatesVersions: true, now: () => 7 })
    expect(versions(run.messages)).toEqual([
      ['RECORD', 7],
      ['RECORD', 7],
      ['RECORD', 7],
      ['ACTIVATE_VERSION', 7],
    ])
    expect(run.messages.at(-1)).toMatchObject({ type: 'STATE' })
  })

  test('stay the same until the reading is done', async () => {
    const data = source([], 2)
    const broken = await runSync([whole], data, { activatesVersions: true, now: () => 7 })
    expect(versions(broken.messages).map(([type]) => type)).not.toContain('ACTIVATE_VERSION')
    delete data.failAfter
    const options = { activatesVersions: true, now: () => 9 }
    const resumed = await runSync([whole], data, { ...options, state: broken.state })
    expect(versions(resumed.messages)).toEqual([
      ['RECORD', 7],
      ['ACTIVATE_VERSION', 7],
    ])
    const next = await runSync([whole], data, { ...options, state: resumed.state })
    expect(versions(next.messages)[0]).toEqual(['RECORD', 9])
  })
})

test('a log-based stream stands where it was last told, from run to run', async () => {
  const log = defineStream({
    name: 'log',
    schema,
    keyProperties: ['id'],
    logBased: true,
    async *read(data: Source, { cursor, checkpoint }) {
      const from = (cursor as number | undefined) ?? 0
      for (const [index, row] of data.rows.entries()) {
        if (index < from) continue
        yield row
        checkpoint(index + 1)
      }
    },
  })
  const data = source(rowsOf([1, 2]))
  const first = await runSync([log], data)
  data.rows.push({ id: 2, at: second(3) })
  const next = await runSync([log], data, { state: first.state })
  expect(ids(next.records)).toEqual([2])
  expect((await runSync([log], data, { state: next.state })).records).toEqual([])
})

describe('one stream that fails', () => {
  const failing = defineStream({
    name: 'failing',
    schema,
    keyProperties: ['id'],
    // biome-ignore lint/correctness/useYield: it fails before its first record.
    async *read(_source: Source) {
      throw new RequestError('no such page')
    },
  })

  test.each([1, 2])('leaves the others alone, %d at once', async (concurrency) => {
    const { outcomes, records } = await runSync([failing, sorted], source(rowsOf([1, 2])), {
      concurrency,
    })
    expect(ids(records)).toEqual([0, 1])
    expect(outcomes.map(({ stream, failure }) => [stream, failure !== undefined])).toEqual([
      ['failing', true],
      ['sorted', false],
    ])
  })

  test('ends the run where the credentials are refused', async () => {
    const refused = defineStream({
      name: 'refused',
      schema,
      keyProperties: ['id'],
      // biome-ignore lint/correctness/useYield: it fails before its first record.
      async *read(_source: Source) {
        throw new AuthError('the token is not known')
      },
    })
    await expect(runSync([refused, sorted], source(rowsOf([1])))).rejects.toBeInstanceOf(AuthError)
  })

  test('goes first in the next run', async () => {
    const data = source(rowsOf([1]))
    const state = { bookmarks: {}, currently_syncing: 'unsorted', custom: 1 }
    const { messages, state: last } = await runSync([sorted, unsorted], data, { state })
    expect(messages[0]).toMatchObject({ type: 'SCHEMA', stream: 'unsorted' })
    expect(last).toMatchObject({ custom: 1 })
    expect(last).not.toHaveProperty('currently_syncing')
  })
})

test('what is not selected is neither asked for nor written', async () => {
  const catalog = {
    streams: [
      {
        tap_stream_id: 'sorted',
        stream: 'sorted',
        schema,
        metadata: [
          { breadcrumb: [], metadata: { selected: true } },
          { breadcrumb: ['properties', 'note'], metadata: { selected: 'false' } },
        ],
      },
      {
        tap_stream_id: 'unsorted',
        stream: 'unsorted',
        schema,
        metadata: [{ breadcrumb: [], metadata: { selected: false } }],
      },
    ],
  }
  const rows = [{ id: 1, at: second(1), note: 'x' }]
  const { messages, records } = await runSync([sorted, unsorted], source(rows), { catalog })
  expect(records).toEqual([{ id: 1, at: second(1) }])
  expect(messages[0].schema.properties).not.toHaveProperty('note')
  expect(messages.some(({ stream }) => stream === 'unsorted')).toBe(false)
})

test('told to stop, it leaves a STATE to go on from', async () => {
  const controller = new AbortController()
  const endless = defineStream({
    name: 'endless',
    schema,
    keyProperties: ['id'],
    replicationKey: 'at',
    sorted: true,
    async *read() {
      for (let id = 0; ; id++) {
        if (id === 7) controller.abort()
        yield { id, at: second(id) }
      }
    },
  })
  const run = await runSync([endless, sorted], source(rowsOf([1])), { signal: controller.signal })
  expect(run.outcomes.map(({ isStopped }) => isStopped)).toEqual([true, true])
  expect(run.state).toMatchObject({
    currently_syncing: 'endless',
    bookmarks: { endless: { replication_key_value: second(7) } },
  })
})

describe('windows', () => {
  const windowed = (concurrency: number) =>
    defineStream({
      name: 'windowed',
      schema,
      keyProperties: ['id'],
      replicationKey: 'at',
      windowSeconds: 10,
      concurrency,
      async *read(data: Source, { since = '', until = '' }) {
        data.asked.push(since)
        if (Date.parse(since) === data.failAfter) throw new RequestError('the window broke')
        yield data.rows.filter(({ at }) => at >= since && at < until)
      },
    })
  const now = () => Date.UTC(2026, 0, 1, 0, 1)

  test.each([1, 3])(
    'that fail are read again, the others stand, %d at once',
    async (concurrency) => {
      const stream = windowed(concurrency)
      const data = source(rowsOf([5, 15, 25, 35]), Date.parse(second(10)))
      const broken = await runSync([stream], data, { startDate: second(0), now })
      expect(ids(broken.records)).toEqual([0, 2, 3])
      expect(broken.outcomes[0]?.failure).toBeInstanceOf(RequestError)
      expect(broken.state.bookmarks.windowed.open_windows).toHaveLength(1)
      delete data.failAfter
      const { records, state } = await runSync([stream], data, { state: broken.state, now })
      expect(ids(records)).toEqual([1])
      expect(state.bookmarks.windowed).not.toHaveProperty('open_windows')
    },
  )

  test('are given up where three in a row fail', async () => {
    const down = defineStream({
      name: 'down',
      schema,
      keyProperties: ['id'],
      replicationKey: 'at',
      windowSeconds: 1,
      // biome-ignore lint/correctness/useYield: it fails before its first record.
      async *read(data: Source, { since }) {
        data.asked.push(since)
        throw new RequestError('the source is down')
      },
    })
    const data = source([])
    await runSync([down], data, { startDate: second(0), now })
    expect(data.asked).toHaveLength(3)
  })

  test('need a beginning', async () => {
    await expect(runSync([windowed(1)], source([]))).rejects.toThrow(/start_date.*windowed/)
  })
})

describe('parents and children', () => {
  const part = {
    type: 'object',
    required: ['id', 'of'],
    properties: { id: { type: 'string' }, of: { type: 'integer' } },
  } as const

  interface Parts extends Source {
    readonly calls: number[]
    failOn?: number
  }

  const parts = defineStream({
    name: 'parts',
    schema: part,
    keyProperties: ['id'],
    parent: sorted,
    concurrency: 4,
    async *read(data: Source, { parent }) {
      const shop = data as Parts
      shop.calls.push(parent.id as number)
      if (parent.id === shop.failOn) throw new RequestError('no parts')
      yield [{ id: `${parent.id}-a`, of: parent.id }]
      yield { id: `${parent.id}-b`, of: parent.id }
    },
  })
  const pieces = defineStream({
    name: 'pieces',
    schema: part,
    keyProperties: ['id'],
    parent: parts,
    async *read(_data: Source, { parent }) {
      yield { id: `${parent.id}-1`, of: parent.of }
    },
  })
  const shop = (seconds: readonly number[], failOn?: number): Parts => ({
    ...source(rowsOf(seconds)),
    calls: [],
    ...(failOn === undefined ? {} : { failOn }),
  })
  const of = (
    run: { messages: { type: string; stream: string; record: { id: unknown } }[] },
    stream: string,
  ) =>
    run.messages
      .filter((message) => message.type === 'RECORD' && message.stream === stream)
      .map(({ record }) => record.id)

  test('are read together, children of children too, each SCHEMA once', async () => {
    const run = await runSync([sorted, parts, pieces], shop([1, 2]))
    expect(of(run, 'sorted')).toEqual([0, 1])
    expect(of(run, 'parts').sort()).toEqual(['0-a', '0-b', '1-a', '1-b'])
    expect(of(run, 'pieces').sort()).toEqual(['0-a-1', '0-b-1', '1-a-1', '1-b-1'])
    expect(run.messages.filter(({ type }) => type === 'SCHEMA')).toHaveLength(3)
    const order = run.messages.filter(({ type }) => type === 'RECORD').map(({ stream }) => stream)
    expect(order.indexOf('sorted')).toBeLessThan(order.indexOf('parts'))
    expect(order.indexOf('parts')).toBeLessThan(order.indexOf('pieces'))
  })

  test('a next run reads children of new parents alone', async () => {
    const data = shop([1, 2])
    const first = await runSync([sorted, parts], data)
    data.rows.push({ id: 2, at: second(9) })
    data.calls.length = 0
    const next = await runSync([sorted, parts], data, { state: first.state })
    expect(of(next, 'parts').sort()).toEqual(['2-a', '2-b'])
    expect(data.calls).toEqual([2])
  })

  test('a child that fails leaves its parent alone and goes on where it failed', async () => {
    const data = shop([1, 2, 3, 4, 5, 6, 7, 8, 9], 5)
    const broken = await runSync([sorted, parts], data)
    expect(of(broken, 'sorted')).toHaveLength(9)
    expect(broken.outcomes.map(({ failure }) => failure !== undefined)).toEqual([false, true])
    delete data.failOn
    const next = await runSync([sorted, parts], data, { state: broken.state })
    expect(of(next, 'sorted')).toEqual([])
    const all = new Set([...of(broken, 'parts'), ...of(next, 'parts')])
    expect(all.size).toBe(18)
  })

  test('a child that fails under an unsorted parent is read again from where the run began', async () => {
    const under = defineStream({
      name: 'under',
      schema: part,
      keyProperties: ['id'],
      parent: unsorted,
      async *read(data: Source, { parent }) {
        if (parent.id === (data as Parts).failOn) throw new RequestError('no parts')
        yield { id: `${parent.id}`, of: parent.id }
      },
    })
    const data = shop([3, 1, 2], 1)
    const broken = await runSync([unsorted, under], data)
    delete data.failOn
    const next = await runSync([unsorted, under], data, { state: broken.state })
    expect(of(next, 'under').sort()).toEqual(['0', '1', '2'])
  })

  test('a child that is selected later is read from the beginning', async () => {
    const data = shop([1, 2])
    const first = await runSync([sorted], data)
    const later = await runSync([sorted, parts], data, { state: first.state })
    expect(of(later, 'sorted')).toEqual([])
    expect(of(later, 'parts').sort()).toEqual(['0-a', '0-b', '1-a', '1-b'])
  })

  test('a parent that is not wanted is read for its children', async () => {
    const catalog = { streams: [{ tap_stream_id: 'parts', stream: 'parts', schema: part }] }
    const run = await runSync([sorted, parts], shop([1]), { catalog })
    expect(of(run, 'parts').sort()).toEqual(['0-a', '0-b'])
    expect(run.messages.some(({ stream }) => stream === 'sorted')).toBe(false)
  })

  test('STATE does not grow with the number of parents', async () => {
    const size = async (count: number) => {
      const data = shop(Array.from({ length: count }, (_, n) => n))
      return JSON.stringify((await runSync([sorted, parts], data)).state).length
    }
    expect(await size(2000)).toBeLessThan((await size(20)) + 20)
  })
})
