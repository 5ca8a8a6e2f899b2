import type { TableColumn } from '@descant/lake'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { orderColumns, orders, profileColumns, profiles } from './fixtures/orders.ts'
import { useServer } from './fixtures/use-server.ts'
import { mergeStatements } from './tables/merge.ts'

const { connect, query, newZone } = useServer()

describe('a first load', () => {
  test('makes the schema, and of every table for users a table with its primary key', async () => {
    const { load, commit, customer } = newZone()
    const { snapshotId } = await commit('orders', {
      columns: orderColumns,
      files: { a: orders('x', 0, 3) },
    })
    await commit('profiles', { columns: profileColumns, files: { a: profiles(2) } })
    await commit('identity_map', { columns: profileColumns, files: { a: profiles(2) } })
    await commit('scratch', {
      columns: profileColumns,
      files: { a: profiles(2) },
      summary: { 'descant.internal': 'true' },
    })
    const report = await load()
    expect(report.tables.map(({ table, rows, inserted }) => [table, rows, inserted])).toEqual([
      ['orders', 3, 3],
      ['profiles', 2, 2],
    ])
    expect(report.tables[0]).toMatchObject({ skipped: false, snapshotId, unchanged: 0 })
    expect(report.tables[0]?.bytes).toBeGreaterThan(30)
    expect(await query(`SELECT * FROM ${customer}.orders WHERE order_id = 'o2'`)).toEqual([
      { provider: 'x', order_id: 'o2', total_price: '2.00', tags: ['t2'] },
    ])
    const described = await query<{ definition: string; doc: string; tables: string }>(
      `SELECT pg_get_constraintdef(c.oid) AS definition, c.conname AS name,
        col_description(c.conrelid, 2) AS doc,
        (SELECT string_agg(tablename, ',' ORDER BY tablename) FROM pg_tables WHERE schemaname = '${customer}') AS tables
      FROM pg_constraint c WHERE conrelid = '${customer}.orders'::regclass AND contype = 'p'`,
    )
    expect(described).toEqual([
      {
        definition: 'PRIMARY KEY (provider, order_id)',
        name: 'orders_pkey',
        doc: "The source's id.",
        tables: 'load_state,orders,profiles',
      },
    ])
  })

  test('of a snapshot without files makes an empty table, and names its key itself', async () => {
    const { load, commit, customer } = newZone()
    const columns: TableColumn[] = [
      { name: 'code', type: 'int', required: true },
      ...profileColumns,
    ]
    await commit('segments', { columns, files: {}, summary: { 'descant.key': 'profile_id, code' } })
    const report = await load()
    expect(report.tables).toMatchObject([{ table: 'segments', rows: 0, inserted: 0 }])
    expect(await query(`SELECT * FROM ${customer}.segments`)).toEqual([])
  })

  test('loads an internal table that is asked for', async () => {
    const { load, commit } = newZone()
    const summary = { 'descant.key': 'profile_id' }
    await commit('identity_map', { columns: profileColumns, files: { a: profiles(2) }, summary })
    const report = await load({ tables: ['identity_map'] })
    expect(report.tables).toMatchObject([{ table: 'identity_map', rows: 2 }])
  })

  test('quotes names whatever they are', async () => {
    const { load, zone } = newZone()
    const customer = 'select "a"; drop'
    const columns: TableColumn[] = [
      { name: 'order', type: 'string', required: true },
      { name: 'user"s', type: 'string' },
    ]
    const files = { a: `SELECT 'k' AS "order", 'v' AS "user""s"` }
    await zone.commit('table', { customer, columns, files, summary: { 'descant.key': 'order' } })
    await load({ customer })
    await zone.commit('table', {
      customer,
      columns,
      files: { a: `SELECT 'k' AS "order", 'w' AS "user""s"` },
      summary: { 'descant.key': 'order' },
    })
    await load({ customer })
    expect(await query(`SELECT * FROM "select ""a""; drop"."table"`)).toEqual([
      { order: 'k', 'user"s': 'w' },
    ])
  })
})

