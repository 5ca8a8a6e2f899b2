import { openStore, openTable } from '@descant/lake'
import { Duck } from '@descant/lake/duckdb'
import { expect } from 'vitest'
import { standardModel } from '../model/standard-model.ts'
import type { TransformOptions } from '../transform-options.ts'
import type { TransformReport } from '../transform-report.ts'
import { type Row, TestLake } from './lake.ts'
import type { SharedSpark } from './shared-spark.ts'

/** Two lakes that are given the same: one that DuckDB works on, and one that Spark does. */
export class EnginePair {
  readonly embedded: TestLake
  readonly spark: TestLake
  readonly #duck: Duck
  readonly #engine: SharedSpark

  private constructor(duck: Duck, engine: SharedSpark, lakes: readonly [TestLake, TestLake]) {
    this.#duck = duck
    this.#engine = engine
    ;[this.embedded, this.spark] = lakes
  }

  static async open(engine: SharedSpark): Promise<EnginePair> {
    const lakes = [await TestLake.create(), await TestLake.create()] as const
    return new EnginePair(await Duck.open({ threads: 1 }), engine, lakes)
  }

  async each<T>(act: (lake: TestLake) => Promise<T>): Promise<T[]> {
    return [await act(this.embedded), await act(this.spark)]
  }

  put = (...object: Parameters<TestLake['put']>): Promise<string[]> =>
    this.each((lake) => lake.put(...object))

  /** Runs on both engines, and expects reports, tables and dead letters to be equal. Gives back Spark's report. */
  async run(
    mode: TransformOptions['mode'] = 'incremental',
    options: Partial<TransformOptions> = {},
  ): Promise<TransformReport> {
    const embedded = await this.embedded.run(mode, options)
    const spark = await this.runOnSpark(mode, options)
    expect(outcome(spark)).toEqual(outcome(embedded))
    await this.expectEqualLakes(options.model)
    return spark
  }

  /** Runs on Spark alone. */
  runOnSpark = (
    mode: TransformOptions['mode'] = 'incremental',
    options: Partial<TransformOptions> = {},
  ): Promise<TransformReport> =>
    this.spark.run(mode, { spark: { launcher: this.#engine.launcher }, ...options })

  async expectEqualTables(model = standardModel): Promise<void> {
    expect(await this.#tables(this.spark, model)).toEqual(await this.#tables(this.embedded, model))
  }

  async expectEqualLakes(model = standardModel): Promise<void> {
    await this.expectEqualTables(model)
    expect(await letters(this.spark)).toEqual(await letters(this.embedded))
  }

  /** The rows of a table that Spark has made. */
  rows = (name: string): Promise<Row[]> => this.spark.rows(this.#duck, name)

  /** The paths of the files of a table that Spark has made. */
  async files(name: string): Promise<string[]> {
    const table = openTable(openStore(this.spark.zone('processed')), `acme/${name}`)
    return (await table.current())?.files.map(({ path }) => path) ?? []
  }

  async close(): Promise<void> {
    this.#duck.close()
    await this.each((lake) => lake.remove())
  }

  /** The rows of every table, without what DuckDB takes from the paths of files. */
  async #tables(lake: TestLake, { entities }: typeof standardModel) {
    const tables = Object.entries(await lake.tables(this.#duck)).map(([name, rows]) => {
      const columns = Object.keys(entities.find((entity) => entity.name === name)?.columns ?? {})
      return [name, rows.map((row) => columnsOf(row, columns))]
    })
    return Object.fromEntries(tables)
  }
}

const columnsOf = (row: Row, columns: readonly string[]): Row =>
  Object.fromEntries(columns.map((name) => [name, row[name]]))

/** What of a report tells what became of the records; how it was found out may differ. */
const outcome = ({ streams, quality, tables }: TransformReport) => ({
  streams,
  quality,
  tables: tables.map(({ snapshotId, ...table }) => table),
})

/** Letters without what is another in each run: its id, and where its folder lies. */
const letters = async (lake: TestLake) =>
  (await lake.deadLetters())
    .map((letter) =>
      JSON.stringify(letter)
        .replace(/\d{8}T\d{6}Z-[0-9a-f]{8}/g, 'RUN')
        .replaceAll(lake.directory, ''),
    )
    .sort()
