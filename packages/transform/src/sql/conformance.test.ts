import { Duck } from '@descant/lake/duckdb'
import { expect, test } from 'vitest'
import { callingCodesStep } from '../standards/calling-codes.ts'
import { texts } from '../testing/awkward-texts.ts'
import { dialectQueries } from '../testing/dialect-queries.ts'
import { noSpark, runSteps } from '../testing/spark.ts'
import type { Dialect } from './dialect.ts'
import { duckdbDialect } from './duckdb-dialect.ts'
import { sparkDialect } from './spark-dialect.ts'

test.skipIf(noSpark)(
  'every expression gives the same value on DuckDB and on Spark',
  { timeout: 3_600_000 },
  async () => {
    const codes = (d: Dialect) => callingCodesStep(d)
    const duck = await Duck.open({ threads: 1 })
    await duck.run(`CREATE TEMP TABLE calling_codes AS ${codes(duckdbDialect).query}`)
    const onSpark = await runSteps([
      { do: 'query', keep: false, ...codes(sparkDialect) },
      ...Object.entries(dialectQueries(sparkDialect)).map(
        ([name, query]) => ({ do: 'ask', name, query }) as const,
      ),
    ])
    for (const [name, sql] of Object.entries(dialectQueries(duckdbDialect))) {
      const embedded = (await duck.rows(sql)).map(told)
      const spark = (onSpark.answers[name] ?? []).map(told)
      expect(spark.length).toBe(embedded.length)
      expect(differences(embedded, spark)).toEqual([])
    }
    duck.close()
  },
)

type Row = Readonly<Record<string, unknown>>

/** JSON leaves NULL out, and knows no bigint. */
const told = (row: object): Row =>
  Object.fromEntries(
    Object.entries(row)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value]),
  )

/** Each value that the engines do not agree on, with the text that it was made from. */
function differences(embedded: readonly Row[], spark: readonly Row[]): unknown[] {
  return embedded.flatMap((row, index) => {
    const other = spark[index] ?? {}
    const names = new Set([...Object.keys(row), ...Object.keys(other)])
    return [...names]
      .filter((name) => JSON.stringify(row[name]) !== JSON.stringify(other[name]))
      .map((name) => ({
        name,
        of: texts[Number(row.n)] ?? row,
        duckdb: row[name],
        spark: other[name],
      }))
  })
}