describe('a value', () => {
  const texts = [
    '',
    ' ',
    '\\N',
    'N',
    'NULL',
    '\\.',
    'a\n\\.\nb',
    '"',
    `'`,
    'a,b',
    'line\r\nline\rline\n',
    '\\',
    '{}',
    '\ttab\u0001',
    'ÅßЖ漢字🧑🏽‍🚀',
    '\u2028\ufeff\uffff',
    '$1',
    ...fc.sample(fc.string({ unit: 'binary' }), { seed: 1, numRuns: 200 }),
    ...fc.sample(fc.string({ unit: fc.constantFrom(...'\\,"\n\r{}N. ') }), {
      seed: 2,
      numRuns: 200,
    }),
  ].filter((text) => !text.includes('\0'))
  const sqlText = (text: string) => `'${text.replaceAll("'", "''")}'`

  test('arrives as it is: texts, lists, NULLs apart from empty ones', async () => {
    const { load, commit, customer } = newZone()
    const columns: TableColumn[] = [
      { name: 'i', type: 'int', required: true },
      { name: 'value', type: 'string' },
      { name: 'list', type: { list: 'string' } },
      { name: 'prices', type: { list: 'decimal(18,2)' } },
      { name: 'times', type: { list: 'timestamptz' } },
    ]
    const list = `[${texts.slice(0, 50).map(sqlText).join(', ')}, NULL]`
    const rows = texts.map(
      (text, i) =>
        `(${i}, ${sqlText(text)}, ${list}, [1.5, NULL], [TIMESTAMPTZ '2026-01-02 03:04:05.678901+00'])`,
    )
    const empty = `(1000, NULL, [], NULL, []), (1001, 'x', [NULL], [], NULL)`
    const files = {
      a: `SELECT i, value, list::VARCHAR[] AS list, prices::DECIMAL(18,2)[] AS prices, times::TIMESTAMPTZ[] AS times FROM (VALUES ${rows.join(', ')}, ${empty}) v(i, value, list, prices, times)`,
    }
    await commit('texts', { columns, files, summary: { 'descant.key': 'i' } })
    await load()
    const loaded = await query<{ i: number; value: string | null }>(
      `SELECT i, value, list, prices::text, times::text FROM ${customer}.texts ORDER BY i`,
    )
    expect(loaded.slice(0, -2).map(({ value }) => value)).toEqual(texts)
    expect(loaded[0]).toMatchObject({
      list: [...texts.slice(0, 50), null],
      prices: '{1.50,NULL}',
      times: '{"2026-01-02 03:04:05.678901+00"}',
    })
    expect(loaded.slice(-2)).toEqual([
      { i: 1000, value: null, list: [], prices: null, times: '{}' },
      { i: 1001, value: 'x', list: [null], prices: '{}', times: null },
    ])
  })

  test('is JSON that can be asked into where the snapshot says so', async () => {
    const { load, commit, customer } = newZone()
    const columns: TableColumn[] = [
      { name: 'id', type: 'string', required: true },
      { name: 'properties', type: 'string' },
    ]
    const content = (rows: string) => ({ columns, files: { a: rows } })
    const texts = {
      a: `{"price": 12345678901234567890.10, "path": ["x", "\\u00e9"]}`,
      b: 'torn {',
      c: 'null',
    }
    const values = Object.entries(texts).map(([id, text]) => `('${id}', '${text}')`)
    const rows = `SELECT * FROM (VALUES ${values.join(', ')}, ('d', NULL)) v(id, properties)`
    const summary = { 'descant.key': 'id' }
    await commit('events', { ...content(rows), summary })
    await load()
    const asText = await query(
      `SELECT id, properties FROM ${customer}.events WHERE id < 'd' ORDER BY id`,
    )
    expect(asText).toMatchObject(
      Object.entries(texts).map(([id, properties]) => ({ id, properties })),
    )

    const marked = { ...summary, 'descant.json': 'properties, id' }
    for (const mode of ['incremental', 'historic'] as const) {
      await commit('events', { ...content(rows), summary: marked })
      await load({ mode })
      expect(
        await query(`SELECT id, jsonb_typeof(properties) AS kind, properties->>'price' AS price,
          properties->'path'->>1 AS path, properties #>> '{}' AS text FROM ${customer}.events ORDER BY id`),
      ).toMatchObject([
        { id: 'a', kind: 'object', price: '12345678901234567890.10', path: 'é' },
        { id: 'b', kind: 'string', text: 'torn {' },
        { id: 'c', kind: 'null' },
        { id: 'd', kind: null },
      ])
    }
    const changed = `SELECT id, CASE id WHEN 'b' THEN '{"mended":true}' ELSE properties END AS properties FROM (${rows})`
    await commit('events', { ...content(changed), summary: marked })
    expect((await load()).tables).toMatchObject([{ updated: 1, unchanged: 3 }])
    const withNul = `SELECT 'n' AS id, '{"secret":"\\u0000"}' AS properties`
    await commit('events', { ...content(withNul), summary: marked })
    await expect(load()).rejects.toMatchObject({ code: 'LOAD_TEXT_NUL' })
  })

  test('keeps every digit of numbers, and every microsecond', async () => {
    const { load, commit, customer } = newZone()
    const columns: TableColumn[] = [
      { name: 'id', type: 'long', required: true },
      { name: 'exact', type: 'decimal(38,10)' },
      { name: 'ratio', type: 'double' },
      { name: 'day', type: 'date' },
      { name: 'moment', type: 'timestamptz' },
      { name: 'yes', type: 'boolean' },
    ]
    const row = (...values: string[]) => `(${values.join(', ')})`
    const values = [
      row(
        '9007199254740993',
        "'1234567890123456789012345678.0123456789'",
        '0.1',
        "'2024-02-29'",
        "'2026-11-23 02:00:00.123456+05:30'",
        'true',
      ),
      row(
        '-9223372036854775808',
        "'-0.0000000001'",
        "'nan'",
        "'0001-01-01'",
        "'1969-12-31 23:59:59.999999+00'",
        'false',
      ),
      row('9223372036854775807', 'NULL', "'-inf'", "'9999-12-31'", "'infinity'", 'NULL'),
      row('0', "'0'", '5e-324', "'-infinity'", "'0001-01-01 00:00:00+00'", 'true'),
      row(
        '1',
        "'1.5'",
        '1.7976931348623157e308',
        "'12345-06-07'",
        "'12345-06-07 00:00:00+00'",
        'true',
      ),
    ]
    const files = {
      a: `SELECT id::BIGINT AS id, exact::DECIMAL(38,10) AS exact, ratio::DOUBLE AS ratio, day::DATE AS day, moment::TIMESTAMPTZ AS moment, yes::BOOLEAN AS yes FROM (VALUES ${values.join(', ')}) v(id, exact, ratio, day, moment, yes)`,
    }
    await commit('numbers', { columns, files, summary: { 'descant.key': 'id' } })
    await load()
    const loaded = await query(
      `SELECT id::text, exact::text, ratio::text, day::text, moment::text, yes FROM ${customer}.numbers ORDER BY numbers.id`,
    )
    expect(loaded.map(Object.values)).toEqual([
      [
        '-9223372036854775808',
        '-0.0000000001',
        'NaN',
        '0001-01-01',
        '1969-12-31 23:59:59.999999+00',
        false,
      ],
      ['0', '0.0000000000', '5e-324', '-infinity', '0001-01-01 00:00:00+00', true],
      [
        '1',
        '1.5000000000',
        '1.7976931348623157e+308',
        '12345-06-07',
        '12345-06-07 00:00:00+00',
        true,
      ],
      [
        '9007199254740993',
        '1234567890123456789012345678.0123456789',
        '0.1',
        '2024-02-29',
        '2026-11-22 20:30:00.123456+00',
        true,
      ],
      ['9223372036854775807', null, '-Infinity', '9999-12-31', 'infinity', null],
    ])
  })
})

