import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'
import { Duck } from './duck.ts'
import { DuckError } from './duck-error.ts'
import { sqlIdentifier, sqlString } from './sql-literal.ts'

let duck: Duck
beforeAll(async () => {
  duck = await Duck.open({ memoryLimitMib: 256, threads: 1 })
})
afterAll(() => duck.close())

const value = async (sql: string) => (await duck.rows<{ v: unknown }>(`SELECT ${sql} AS v`))[0]?.v

describe('a value', () => {
  test.each([
    ['1::INTEGER', 1],
    ['9007199254740993', 9007199254740993n],
    ['1::BIGINT', 1n],
    ['count(*)', 1n],
    ['170141183460469231731687303715884105727::HUGEINT', 170141183460469231731687303715884105727n],
    ['0.1::DOUBLE', 0.1],
    ['12.30::DECIMAL(18,2)', '12.30'],
    [
      '99999999999999999999999999999999.999999::DECIMAL(38,6)',
      '99999999999999999999999999999999.999999',
    ],
    ['(-0.01)::DECIMAL(9,2)', '-0.01'],
    ["DATE '2026-01-31'", '2026-01-31'],
    ["TIMESTAMPTZ '2026-01-31 01:02:03.123456+01'", '2026-01-31T00:02:03.123456Z'],
    ["TIMESTAMPTZ '1969-12-31 23:59:59+00'", '1969-12-31T23:59:59.000Z'],
    ["TIMESTAMPTZ 'infinity'", 'infinity'],
    ["TIMESTAMP '2026-01-31 01:02:03'", '2026-01-31T01:02:03.000'],
    ["TIME '01:02:03'", '01:02:03'],
    ['true', true],
    ["'é'", 'é'],
    ['NULL', null],
    ["'\\xFF'::BLOB", Buffer.from([0xff])],
    ['[1.10::DECIMAL(9,2), NULL]', ['1.10', null]],
    [
      "{'at': TIMESTAMPTZ '2026-01-31 00:00:00+00', 'n': 1::BIGINT}",
      { at: '2026-01-31T00:00:00.000Z', n: 1n },
    ],
    ["MAP {'k': 1::BIGINT}", [{ key: 'k', value: 1n }]],
    ['\'{"a": 1}\'::JSON', '{"a": 1}'],
    ["'0198c0de-0000-7000-8000-000000000000'::UUID", '0198c0de-0000-7000-8000-000000000000'],
    ["'b'::ENUM('a', 'b')", 'b'],
  ])('%s is plain', async (sql, plain) => {
    expect(await value(sql)).toEqual(plain)
  })
})

describe('a database', () => {
  test('an interrupt stops what runs on a connection made from it', async () => {
    const second = await duck.connect()
    const endless = second.rows(
      'SELECT count(*) FROM range(1_000_000_000_000) r(i) WHERE i % 7 = 8',
    )
    const stopping = setInterval(() => duck.interrupt(), 5)
    await expect(endless).rejects.toThrow(/interrupt/i)
    clearInterval(stopping)
    second.close()
  })

  test('thinks in UTC, on every connection', async () => {
    const second = await duck.connect()
    const sql = "SELECT '2026-01-31 12:00:00'::TIMESTAMPTZ AS v"
    expect(await duck.rows(sql)).toEqual([{ v: '2026-01-31T12:00:00.000Z' }])
    expect(await second.rows(sql)).toEqual([{ v: '2026-01-31T12:00:00.000Z' }])
    second.close()
    expect(await value('1::INTEGER')).toBe(1)
  })

  test('fetches no extension', async () => {
    await expect(duck.rows("FROM read_parquet('s3://bucket/x.parquet')")).rejects.toThrow(DuckError)
    expect(await value("current_setting('autoinstall_known_extensions')")).toBe(false)
    expect(await value("current_setting('autoload_known_extensions')")).toBe(false)
  })

  test('runs several statements, and gives large results piece by piece', async () => {
    await duck.run('CREATE TABLE t AS FROM range(5000) r(i); DELETE FROM t WHERE i % 2 = 1')
    let count = 0
    let pieces = 0
    for await (const rows of duck.stream<{ i: bigint }>('FROM t ORDER BY i')) {
      pieces += 1
      for (const { i } of rows) {
        if (i !== BigInt(count) * 2n) expect.fail(`row ${count} is ${i}`)
        count += 1
      }
    }
    expect(count).toBe(2500)
    expect(pieces).toBeGreaterThan(1)
  })

  test('spills where it is told, and leaves nothing behind', async () => {
    const own = await Duck.open({ memoryLimitMib: 128, threads: 1 })
    const [row] = await own.rows<{ v: string }>("SELECT current_setting('temp_directory') AS v")
    await mkdir(row?.v ?? '', { recursive: true })
    await writeFile(join(row?.v ?? '', 'spilled'), '')
    own.close()
    expect(existsSync(row?.v ?? '')).toBe(false)
    const folder = temporaryFolder()
    const given = await Duck.open({ temporaryDirectory: folder, memoryLimitMib: 128 })
    given.close()
    expect(existsSync(folder)).toBe(true)
  })
})

