import type { TableColumn } from '@descant/lake'
import { describe, expect, test } from 'vitest'
import { orderColumns, orders, profileColumns, profiles, useServer } from './fixtures/use-server.ts'

const { query, newZone } = useServer()

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
  ]
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
    const list = `[${texts.map(sqlText).join(', ')}, NULL]`
    const rows = texts.map(
      (text, i) =>
        `(${i}, ${sqlText(text)}, ${list}, [1.5, NULL], [TIMESTAMPTZ '2026-01-02 03:04:05.678901+00'])`,
    )
    const empty = `(100, NULL, [], NULL, []), (101, 'x', [NULL], [], NULL)`
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
      list: [...texts, null],
      prices: '{1.50,NULL}',
      times: '{"2026-01-02 03:04:05.678901+00"}',
    })
    expect(loaded.slice(-2)).toEqual([
      { i: 100, value: null, list: [], prices: null, times: '{}' },
      { i: 101, value: 'x', list: [null], prices: '{}', times: null },
    ])
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
