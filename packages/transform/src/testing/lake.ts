import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import {
  activateKey,
  type DeadLetter,
  openStore,
  openTable,
  parseDeadLetter,
  rawBatchKey,
  readLines,
} from '@descant/lake'
import { type Duck, sqlString } from '@descant/lake/duckdb'
import { type SuppressOptions, suppressPeople } from '../erasure/suppress-people.ts'
import { standardModel } from '../model/standard-model.ts'
import { runTransform } from '../run-transform.ts'
import type { TransformOptions } from '../transform-options.ts'
import type { TransformReport } from '../transform-report.ts'

export type Row = Record<string, unknown>

/** The zones of one customer in a folder of its own, for tests; `remove` it at the end. */
export class TestLake {
  readonly directory: string
  /** Each run starts a day after the one before. */
  days = 0
  #parts = 0
  #model = standardModel

  private constructor(directory: string) {
    this.directory = directory
  }

  static async create(): Promise<TestLake> {
    return new TestLake(await mkdtemp(join(tmpdir(), 'descant-lake-')))
  }

  remove = (): Promise<void> => rm(this.directory, { recursive: true })

  zone = (name: string): string => pathToFileURL(join(this.directory, name)).href

  /** Puts one raw object: records, or lines and bytes as they are. */
  async put(
    stream: string,
    content: readonly (object | string)[] | Buffer,
    provider = 'shopify',
    run = 'r1',
    startedAt = new Date('2026-11-23T02:00:00Z'),
  ): Promise<string> {
    const body = Buffer.isBuffer(content)
      ? content
      : gzipSync(
          content
            .map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`)
            .join(''),
        )
    const key = rawBatchKey({ ...this.#name(stream, provider), run, startedAt })
    await openStore(this.zone('raw')).create(key, body)
    return key
  }

  async activate(stream: string, version: unknown, provider = 'shopify'): Promise<void> {
    const key = activateKey(this.#name(stream, provider))
    const body = Buffer.from(JSON.stringify({ stream, version }))
    await openStore(this.zone('raw')).create(key, body)
  }

  run(
    mode: TransformOptions['mode'] = 'incremental',
    options: Partial<TransformOptions> = {},
  ): Promise<TransformReport> {
    this.days += 1
    this.#model = options.model ?? standardModel
    const now = new Date(Date.UTC(2026, 11, this.days))
    return runTransform({
      customer: 'acme',
      raw: this.zone('raw'),
      processed: this.zone('processed'),
      deadLetters: this.zone('dead'),
      state: this.zone('state'),
      mode,
      now: () => now,
      temporaryDirectory: join(this.directory, 'temporary'),
      ...options,
    })
  }

  /** Puts somebody on the suppression list. */
  suppress(who: Partial<SuppressOptions>): Promise<number> {
    const zones = { processed: this.zone('processed'), state: this.zone('state') }
    return suppressPeople({ customer: 'acme', ...zones, ...who })
  }

  /** The rows that a reader of a table sees now, in the order of its key. */
  async rows(duck: Duck, name: string): Promise<Row[]> {
    const store = openStore(this.zone('processed'))
    const table = openTable(store, `acme/${name}`)
    const files = (await table.current())?.files.map(
      ({ path }) => store.localPath(table.key(path)) ?? '',
    )
    if (files === undefined) throw new Error(`there is no table ${name}`)
    if (files.length === 0) return []
    const key = this.#model.entities.find((entity) => entity.name === name)?.key ?? []
    return duck.rows(
      `FROM read_parquet([${files.map(sqlString)}], hive_partitioning = false) ORDER BY ${key}`,
    )
  }

  /** The rows of every table, by its name, without what tells of the run that computed them. */
  async tables(duck: Duck): Promise<Record<string, Row[]>> {
    const all: Record<string, Row[]> = {}
    for (const { name, columns } of this.#model.entities) {
      const ofTheRun = Object.keys(columns).filter((column) => columns[column]?.isOfTheRun)
      const rows = await this.rows(duck, name)
      all[name] = rows.map((row) =>
        Object.fromEntries(Object.entries(row).filter(([column]) => !ofTheRun.includes(column))),
      )
    }
    return all
  }

  async deadLetters(): Promise<DeadLetter[]> {
    const store = openStore(this.zone('dead'))
    const letters: DeadLetter[] = []
    for await (const { key } of store.list('')) {
      for await (const line of readLines(await store.read(key))) letters.push(parseDeadLetter(line))
    }
    return letters
  }

  #name(stream: string, provider: string) {
    const startedAt = new Date('2026-11-23T02:00:00Z')
    return { customer: 'acme', provider, stream, startedAt, run: 'r1', part: this.#parts++ }
  }
}