describe('an incremental load', () => {
  test('of a snapshot that is loaded does nothing', async () => {
    const { load, commit, customer } = newZone()
    await commit('orders', { columns: orderColumns, files: { a: orders('x', 0, 3) } })
    await load()
    const before = await rowVersions(customer)
    const steps: string[] = []
    const report = await load({ onProgress: ({ step }) => steps.push(step) })
    expect(report.tables).toMatchObject([{ skipped: true, rows: 3, unchanged: 3, inserted: 0 }])
    expect(steps).toEqual(['already loaded'])
    expect(await rowVersions(customer)).toEqual(before)
  })

  test('sends what changed, and touches no other row', async () => {
    const { load, commit, customer } = newZone()
    const files = { a: orders('x', 0, 500), b: orders('y', 0, 500) }
    await commit('orders', { columns: orderColumns, files })
    const first = await load()
    const before = await rowVersions(customer)
    const changed = `SELECT * REPLACE (CASE order_id WHEN 'o7' THEN 9.99 ELSE total_price END AS total_price)
      FROM (${orders('y', 5, 503)})`
    await commit('orders', { columns: orderColumns, files: { a: 'keep', b: changed } })
    const report = await load()
    expect(report.tables).toMatchObject([
      { rows: 998, inserted: 3, updated: 1, deleted: 5, unchanged: 994, skipped: false },
    ])
    expect(report.tables[0]?.bytes).toBeLessThan((first.tables[0]?.bytes ?? 0) / 50)
    const after = await rowVersions(customer)
    const touched = [...after].filter(([key, version]) => before.get(key) !== version)
    expect(touched.map(([key]) => key).sort()).toEqual(['y o500', 'y o501', 'y o502', 'y o7'])
    expect([...before.keys()].filter((key) => !after.has(key))).toHaveLength(5)
    expect(
      await query(
        `SELECT total_price FROM ${customer}.orders WHERE (provider, order_id) = ('y', 'o7')`,
      ),
    ).toEqual([{ total_price: '9.99' }])
  })

  test('sees NULL become a value and a value become NULL', async () => {
    const { load, commit, customer } = newZone()
    const file = (first: string, second: string) =>
      `SELECT * FROM (VALUES ('a', ${first}::BIGINT), ('b', ${second}::BIGINT)) v(profile_id, orders_count)`
    await commit('profiles', { columns: profileColumns, files: { a: file('NULL', '1') } })
    await load()
    await commit('profiles', { columns: profileColumns, files: { a: file('1', 'NULL') } })
    expect((await load()).tables).toMatchObject([{ updated: 2, inserted: 0, deleted: 0 }])
    expect(await query(`SELECT * FROM ${customer}.profiles ORDER BY 1`)).toEqual([
      { profile_id: 'a', orders_count: '1' },
      { profile_id: 'b', orders_count: null },
    ])
  })

  test('compares all rows where files of the last snapshot are gone', async () => {
    const { load, commit, zone, customer } = newZone()
    const first = await commit('orders', {
      columns: orderColumns,
      files: { a: orders('x', 0, 50) },
    })
    await load()
    await commit('orders', { columns: orderColumns, files: { a: orders('x', 10, 60, 0) } })
    for (const { path } of first.files) await zone.store.delete(`${customer}/orders/${path}`)
    const [report] = (await load()).tables
    expect(report).toMatchObject({ rows: 50, inserted: 10, updated: 0, deleted: 10, unchanged: 40 })
  })

  test('mends a table that rows were taken from by hand', async () => {
    const { load, commit, customer } = newZone()
    await commit('orders', { columns: orderColumns, files: { a: orders('x', 0, 50) } })
    await load()
    await query(`DELETE FROM ${customer}.orders WHERE order_id IN ('o1', 'o2')`)
    await commit('orders', { columns: orderColumns, files: { a: orders('x', 1, 51, 1) } })
    await load()
    const [sum] = await query(`SELECT count(*)::int, sum(total_price) FROM ${customer}.orders`)
    expect(sum).toEqual({ count: 50, sum: '1325.00' })
  })

  test('loads a table again that was dropped', async () => {
    const { load, commit, customer } = newZone()
    await commit('orders', { columns: orderColumns, files: { a: orders('x', 0, 3) } })
    await load()
    await query(`DROP TABLE ${customer}.orders`)
    expect((await load()).tables).toMatchObject([{ skipped: false, inserted: 3 }])
  })

  test('of a zone that was built anew compares all rows', async () => {
    const { load, commit, zone, customer } = newZone()
    await commit('orders', { columns: orderColumns, files: { a: orders('x', 0, 10) } })
    await load()
    for await (const { key } of zone.store.list('')) await zone.store.delete(key)
    await commit('orders', { columns: orderColumns, files: { a: orders('x', 5, 12) } })
    expect((await load()).tables).toMatchObject([{ inserted: 2, deleted: 5, unchanged: 5 }])
    const [count] = await query(`SELECT count(*)::int FROM ${customer}.orders`)
    expect(count).toEqual({ count: 7 })
  })

  /** What changes when a row is written, by its key. */
  async function rowVersions(customer: string): Promise<Map<string, string>> {
    const rows = await query<{ key: string; version: string }>(
      `SELECT provider || ' ' || order_id AS key, xmin::text || ctid AS version FROM ${customer}.orders`,
    )
    return new Map(rows.map(({ key, version }) => [key, version]))
  }
})

