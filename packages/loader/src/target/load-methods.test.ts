import { runTargetInMemory } from '@descant/sdk/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { useServer } from '../fixtures/use-server.ts'
import { PostgresSession } from '../postgres/postgres.ts'
import { batchRows } from './batch-rows.ts'
import { columnTypeOf } from './column-type.ts'
import { binaryField } from './rows/binary-field.ts'
import { rowLayout } from './rows/row-layout.ts'
import { RowMaker } from './rows/row-maker.ts'
import { targetPostgres } from './target.ts'
import { writeStraight } from './write-straight.ts'

const { databaseUrl, query } = useServer()
let schemas = 0

const schemaOf = (properties: object, keys: readonly string[] = ['id'], stream = 'people') =>
  JSON.stringify({
    type: 'SCHEMA',
    stream,
    schema: { type: 'object', properties: { id: { type: 'integer' }, ...properties } },
    key_properties: keys,
  })
const record = (members: object, version?: number, stream = 'people') =>
  JSON.stringify({ type: 'RECORD', stream, record: members, ...(version ? { version } : {}) })
const rawRecord = (text: string) => `{"type":"RECORD","stream":"people","record":${text}}`
const activate = (version: number) =>
  JSON.stringify({ type: 'ACTIVATE_VERSION', stream: 'people', version })
const state = (value: unknown) => JSON.stringify({ type: 'STATE', value })

const name = { name: { type: ['null', 'string'] } }

/** A schema of its own, and what a run of the target does in it. */
function newTarget(settings: object = {}) {
  const schema = `own_${++schemas}`
  return {
    schema,
    run: async (lines: readonly string[], more: object = {}) => {
      const config = { database_url: databaseUrl(), schema, ...settings, ...more }
      return await runTargetInMemory(targetPostgres, lines, { config })
    },
    rows: (columns: string, table = 'people') =>
      query<Record<string, unknown>>(`SELECT ${columns} FROM ${schema}.${table} ORDER BY 1, 2`),
  }
}

const tombstone = (id: number) => record({ id, _sdc_deleted_at: '2026-01-01T00:00:00Z' })

describe('append-only', () => {
  test('makes a row of every record, without a key', async () => {
    const { run, rows } = newTarget({ load_method: 'append-only' })
    const lines = [schemaOf(name), record({ id: 1, name: 'a' }), record({ id: 1, name: 'b' })]
    expect((await run(lines)).failure).toBeUndefined()
    await run(lines)
    expect(await rows('id::int, name')).toHaveLength(4)
  })
})

describe('upsert', () => {
  test('keeps what a batch of an older run says of a newer row out', async () => {
    const { run, rows, schema } = newTarget()
    await run([schemaOf(name), record({ id: 1, name: 'new' }), record({ id: 2, name: 'b' })])
    await query(`UPDATE ${schema}.people SET _sdc_sequence = 9e15 WHERE id = 1`)
    await run([schemaOf(name), record({ id: 1, name: 'old' }), record({ id: 2, name: 'c' })])
    expect(await rows('id::int, name')).toEqual([
      { id: 1, name: 'new' },
      { id: 2, name: 'c' },
    ])
  })

  test('keeps deleted rows with their values and marks them, or removes them', async () => {
    const lines = [
      schemaOf(name),
      ...[1, 2].map((id) => record({ id, name: `n${id}` })),
      tombstone(1),
      tombstone(3),
    ]
    const soft = newTarget()
    await soft.run(lines)
    await soft.run([schemaOf(name), tombstone(2), record({ id: 3, name: 'back' })])
    expect(await soft.rows('id::int, name, _sdc_deleted_at IS NOT NULL AS gone')).toEqual([
      { id: 1, name: 'n1', gone: true },
      { id: 2, name: 'n2', gone: true },
      { id: 3, name: 'back', gone: false },
    ])
    const hard = newTarget({ hard_delete: true })
    await hard.run(lines)
    expect(await hard.rows('id::int, name')).toEqual([{ id: 2, name: 'n2' }])
    await hard.run([schemaOf(name), tombstone(2), record({ id: 1, name: 'again' })])
    expect(await hard.rows('id::int, name')).toEqual([{ id: 1, name: 'again' }])
  })

  test.each([
    [true, []],
    [false, [1, 3]],
  ])('takes older versions away (hard_delete %s)', async (hard_delete, kept) => {
    const { run, rows } = newTarget({ hard_delete })
    const first = [1, 2, 3].map((id) => record({ id, name: 'first' }, id === 3 ? undefined : 5))
    await run([schemaOf(name), ...first])
    await run([schemaOf(name), record({ id: 2, name: 'second' }, 6), activate(6)])
    const all = await rows('id::int, name, _sdc_deleted_at')
    const gone = all.filter((row) => row._sdc_deleted_at !== null).map(({ id }) => id)
    expect(gone).toEqual(kept)
    expect(all.filter((row) => row._sdc_deleted_at === null)).toMatchObject([
      { id: 2, name: 'second' },
    ])
  })
})

