import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { LoadError } from '../load-error.ts'
import { explainPostgres, type ServerFacts } from './explain-postgres.ts'

/** Long enough for a server far away that has to wake up. */
const connectTimeoutMs = 15_000

/** `MERGE` joins in memory up to here; it took half the time of the default (4 MB) on a million rows. */
const workMemory = '64MB'

const oldestVersion = 12

/** What every session starts with: no limit of the server's cuts a long load off, and values are
 * written in one form whatever the server's own settings. */
const sessionSettings = `
SET statement_timeout = 0; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0;
SET work_mem = '${workMemory}'; SET client_min_messages = error; SET search_path = '';
SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET standard_conforming_strings = on`

export interface CopyResult {
  readonly rows: number
  readonly bytes: number
}

/**
 * A connection to PostgreSQL for one load. The only file that knows `pg` and `pg-copy-streams`.
 *
 * @example
 *   const session = await PostgresSession.open('postgres://loader@localhost/warehouse')
 *   const [row] = await session.rows<{ now: Date }>('SELECT now()')
 *   await session.close()
 */
export class PostgresSession {
  readonly server: ServerFacts
  /** The server's major version. */
  readonly version: number
  readonly #client: pg.Client
  readonly #signal: AbortSignal | undefined
  readonly #cancel: () => void

  private constructor(
    client: pg.Client,
    facts: { server: ServerFacts; version: number; processId: number },
    databaseUrl: string,
    signal: AbortSignal | undefined,
  ) {
    this.#client = client
    this.server = facts.server
    this.version = facts.version
    this.#signal = signal
    this.#cancel = () => void cancelQuery(databaseUrl, facts.processId, client)
    signal?.addEventListener('abort', this.#cancel, { once: true })
  }

  /**
   * Connects. An abort of `signal` cancels what the server is doing for the session.
   *
   * @throws {LoadError} `LOAD_DATABASE_URL`, `LOAD_SERVER_UNREACHABLE`, `LOAD_CREDENTIALS_REFUSED`,
   *   `LOAD_DATABASE_MISSING`, `LOAD_SERVER_TOO_OLD`
   */
  static async open(databaseUrl: string, signal?: AbortSignal): Promise<PostgresSession> {
    const client = await newClient(databaseUrl)
    const server = {
      address: `${client.host}:${client.port}`,
      database: client.database ?? '',
      user: client.user ?? '',
    }
    try {
      await client.connect()
      await client.query(sessionSettings)
      const { rows } = await client.query<{ version: string; process_id: number; user: string }>(
        `SELECT current_setting('server_version_num') AS version, pg_backend_pid() AS process_id,
          current_user AS user`,
      )
      const version = Math.floor(Number(rows[0]?.version) / 10_000)
      if (version < oldestVersion) {
        throw new LoadError(
          'LOAD_SERVER_TOO_OLD',
          `PostgreSQL at ${server.address} is version ${version}; ${oldestVersion} is the oldest that a load works with.`,
        )
      }
      const processId = Number(rows[0]?.process_id)
      const user = rows[0]?.user ?? server.user
      const facts = { server: { ...server, user }, version, processId }
      return new PostgresSession(client, facts, databaseUrl, signal)
    } catch (error) {
      await client.end().catch(() => {})
      throw explainPostgres(error, server)
    }
  }

  /** The rows of one statement. Numbers beyond 2^53 and decimals come as text. */
  async rows<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    this.#signal?.throwIfAborted()
    const { rows } = await this.#client.query<Row, unknown[]>(sql, [...values])
    return rows
  }

  /** Runs one or more statements. */
  async run(sql: string): Promise<void> {
    this.#signal?.throwIfAborted()
    await this.#client.query(sql)
  }

  /**
   * Sends a stream to a `COPY … FROM STDIN`. Where one of both fails, the other ends too.
   *
   * @param onBytes called with the number of bytes sent so far
   */
  async copy(
    sql: string,
    source: Readable,
    onBytes?: (bytes: number) => void,
  ): Promise<CopyResult> {
    this.#signal?.throwIfAborted()
    let bytes = 0
    const target = this.#client.query(copyFrom(sql))
    source.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      onBytes?.(bytes)
    })
    await pipeline(source, target, this.#signal ? { signal: this.#signal } : {})
    return { rows: target.rowCount, bytes }
  }

  /** Runs `work` in a transaction, which is rolled back where it throws. */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    await this.run('BEGIN')
    try {
      const result = await work()
      await this.run('COMMIT')
      return result
    } catch (error) {
      await this.#client.query('ROLLBACK').catch(() => {})
      throw error
    }
  }

  /** Ends the connection; what was not committed is undone by the server. */
  async close(): Promise<void> {
    this.#signal?.removeEventListener('abort', this.#cancel)
    await this.#client.end().catch(() => {})
  }
}

/** Loads the driver, which takes its time, when it is wanted: most commands want none. */
async function newClient(databaseUrl: string): Promise<pg.Client> {
  const invalid = (cause?: unknown) =>
    new LoadError(
      'LOAD_DATABASE_URL',
      'The database URL is not one. It looks like postgres://USER:PASSWORD@HOST:5432/DATABASE, with characters such as @ and / in the password percent-encoded.',
      { exitCode: 2, cause },
    )
  if (!/^postgres(ql)?:\/\//.test(databaseUrl)) throw invalid()
  const { Client } = (await import('pg')).default
  try {
    const client = new Client({
      connectionString: databaseUrl,
      connectionTimeoutMillis: connectTimeoutMs,
      keepAlive: true,
      fallback_application_name: 'descant',
    })
    // A connection that breaks fails the statement at work; without a listener it would end the process.
    client.on('error', () => {})
    return client
  } catch {
    throw invalid()
  }
}

/** Asks the server, over another connection, to stop; where that fails, cuts the connection. */
async function cancelQuery(databaseUrl: string, processId: number, client: pg.Client) {
  const other = await newClient(databaseUrl)
  try {
    await other.connect()
    await other.query('SELECT pg_cancel_backend($1)', [processId])
  } catch {
    client.connection.stream.destroy()
  } finally {
    await other.end().catch(() => {})
  }
}