describe('columns', () => {
  const withCity: TableColumn[] = [...profileColumns, { name: 'city', type: 'string' }]

  test('that are new are added, and older rows have none of it', async () => {
    const { load, commit, customer } = newZone()
    await commit('profiles', { columns: profileColumns, files: { a: profiles(2) } })
    await load()
    await query(`CREATE VIEW ${customer}.watched AS SELECT profile_id FROM ${customer}.profiles`)
    const [before] = await query(`SELECT '${customer}.profiles'::regclass::oid AS id`)
    const file = "SELECT 'q' AS profile_id, 1::BIGINT AS orders_count, 'Rome' AS city"
    await commit('profiles', { columns: withCity, files: { a: 'keep', b: file } })
    expect((await load()).tables).toMatchObject([{ inserted: 1, updated: 0, unchanged: 2 }])
    expect(await query(`SELECT profile_id, city FROM ${customer}.profiles ORDER BY 1`)).toEqual([
      { profile_id: 'p0', city: null },
      { profile_id: 'p1', city: null },
      { profile_id: 'q', city: 'Rome' },
    ])
    expect(await query(`SELECT '${customer}.profiles'::regclass::oid AS id`)).toEqual([before])
  })

  test('that are gone are dropped; those that others added stay', async () => {
    const { load, commit, customer } = newZone()
    const file = "SELECT 'q' AS profile_id, 1::BIGINT AS orders_count, 'Rome' AS city"
    await commit('profiles', { columns: withCity, files: { a: file } })
    await load()
    await query(`ALTER TABLE ${customer}.profiles ADD COLUMN mine text DEFAULT 'kept'`)
    await commit('profiles', { columns: profileColumns, files: { a: profiles(1), b: file } })
    await load()
    expect(await query(`SELECT * FROM ${customer}.profiles ORDER BY 1`)).toEqual([
      { profile_id: 'p0', orders_count: '1', mine: 'kept' },
      { profile_id: 'q', orders_count: '1', mine: 'kept' },
    ])
  })

  test('that were dropped and came back have no old values', async () => {
    const { load, commit, customer } = newZone()
    const file = "SELECT 'q' AS profile_id, 1::BIGINT AS orders_count, 'Rome' AS city"
    await commit('profiles', { columns: withCity, files: { a: file } })
    await load()
    await commit('profiles', { columns: profileColumns, files: { a: 'keep' } })
    await commit('profiles', { columns: withCity, files: { a: 'keep' } })
    await load()
    expect(await query(`SELECT city FROM ${customer}.profiles`)).toEqual([{ city: null }])
  })

  test('of a wider type give a new table, with the grants of the old one', async () => {
    const { load, commit, customer } = newZone()
    const narrow: TableColumn[] = [
      { name: 'profile_id', type: 'string', required: true },
      { name: 'orders_count', type: 'int' },
    ]
    const file = (type: string, count: string) =>
      `SELECT 'p' AS profile_id, ${count}::${type} AS orders_count`
    await commit('profiles', { columns: narrow, files: { a: file('INTEGER', '1') } })
    await load()
    await query(`CREATE ROLE "${customer} reader"`)
    await query(`GRANT SELECT ON ${customer}.profiles TO "${customer} reader"`)
    await commit('profiles', {
      columns: profileColumns,
      files: { a: file('BIGINT', '3000000000') },
    })
    await load()
    expect(
      await query(`SELECT orders_count, pg_typeof(orders_count)::text AS type,
        has_table_privilege('${customer} reader', '${customer}.profiles', 'SELECT') AS readable
      FROM ${customer}.profiles`),
    ).toEqual([{ orders_count: '3000000000', type: 'bigint', readable: true }])
    expect((await load()).tables).toMatchObject([{ skipped: true }])
  })

  test('of another type are refused where a view needs the table', async () => {
    const { load, commit, customer } = newZone()
    await commit('profiles', {
      columns: [
        { name: 'profile_id', type: 'string', required: true },
        { name: 'orders_count', type: 'int' },
      ],
      files: { a: "SELECT 'p' AS profile_id, 1 AS orders_count" },
    })
    await load()
    await query(`CREATE VIEW ${customer}.top AS SELECT * FROM ${customer}.profiles`)
    await commit('profiles', { columns: profileColumns, files: { a: profiles(3) } })
    await expect(load()).rejects.toMatchObject({
      code: 'LOAD_TABLE_IN_USE',
      message: expect.stringContaining(
        `orders_count changes from integer to bigint), and that would lose what others built on it: view ${customer}.top`,
      ),
    })
    expect(await query(`SELECT * FROM ${customer}.top`)).toEqual([
      { profile_id: 'p', orders_count: 1 },
    ])
  })
})