describe('overwrite', () => {
  const overwrite = { load_method: 'overwrite' }

  test('puts what a run brings in place of the table when it ends, and tells STATE then', async () => {
    const { run, rows, schema } = newTarget(overwrite)
    await run([schemaOf(name), record({ id: 1, name: 'a' }), record({ id: 2, name: 'b' })])
    await query(`CREATE VIEW ${schema}.seen AS SELECT name FROM ${schema}.people;
      CREATE INDEX by_name ON ${schema}.people (name)`)
    const lines = [schemaOf(name), record({ id: 3, name: 'c' }), state(1)]
    const cut = await run([...lines, '{"type":'])
    expect(cut.failure).toBeDefined()
    expect(cut.states).toEqual([])
    expect(await rows('name, 1', 'seen')).toHaveLength(2)

    expect((await run([...lines, record({ id: 3, name: 'd' })])).states).toEqual(['1'])
    expect(await rows('id::int, name')).toEqual([{ id: 3, name: 'd' }])
    expect(await rows('name, 1 AS n', 'seen')).toEqual([{ name: 'd', n: 1 }])
    const left = await query(
      `SELECT relname FROM pg_class WHERE relnamespace = '${schema}'::regnamespace ORDER BY 1`,
    )
    expect(left.flatMap(Object.values)).toEqual(['by_name', 'people', 'people_pkey', 'seen'])
  })

  test('changes a table in place that has a trigger', async () => {
    const { run, rows, schema } = newTarget(overwrite)
    await run([schemaOf(name), record({ id: 1, name: 'a' })])
    await query(`CREATE TRIGGER same BEFORE UPDATE ON ${schema}.people
      FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()`)
    await run([schemaOf(name), record({ id: 2, name: 'b' })])
    expect(await rows('id::int, name')).toEqual([{ id: 2, name: 'b' }])
  })
})

