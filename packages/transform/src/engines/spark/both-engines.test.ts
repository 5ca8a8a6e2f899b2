import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { standardModel } from '../../model/standard-model.ts'
import { firstRecords, laterRecords } from '../../testing/awkward-records.ts'
import { EnginePair } from '../../testing/engine-pair.ts'
import type { Row } from '../../testing/lake.ts'
import { SharedSpark } from '../../testing/shared-spark.ts'
import { icebergJar, noSpark, runPython, testSpark } from '../../testing/spark.ts'

vi.setConfig({ testTimeout: 3_600_000, hookTimeout: 3_600_000 })

describe.skipIf(noSpark)('runs on both engines', () => {
  let spark: SharedSpark
  let pair: EnginePair
  beforeAll(async () => {
    spark = new SharedSpark()
    pair = await EnginePair.open(spark)
  })
  afterAll(async () => {
    await pair?.close()
    await spark?.close()
  })

  test('a first run makes equal tables, as spark-submit starts it', async () => {
    await pair.each(firstRecords)
    await pair.embedded.run('incremental')
    await pair.runOnSpark('incremental', { spark: { launcher: testSpark() } })
    await pair.expectEqualLakes()
  })

  test('a later run makes equal tables, and leaves files alone that it changes no row of', async () => {
    const before = await pair.files('orders')
    await pair.each(laterRecords)
    await pair.run('incremental')
    const after = await pair.files('orders')
    expect(before.length).toBe(2)
    expect(after.filter((path) => before.includes(path))).toEqual([
      expect.stringContaining('2026-03'),
    ])
  })

  test('a historic run makes equal tables', async () => {
    await pair.run('historic')
  })

  test('pyiceberg and Spark read back every table that Spark wrote, value for value', async () => {
    const folders = standardModel.entities.map(({ name }) => ({
      name,
      path: join(pair.spark.directory, 'processed', 'acme', name),
    }))
    const read = await runPython<Record<string, Record<string, Row[]>>>(
      new URL('../../testing/read_tables.py', import.meta.url),
      icebergJar,
      ...folders.map(({ path }) => path),
    )
    for (const { name, path } of folders) {
      const columns = standardModel.entities.find((one) => one.name === name)?.columns ?? {}
      const rows = (await pair.rows(name)).map((row) => asText(row, columns))
      expect(sorted(read[path]?.pyiceberg ?? [])).toEqual(sorted(rows))
      expect(sorted(read[path]?.spark ?? [])).toEqual(sorted(rows))
    }
  })
})

/** A row as the Python readers print it. */
function asText(row: Row, columns: Readonly<Record<string, { readonly type: unknown }>>): Row {
  const shown = (value: unknown, type: unknown): unknown => {
    if (value === null || typeof value === 'boolean') return value
    if (type === 'timestamptz') return `time ${withMicros(String(value))}`
    if (type === 'date') return `date ${value}`
    if (type === 'int' || type === 'long') return `integer ${value}`
    return String(type).startsWith('decimal') ? `decimal ${value}` : value
  }
  return Object.fromEntries(
    Object.entries(columns).map(([name, { type }]) => [name, shown(row[name], type)]),
  )
}

/** `2026-01-01T00:00:00.000Z` as Python writes it, to the microsecond. */
const withMicros = (time: string) => {
  const [start = '', fraction = ''] = time.replace('Z', '').split('.')
  return `${start}.${fraction.padEnd(6, '0')}+00:00`
}

const sorted = (rows: readonly Row[]) =>
  rows.map((row) => JSON.stringify(row, Object.keys(row).sort())).sort()