test('servers before 17, which cannot count a MERGE, come to the same end', async () => {
  const client = await connect()
  const columns = ['a', 'b', 'note', 'n']
  const outcome = async (serverVersion: number) => {
    await client.query(`BEGIN;
      CREATE TEMP TABLE target (a int, b int, note text, n int, PRIMARY KEY (a, b)) ON COMMIT DROP;
      CREATE TEMP TABLE staging (LIKE target) ON COMMIT DROP;
      INSERT INTO target SELECT i, 0, 'n' || i, i FROM generate_series(1, 50) i;
      INSERT INTO staging SELECT i, 0, CASE WHEN i % 7 > 0 THEN 'n' || i END, i FROM generate_series(20, 70) i`)
    const counts: Record<string, string> = {}
    const options = { target: 'target', staging: 'staging', columns, key: ['a', 'b'] }
    for (const statement of mergeStatements({ ...options, serverVersion, deleteMissing: true })) {
      Object.assign(counts, (await client.query(statement)).rows[0])
    }
    const { rows } = await client.query('TABLE target EXCEPT TABLE staging')
    const { rows: rest } = await client.query('TABLE staging EXCEPT TABLE target')
    await client.query('ROLLBACK')
    return { counts, differ: rows.length + rest.length }
  }
  const expected = { counts: { inserted: '20', updated: '5', deleted: '19' }, differ: 0 }
  const [server] = await query<{ version: number }>(
    "SELECT current_setting('server_version_num')::int / 10000 AS version",
  )
  const newest = server?.version ?? 0
  for (const version of [14, 16, newest].filter((version) => version <= newest)) {
    expect(await outcome(version), `as for ${version}`).toEqual(expected)
  }
})
