import type { TableColumn } from '@descant/lake'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  hasSearchServer,
  type SearchServer,
  searchServers,
  startSearchServer,
} from '../../../../scripts/search-server.ts'
import { profileColumns, profiles } from '../fixtures/orders.ts'
import { useServer } from '../fixtures/use-server.ts'

// What a search server answers is what the assertions are about.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Answer = any

/** Servers take their time to start, so they are part of the longer proofs, which CI runs. */
const isLong = process.env.DESCANT_LONG === '1'

describe.each(searchServers)('%s', (name) => {
  const why = isLong ? 'it is not installed: .ci/servers.sh' : 'with DESCANT_LONG=1'
  if (!isLong || !hasSearchServer(name)) return void test.skip(`is loaded (${why})`, () => {})

  const { query, newZone } = useServer()
  let server: SearchServer
  beforeAll(async () => {
    server = await startSearchServer(name)
  }, 400_000)
  afterAll(() => server?.stop())

  const ask = async (path: string, body?: object) => {
    const init = body && {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    }
    const answer = await fetch(`${server.url}${path}`, init)
    return { status: answer.status, body: (await answer.json()) as Answer }
  }
  const documents = async (alias: string): Promise<Record<string, unknown>> => {
    const { body } = await ask(`/${alias}/_search`, { size: 1000 })
    const hits = body.hits.hits as { _id: string; _source: object }[]
    return Object.fromEntries(hits.map(({ _id, _source }) => [_id, _source]))
  }
  const search = (more: object = {}) => ({ search: { url: server.url, ...more } })
  const generationOf = async (customer: string) =>
    (
      await query<{ generation: string }>(
        `SELECT generation FROM ${customer}.load_state WHERE table_name = 'profiles'`,
      )
    )[0]?.generation

  test('holds what the database holds, through changes, a new generation and back', async () => {
    const { load, rollBack, commit, customer } = newZone()
    const alias = `${customer}-profiles`
    await commit('profiles', { columns: profileColumns, files: { a: profiles(5) } })
    const first = await load(search())
    expect(first.search).toMatchObject([
      { alias, generation: 1, sent: 5, rejected: 0, skipped: false },
    ])
    expect(await documents(alias)).toMatchObject({ p4: { profile_id: 'p4', orders_count: 1 } })
    // What was left out while the index was built is made up for.
    const { body: settings } = await ask(`/${alias}/_settings?flat_settings=true`)
    expect(settings[first.search[0]?.index ?? ''].settings).toMatchObject({
      'index.number_of_replicas': '1',
      'index.refresh_interval': '-1',
      'index.translog.durability': 'request',
    })
    expect((await load(search())).search).toMatchObject([{ skipped: true }])

    const changed = `SELECT * REPLACE (CASE profile_id WHEN 'p1' THEN 9 ELSE orders_count END AS orders_count) FROM (${profiles(3)})
      UNION ALL SELECT 'new "é"', 2`
    await commit('profiles', { columns: profileColumns, files: { a: changed } })
    const second = await load(search())
    expect(second.search).toMatchObject([{ index: first.search[0]?.index, sent: 4, generation: 1 }])
    expect(await documents(alias)).toEqual({
      p0: { profile_id: 'p0', orders_count: 1 },
      p1: { profile_id: 'p1', orders_count: 9 },
      p2: { profile_id: 'p2', orders_count: 1 },
      'new "é"': { profile_id: 'new "é"', orders_count: 2 },
    })

    await commit('profiles', { columns: profileColumns, files: { a: profiles(7, 3) } })
    const third = await load({ ...search(), mode: 'historic' })
    expect(third.search).toMatchObject([{ generation: 2, sent: 0 }])
    expect(third.search[0]?.index).not.toBe(first.search[0]?.index)
    expect(Object.keys(await documents(alias))).toHaveLength(7)
    expect(await generationOf(customer)).toBe('2')

    await rollBack(search())
    expect(Object.keys(await documents(alias))).toHaveLength(4)
    expect(await generationOf(customer)).toBe('1')
    await rollBack(search())
    expect(Object.keys(await documents(alias))).toHaveLength(7)

    // Of three generations the one in use and the one before it are kept.
    await load({ ...search(), mode: 'historic' })
    const { body } = await ask(`/${alias}-g*`)
    expect(Object.keys(body)).toHaveLength(2)
  })

  test('is searched at every moment, and never found empty or mixed', async () => {
    const { load, commit, customer } = newZone()
    const alias = `${customer}-profiles`
    const version = (n: number) =>
      commit('profiles', { columns: profileColumns, files: { a: profiles(500 + n, n) } })
    await version(1)
    await load(search())
    const seen = new Set<string>()
    let isLoading = true
    const reading = (async () => {
      while (isLoading) {
        const { status, body } = await ask(`/${alias}/_search`, {
          size: 0,
          track_total_hits: true,
          aggs: {
            least: { min: { field: 'orders_count' } },
            most: { max: { field: 'orders_count' } },
          },
        })
        const { least, most } = body.aggregations ?? {}
        seen.add(`${status}: ${body.hits?.total.value} of ${least?.value} to ${most?.value}`)
      }
    })()
    for (const n of [2, 3, 4, 5]) {
      await version(n)
      await load({ ...search(), mode: n % 2 ? 'historic' : 'incremental' })
    }
    isLoading = false
    await reading
    const whole = [1, 2, 3, 4, 5].map((n) => `200: ${500 + n} of ${n} to ${n}`)
    expect(whole).toEqual(expect.arrayContaining([...seen]))
    expect(seen.size).toBeGreaterThan(1)
  })

  test('finds times as people and dashboards ask for them', async () => {
    const { load, commit, customer } = newZone()
    const columns: TableColumn[] = [
      { name: 'profile_id', type: 'string', required: true },
      { name: 'at', type: 'timestamptz' },
      { name: 'day', type: 'date' },
    ]
    const times = [
      '1969-07-20 20:17:40+00',
      '2026-01-02 03:04:05+00',
      '2026-01-02 03:04:05.678901+00',
      '2026-02-01 00:00:00+01',
      '2026-03-01 00:00:00+00',
    ]
    const rows = times.map(
      (time, n) =>
        `SELECT 'p${n}' AS profile_id, TIMESTAMPTZ '${time}' AS at, '${time}'::DATE AS day`,
    )
    await commit('profiles', { columns, files: { a: rows.join(' UNION ALL ') } })
    expect((await load(search())).search).toMatchObject([{ sent: 5, rejected: 0 }])
    const alias = `/${customer}-profiles/_search`
    const found = async (range: object, field = 'at') => {
      const { body } = await ask(alias, {
        query: { range: { [field]: range } },
        sort: 'profile_id',
      })
      return (body.hits.hits as { _id: string }[]).map(({ _id }) => _id).join(' ')
    }
    expect(await found({ gte: '2026-01-02', lt: '2026-01-03' })).toBe('p1 p2')
    expect(await found({ lte: '2026-01-02' })).toBe('p0 p1 p2')
    expect(await found({ gte: '2026-01-02T03:04:05.600Z' })).toBe('p2 p3 p4')
    expect(await found({ lt: '2026-02-01T00:30:00+01:00', gte: '2026-01-31' })).toBe('p3')
    expect(await found({ gte: '2026-01-01||+1M/d' })).toBe('p4')
    expect(await found({ gte: 'now-200y/d', lt: '1970' })).toBe('p0')
    expect(await found({ gte: '2026-02' }, 'day')).toBe('p3 p4')
    // As the dashboards of both projects ask, and Grafana.
    const named = { format: 'strict_date_optional_time', gte: '2026-01-02T03:04:05.600' }
    expect(await found(named)).toBe('p2 p3 p4')
    expect(await found({ format: 'epoch_millis', gte: Date.UTC(2026, 1, 1) })).toBe('p4')
    const { body } = await ask(alias, {
      size: 2,
      sort: ['at'],
      search_after: [Date.UTC(2026, 0, 2, 3, 4, 5)],
      aggs: { months: { date_histogram: { field: 'at', calendar_interval: 'month' } } },
    })
    expect(body.hits.hits.map(({ _source }: Answer) => _source.at)).toEqual([
      '2026-01-02T03:04:05.678901Z',
      '2026-01-31T23:00:00Z',
    ])
    const months = body.aggregations.months.buckets.filter((month: Answer) => month.doc_count > 0)
    expect(months.at(-1)).toMatchObject({ key: Date.UTC(2026, 2), doc_count: 1 })
    expect(months.at(-1).key_as_string).toBe('2026-03-01T00:00:00.000Z')
  })

  test('keeps types as they are told, and puts aside what it refuses', async () => {
    const { load, commit, zone, customer } = newZone()
    const columns: TableColumn[] = [
      { name: 'profile_id', type: 'string', required: true },
      { name: 'total_spent', type: 'decimal(18,2)' },
      { name: 'sources', type: { list: 'string' } },
      { name: 'first_order_at', type: 'timestamptz' },
      { name: 'born', type: 'date' },
      { name: 'ratio', type: 'double' },
    ]
    const good = `SELECT 'p' AS profile_id, 12.30::DECIMAL(18,2) AS total_spent, ['a', 'b'] AS sources,
      TIMESTAMPTZ '2026-01-02 03:04:05.678901+05:30' AS first_order_at, DATE '2024-02-29' AS born, 'nan'::DOUBLE AS ratio`
    const bad = `SELECT repeat('x', 600), 1, [], NULL, NULL, NULL`
    const files = { a: `${good} UNION ALL ${bad}` }
    await commit('profiles', { columns, files })
    await expect(load(search())).rejects.toMatchObject({ code: 'LOAD_SEARCH_REJECTED' })
    const report = await load(search({ deadLetters: zone.url }))
    expect(report.search).toMatchObject([{ rejected: 1 }])
    const letters: string[] = []
    for await (const { key } of zone.store.list(`${customer}/search/load`)) letters.push(key)
    expect(letters).toHaveLength(1)
    expect(await documents(`${customer}-profiles`)).toEqual({
      p: {
        profile_id: 'p',
        total_spent: 12.3,
        sources: ['a', 'b'],
        first_order_at: '2026-01-01T21:34:05.678901Z',
        born: '2024-02-29',
        ratio: null,
      },
    })
    const { body } = await ask(`/${customer}-profiles/_mapping`)
    const [index] = Object.values<{ mappings: object }>(body)
    expect(index?.mappings).toMatchObject({
      dynamic: 'strict',
      properties: { profile_id: { type: 'keyword' }, first_order_at: { type: 'date' } },
    })
  })

  test('gets other tables where they are named, and no table that is not loaded', async () => {
    const { load, commit, customer } = newZone()
    const columns: TableColumn[] = [
      { name: 'event_id', type: 'string', required: true },
      { name: 'properties', type: 'string' },
    ]
    const rows = `SELECT 'e1' AS event_id, '{"price":1,"who":{"id":"x"}}' AS properties
      UNION ALL SELECT 'e2', '[{"price":"a lot"}]' UNION ALL SELECT 'e3', 'torn {'`
    const summary = { 'descant.key': 'event_id', 'descant.json': 'properties' }
    await commit('events', { columns, files: { a: rows }, summary })
    await commit('profiles', { columns: profileColumns, files: { a: profiles(2) } })
    await expect(load(search({ tables: ['event'] }))).rejects.toMatchObject({
      code: 'LOAD_NO_TABLES',
    })
    const report = await load(search({ tables: ['events', 'profiles'] }))
    expect(report.search).toMatchObject([
      { table: 'events', sent: 3, rejected: 0 },
      { table: 'profiles', sent: 2 },
    ])
    expect(await documents(`${customer}-events`)).toEqual({
      e1: { event_id: 'e1', properties: { price: 1, who: { id: 'x' } } },
      e2: { event_id: 'e2', properties: [{ price: 'a lot' }] },
      e3: { event_id: 'e3', properties: 'torn {' },
    })
  })

  test('goes on where a load stopped between the database and the search server', async () => {
    const { load, commit, customer } = newZone()
    await commit('profiles', { columns: profileColumns, files: { a: profiles(5) } })
    await load(search())
    await commit('profiles', { columns: profileColumns, files: { a: profiles(6) } })
    await load({ mode: 'historic' })
    expect(Object.keys(await documents(`${customer}-profiles`))).toHaveLength(5)
    expect((await load(search())).search).toMatchObject([{ generation: 2, sent: 6 }])
    expect(Object.keys(await documents(`${customer}-profiles`))).toHaveLength(6)
  })

  test('keeps nothing of a load that was cut off, whatever came after it', async () => {
    const { load, commit, customer } = newZone()
    const alias = `${customer}-profiles`
    const before = profiles(20)
    await commit('profiles', { columns: profileColumns, files: { a: before } })
    await load(search())
    // More than one request, in which p1 changes and others come; none of it stays.
    const cutOff = `SELECT profile_id, orders_count + 7 AS orders_count FROM (${before})
      UNION ALL SELECT 'only now ' || i, i FROM range(30000) r(i)`
    await commit('profiles', { columns: profileColumns, files: { a: cutOff } })
    const stop = new Error('cut off')
    const onProgress = ({ step, bytes = 0 }: { step: string; bytes?: number }) => {
      if (step === 'indexing' && bytes > 0) throw stop
    }
    await expect(load({ ...search(), onProgress })).rejects.toBe(stop)
    const after = `${before} UNION ALL SELECT 'new', 5`
    await commit('profiles', { columns: profileColumns, files: { a: after } })
    const { search: reports } = await load(search())
    expect(reports[0]?.index).toMatch(/-g1-/)
    const found = await documents(alias)
    expect(Object.keys(found)).toHaveLength(21)
    expect(found).toMatchObject({ p1: { orders_count: 1 }, new: { orders_count: 5 } })
  })
})
