import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DuckDBConnection, DuckDBInstance, DuckDBValueConverter } from '@duckdb/node-api'
import { LakeError } from '../errors.ts'
import { DuckError } from './duck-error.ts'
import { memorySettings } from './memory-settings.ts'
import { plainValues } from './plain-value.ts'
import { sqlString } from './sql-literal.ts'

export interface DuckOptions {
  /** Where DuckDB begins to spill; the process itself takes about 250 MiB more.
   * @default three quarters of the memory that this process may use */
  readonly memoryLimitMib?: number
  /** Where it spills. @default a folder of its own under the system's, removed by `close` */
  readonly temporaryDirectory?: string
  /** @default the number of cores */
  readonly threads?: number
}

/**
 * An embedded DuckDB, in memory, that lives in this process: times in UTC, no extension is ever
 * fetched. The package `@duckdb/node-api` must be installed beside this one.
 *
 * @example
 * const duck = await Duck.open({ memoryLimitMib: 1024 })
 * const [row] = await duck.rows<{ total: string }>('SELECT 12.30::DECIMAL(18,2) AS total')
 * duck.close()
 */
export class Duck {
  readonly #instance: DuckDBInstance
  readonly #connection: DuckDBConnection
  readonly #plain: DuckDBValueConverter<unknown>
  readonly #cleanUp: () => void
  readonly #others = new Set<Duck>()

  private constructor(
    instance: DuckDBInstance,
    connection: DuckDBConnection,
    plain: DuckDBValueConverter<unknown>,
    cleanUp: () => void,
  ) {
    this.#instance = instance
    this.#connection = connection
    this.#plain = plain
    this.#cleanUp = cleanUp
  }

  /** @throws {LakeError} `LAKE_DUCKDB_MISSING` where the package is not installed. */
  static async open(options: DuckOptions = {}): Promise<Duck> {
    const duckdb = await loadDuckDb()
    const own = options.temporaryDirectory === undefined
    const spill = options.temporaryDirectory ?? mkdtempSync(join(tmpdir(), 'descant-duckdb-'))
    const instance = await duckdb.DuckDBInstance.create(':memory:', {
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      ...memorySettings(options.memoryLimitMib),
      temp_directory: spill,
      ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
    })
    const cleanUp = () => {
      instance.closeSync()
      if (own) rmSync(spill, { recursive: true, force: true })
    }
    const connection = await connectInUtc(instance)
    return new Duck(instance, connection, plainValues(duckdb), cleanUp)
  }

  /**
   * A second connection to the same database, for work at the same time. It sees no temporary table of
   * this one. Close it before this one.
   */
  async connect(): Promise<Duck> {
    const connection = await connectInUtc(this.#instance)
    const other = new Duck(this.#instance, connection, this.#plain, () => {
      this.#others.delete(other)
    })
    this.#others.add(other)
    return other
  }

  /** Runs one or more statements. @throws {DuckError} */
  async run(sql: string): Promise<void> {
    await this.#connection.run(sql).catch(rethrow)
  }

  /**
   * The rows of a query as plain objects. BIGINT and wider become bigint (so does `count(*)`),
   * smaller integers and doubles number, DECIMAL a string with all its digits, DATE 'YYYY-MM-DD',
   * TIMESTAMPTZ an ISO string in UTC that keeps microseconds ('2026-11-23T02:00:00.123456Z'),
   * TIMESTAMP the same without 'Z', LIST an array, STRUCT an object, MAP an array of { key, value },
   * BLOB a Buffer, JSON, UUID and ENUM a string.
   *
   * @throws {DuckError}
   */
  async rows<T = Record<string, unknown>>(sql: string): Promise<T[]> {
    const reader = await this.#connection.runAndReadAll(sql).catch(rethrow)
    return reader.convertRowObjects(this.#plain) as T[]
  }

  /**
   * The rows of a query a few thousand at a time, with memory for no more. Until the loop ends the
   * connection belongs to it: run other statements on another one (`connect`).
   *
   * @throws {DuckError}
   */
  async *stream<T = Record<string, unknown>>(sql: string): AsyncGenerator<T[]> {
    const result = await this.#connection.stream(sql).catch(rethrow)
    try {
      for await (const rows of result.yieldConvertedRowObjects(this.#plain)) yield rows as T[]
    } catch (error) {
      rethrow(error)
    }
  }

  /** Stops what is running on this connection and on those made from it: their statements throw. */
  interrupt(): void {
    this.#connection.interrupt()
    for (const other of this.#others) other.interrupt()
  }

  /** Frees everything, at once. */
  close(): void {
    this.#connection.closeSync()
    this.#cleanUp()
  }
}

async function loadDuckDb() {
  try {
    return await import('@duckdb/node-api')
  } catch (error) {
    throw new LakeError(
      'LAKE_DUCKDB_MISSING',
      'DuckDB cannot be loaded: install it next to this package (npm install @duckdb/node-api).',
      { cause: error },
    )
  }
}

async function connectInUtc(instance: DuckDBInstance): Promise<DuckDBConnection> {
  const connection = await instance.connect()
  await connection.run(`SET TimeZone = ${sqlString('UTC')}`)
  return connection
}

function rethrow(error: unknown): never {
  throw DuckError.from(error)
}