describe('values', () => {
  const times = [
    '2026-01-02T03:04:05Z',
    '2026-01-02t03:04:05.6789z',
    '2024-02-29T23:59:59.123456+05:30',
    '0001-01-01T00:00:00.1-15:59',
    '1999-12-31T23:59:60Z',
    '9999-12-31T23:59:59.9999999Z',
    '1900-03-01T00:00:00.0000005+00:00',
    '2000-01-01T00:00:00.0000015+00:00',
  ]
  const dates = ['0001-01-01', '1582-10-10', '2000-02-29', '2000-01-01', '9999-12-31']
  const numbers = [
    ...['0', '-0', '-0.00', '1', '10000', '99999999', '0.0001', '12345.678900', '-1e-7', '1.50e3'],
    ...['1E+20', '123456789012345678901234567890.5', `1${'0'.repeat(300)}.01`, '1e-16383'],
  ]
  const values = [...times, ...dates, ...numbers]

  test('are what the server reads of their text', async () => {
    const { run, schema } = newTarget()
    const properties = {
      at: { type: ['null', 'string'], format: 'date-time' },
      day: { type: ['null', 'string'], format: 'date' },
      n: { type: ['null', 'number'] },
      written: { type: 'string' },
    }
    const lines = values.map((value, id) => {
      const name = times.includes(value) ? 'at' : dates.includes(value) ? 'day' : 'n'
      const json = name === 'n' ? value : JSON.stringify(value)
      // Else the server would be compared with itself.
      expect(binaryField(json, columnTypeOf(properties[name]))).toBeDefined()
      return rawRecord(`{"id":${id},"${name}":${json},"written":"${value}"}`)
    })
    expect((await run([schemaOf(properties), ...lines])).failure).toBeUndefined()
    const wrong = await query(`SELECT written, at, day, n FROM ${schema}.people WHERE CASE
      WHEN at IS NOT NULL THEN at <> written::timestamptz WHEN day IS NOT NULL THEN day <> written::date
      ELSE n::text IS DISTINCT FROM written::numeric::text END`)
    expect(wrong).toEqual([])
    const written = await query<{ written: string }>(`SELECT written FROM ${schema}.people`)
    expect(written.map((row) => row.written).sort()).toEqual([...values].sort())
  })

  test('that only the server can read are left to it, where records are not validated', async () => {
    const { run, rows } = newTarget({ validate_records: false })
    const at = { at: { type: 'string', format: 'date-time' }, n: { type: 'integer' } }
    const lines = [
      record({ id: 1, at: '2026-01-02T00:00:00Z', n: 1 }),
      record({ id: 2, at: '2 January 2026 UTC', n: '2' }),
    ]
    expect((await run([schemaOf(at), ...lines, record({ id: 1, n: 3 })])).failure).toBeUndefined()
    const midnight = new Date('2026-01-02T00:00:00Z')
    expect(await rows('id::int, at, n::int')).toEqual([
      { id: 1, at: null, n: 3 },
      { id: 2, at: midnight, n: 2 },
    ])
    const { failure } = await run([schemaOf(at), record({ id: 3, at: 'soon' })])
    expect(failure).toMatchObject({ code: 'LOAD_VALUE_REFUSED' })
  })
})

test('rows go straight into a table only as long as it has their shape and no key of theirs', async () => {
  const { run, rows, schema } = newTarget()
  await run([schemaOf(name), record({ id: 1, name: 'a' })])
  const stream = { name: 'people', schemaText: '', keyProperties: ['id'] }
  const properties = { id: { type: 'integer' }, ...name }
  const layout = rowLayout({ ...stream, schema: { properties } }, true)
  const place = { schema, name: 'people', key: ['id'], keyName: 'people_pkey', hardDelete: false }
  const session = await PostgresSession.open(databaseUrl())
  onTestFinished(() => session.close())
  const write = async (id: number) => {
    const lines = Buffer.from(`{"id":${id},"name":"b"}\n`)
    const parts = [new RowMaker(layout, undefined).make(lines)]
    const columns = layout.columns.map((column) => ({ ...column, copied: column.type }))
    return await writeStraight(session, place, { ...batchRows(parts, layout, false), columns })
  }
  expect(await write(2)).toBe('written')
  expect(await write(1)).toBe('a key is there')
  await query(`ALTER TABLE ${schema}.people ALTER name TYPE varchar(5)`)
  expect(await write(3)).toBe('the table has another shape')
  await query(`ALTER TABLE ${schema}.people ALTER name TYPE text, DROP CONSTRAINT people_pkey`)
  expect(await write(1)).toBe('the table has another shape')
  expect(await rows('id::int, name')).toEqual([
    { id: 1, name: 'a' },
    { id: 2, name: 'b' },
  ])
})

