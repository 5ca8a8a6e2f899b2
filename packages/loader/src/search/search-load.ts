import { type ObjectStore, openStore, type S3Options } from '@descant/lake'
import { LoadError } from '../load-error.ts'
import type { LoadRun } from '../load-run.ts'
import type { TableReport } from '../table-report.ts'
import type { TableInZone } from '../zone/table-in-zone.ts'
import { explainSearch } from './explain-search.ts'
import { aliasOf } from './index-name.ts'
import { Indexes } from './indexes.ts'
import { openSearchEngine } from './open-search-engine.ts'
import type { SearchEngine } from './search-engine.ts'
import type { SearchReport } from './search-report.ts'
import { buildIndex, loadIndex, publishIndex } from './search-table.ts'

/** What people search for. */
const searchedTables = ['profiles']

export interface SearchOptions {
  /** `https://USER:PASSWORD@HOST:9200`, of Elasticsearch or OpenSearch. */
  readonly url: string
  /** Tables that are indexed. @default profiles */
  readonly tables?: readonly string[]
  /** The zone for documents that the server refuses; without it the first one ends the load. */
  readonly deadLetters?: string
  readonly s3?: S3Options
}

/**
 * Makes sure that the tables that are asked for are among those that are loaded.
 *
 * @throws {LoadError} `LOAD_NO_TABLES`
 */
export function checkSearchTables({ tables = [] }: SearchOptions, loaded: readonly string[]): void {
  const missing = tables.find((table) => !loaded.includes(table))
  if (missing === undefined) return
  throw new LoadError(
    'LOAD_NO_TABLES',
    `The search server is to get the table ${missing}, which is not among those that are loaded (${loaded.join(', ')}): correct its name, or load it too.`,
    { exitCode: 2 },
  )
}

/** The search side of a load: what a load does between and after the steps of the database. */
export class SearchLoad {
  readonly #engine: SearchEngine
  readonly #tables: readonly string[]
  readonly #deadLetters: ObjectStore | undefined

  private constructor(engine: SearchEngine, { tables, deadLetters, s3 }: SearchOptions) {
    this.#engine = engine
    this.#tables = tables ?? searchedTables
    this.#deadLetters = deadLetters === undefined ? undefined : openStore(deadLetters, s3)
  }

  /** @throws {LoadError} `LOAD_SEARCH_URL`, `LOAD_SEARCH_UNREACHABLE`, `LOAD_SEARCH_CREDENTIALS` */
  static async open(options: SearchOptions): Promise<SearchLoad> {
    return new SearchLoad(await openSearchEngine(options.url), options)
  }

  /** Builds the indexes of a new generation, before its tables are put in their places. */
  async build(run: LoadRun, sources: readonly TableInZone[], generation: number): Promise<void> {
    await this.#inWords(async () => {
      for (const source of this.#searched(sources)) {
        await buildIndex(this.#optionsFor(run, source, generation))
      }
    })
  }

  /** Brings the indexes to where the tables of the database are by now. */
  async load(
    run: LoadRun,
    sources: readonly TableInZone[],
    tables: readonly TableReport[],
  ): Promise<SearchReport[]> {
    return await this.#inWords(async () => {
      const reports: SearchReport[] = []
      for (const source of this.#searched(sources)) {
        const { generation } = tables.find(({ table }) => table === source.name) ?? {}
        if (generation === undefined) continue
        reports.push(await loadIndex(this.#optionsFor(run, source, generation)))
      }
      return reports
    })
  }

  /**
   * Leads readers back to the indexes of the generations that the tables of the database are of.
   *
   * @throws {LoadError} `LOAD_NO_PREVIOUS` where one is no longer there
   */
  async rollBack(customer: string, tables: readonly TableReport[]): Promise<void> {
    await this.#inWords(async () => {
      for (const { table, generation } of tables) {
        if (!this.#tables.includes(table)) continue
        const indexes = new Indexes(this.#engine, aliasOf(customer, table))
        const found = await indexes.find()
        const index = found.find(
          ({ facts }) => facts.generation === generation && facts.snapshotId !== undefined,
        )
        if (index === undefined) throw noIndex(table, generation)
        if (!index.isLive) await publishIndex(indexes, index.name)
      }
    })
  }

  async close(): Promise<void> {
    await this.#engine.close()
  }

  #searched(sources: readonly TableInZone[]): readonly TableInZone[] {
    return sources.filter(({ name }) => this.#tables.includes(name))
  }

  #optionsFor(run: LoadRun, source: TableInZone, generation: number) {
    const indexes = new Indexes(this.#engine, aliasOf(run.customer, source.name))
    return { run, source, indexes, generation, deadLetters: this.#deadLetters }
  }

  async #inWords<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      throw explainSearch(error, this.#engine.address)
    }
  }
}

const noIndex = (table: string, generation: number) =>
  new LoadError(
    'LOAD_NO_PREVIOUS',
    `The tables are rolled back, and there is no search index of ${table} of generation ${generation} to go back to: the index stays as it is. Load again to build one.`,
  )