describe('a failure', () => {
  test.each([
    ["SELECT 'ann@example.com'::INTEGER", 'Conversion'],
    ["SELECT CAST('ann@example.com' AS DATE)", 'Conversion'],
    [
      "CREATE TABLE k (email VARCHAR PRIMARY KEY); INSERT INTO k VALUES ('ann@example.com'), ('ann@example.com')",
      'Constraint',
    ],
    ["SELECT ann FROM range(1) r(i) WHERE 'ann@example.com' = 'x'", 'Binder'],
    ["SELEC 'ann@example.com'", 'Parser'],
  ])('of %s is put in words without the data', async (sql, kind) => {
    const error = await duck.run(sql).catch((thrown) => thrown)
    expect(error).toBeInstanceOf(DuckError)
    expect(error).toMatchObject({ kind, code: 'LAKE_DUCKDB' })
    expect(error.message).not.toContain('ann@')
    expect(error.message).toMatch(/^DuckDB: /)
  })

  test('of malformed JSON still names file and line', async () => {
    const path = join(temporaryFolder(), 'bad.ndjson')
    await writeFile(path, '{"a":1}\n{"a" 2}\n{"a":3}\n')
    const sql = `FROM read_json(${sqlString(path)}, format='newline_delimited', columns={a: 'VARCHAR'})`
    await expect(duck.rows(sql)).rejects.toThrow(/bad\.ndjson.*line \d/)
  })

  test('of memory says what to raise', async () => {
    const small = await Duck.open({ memoryLimitMib: 16, threads: 1, temporaryDirectory: '' })
    const hungry = small.run(
      'CREATE TABLE t AS SELECT repeat(i::VARCHAR, 200) AS x FROM range(400000) r(i)',
    )
    await expect(hungry).rejects.toMatchObject({ code: 'LAKE_DUCKDB_MEMORY' })
    small.close()
  })

  test('also comes out of a stream', async () => {
    const reading = async () => {
      for await (const _ of duck.stream("SELECT ('x' || i)::INTEGER FROM range(9) r(i)"));
    }
    await expect(reading()).rejects.toThrow(DuckError)
  })
})

test('text and names are quoted', async () => {
  expect(await value(sqlString(`it's "x" \\ é`))).toBe(`it's "x" \\ é`)
  const name = `order "x"; DROP`
  expect(await duck.rows(`SELECT 1::INTEGER AS ${sqlIdentifier(name)}`)).toEqual([{ [name]: 1 }])
})

test('with little memory, what is freed goes back to the system', async () => {
  const kept = () => value(`current_setting('allocator_flush_threshold')`)
  expect(await kept()).toBe('4.0 MiB')
  const roomy = await Duck.open({ memoryLimitMib: 4096, threads: 1 })
  const [row] = await roomy.rows<{ kept: string }>(
    `SELECT current_setting('allocator_flush_threshold') AS kept`,
  )
  roomy.close()
  expect(row?.kept).toBe('128.0 MiB')
})