describe('a schema that changes', () => {
  test('adds columns and widens types, and keeps every value', async () => {
    const { run, rows } = newTarget()
    const at = { type: 'string', format: 'date-time' }
    await run([
      schemaOf({ n: { type: 'integer' }, at }),
      record({ id: 1, n: 7, at: '2026-01-02T03:04:05.678Z' }),
    ])
    await run([
      schemaOf({ n: { type: 'number' }, at: { type: 'string' }, more: { type: 'object' } }),
      record({ id: 2, n: 0.5, at: 'soon', more: { deep: [1] } }),
    ])
    await run([schemaOf({ n: { type: 'integer' } }), record({ id: 3, n: 8 })])
    expect(await rows('id::int, n::text, at, more')).toEqual([
      { id: 1, n: '7', at: '2026-01-02T03:04:05.678+00:00', more: null },
      { id: 2, n: '0.5', at: 'soon', more: { deep: [1] } },
      { id: 3, n: '8', at: null, more: null },
    ])
    await run([
      schemaOf({ n: { type: ['string', 'integer'] } }),
      record({ id: 4, n: 'x' }),
      record({ id: 5, n: 9 }),
    ])
    expect(await rows('id::int, n')).toMatchObject([
      { n: 7 },
      { n: 0.5 },
      { n: 8 },
      { n: 'x' },
      { n: 9 },
    ])
  })

  test('holds whole numbers beyond 64 bits, which no schema has told of', async () => {
    const { run, rows } = newTarget()
    await run([schemaOf({ n: { type: 'integer' } }), record({ id: 1, n: 1 })])
    const big = '123456789012345678901234567890'
    expect(
      (await run([schemaOf({ n: { type: 'integer' } }), rawRecord(`{"id":2,"n":${big}}`)])).failure,
    ).toBeUndefined()
    expect(await rows('id::int, n::text')).toEqual([
      { id: 1, n: '1' },
      { id: 2, n: big },
    ])
  })

  test('leaves the columns that someone else has typed, and converts to them', async () => {
    const { run, rows, schema } = newTarget()
    await query(`CREATE SCHEMA ${schema};
      CREATE TABLE ${schema}.people (id integer PRIMARY KEY, name varchar(5), mine text DEFAULT 'x')`)
    await run([schemaOf(name), record({ id: 1, name: 'a' })])
    expect(await rows('id, name, mine')).toEqual([{ id: 1, name: 'a', mine: 'x' }])
    const { failure } = await run([schemaOf(name), record({ id: 2, name: 'too long' })])
    expect(failure).toMatchObject({ code: 'LOAD_VALUE_REFUSED' })
    expect(String(failure)).not.toContain('too long')
  })
})

describe('what cannot be', () => {
  test.each([
    ['a column of 64 bytes', schemaOf({ ['x'.repeat(64)]: {} }), 'LOAD_NAME_INVALID'],
    ['a column without a name', schemaOf({ '': {} }), 'LOAD_NAME_INVALID'],
    ['a table of 64 bytes', schemaOf({}, ['id'], 'x'.repeat(64)), 'LOAD_NAME_INVALID'],
  ])('%s is refused in words', async (_, schema, code) => {
    const { run } = newTarget()
    expect((await run([schema])).failure).toMatchObject({ code })
  })

  test('names that differ by case, and reserved words, are no trouble', async () => {
    const { run, rows } = newTarget()
    const words = { Name: { type: 'string' }, name: { type: 'string' }, select: { type: 'string' } }
    await run([schemaOf(words), record({ id: 1, Name: 'A', name: 'a', select: 's' })])
    expect(await rows('id::int, "Name", name, "select"')).toEqual([
      { id: 1, Name: 'A', name: 'a', select: 's' },
    ])
  })

  test('a key without a value is told of, and nothing of its batch is there', async () => {
    const { run, schema } = newTarget()
    const { failure, states } = await run([
      schemaOf({ id: { type: ['null', 'integer'] } }),
      record({ id: 1 }),
      record({ id: null }),
      state(1),
    ])
    expect(failure).toMatchObject({ code: 'LOAD_KEY_NULL' })
    expect(states).toEqual([])
    expect(await query(`SELECT to_regclass('${schema}.people') AS t`)).toEqual([{ t: null }])
  })

  test('a view in the place of the table stays', async () => {
    const { run, schema } = newTarget()
    await query(`CREATE SCHEMA ${schema}; CREATE VIEW ${schema}.people AS SELECT 1 AS id`)
    const { failure } = await run([schemaOf(name), record({ id: 1, name: 'a' })])
    expect(failure).toMatchObject({ code: 'LOAD_TABLE_FOREIGN' })
  })
})
