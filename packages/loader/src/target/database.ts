import type { Infer, Logger, Reject, Sink, SinkRecord, SinkStream } from '@descant/sdk'
import { createSchema } from '../postgres/create-schema.ts'
import { checkName } from '../postgres/identifier.ts'
import { nextName, primaryKeyName } from '../tables/table-parts.ts'
import { activateVersion } from './activate-version.ts'
import { dropNext, overwriteTables } from './overwrite.ts'
import { rejectSink } from './reject-sink.ts'
import { SessionPool } from './session-pool.ts'
import type { settings } from './settings.ts'
import { streamSink } from './stream-sink.ts'
import { streamTable } from './stream-table.ts'
import { writeBatch } from './write-batch.ts'

type Settings = Infer<typeof settings>

/** The database of one run of the target. */
export interface Database {
  sink(stream: SinkStream): Sink<SinkRecord>
  rejects(): Sink<Reject>
  activateVersion(stream: string, version: number): Promise<void>
  atEnd(): (() => Promise<void>) | undefined
  close(): Promise<void>
}

/**
 * Connects, so that what is wrong with the address or the user is told before a record is taken.
 *
 * @throws {LoadError} `LOAD_DATABASE_URL`, `LOAD_SERVER_UNREACHABLE`, `LOAD_CREDENTIALS_REFUSED`, …
 */
export async function connectDatabase(config: Settings, log: Logger): Promise<Database> {
  const { schema = 'public', load_method: method = 'upsert', hard_delete = false } = config
  checkName('schema', schema)
  const pool = new SessionPool(config.database_url, config.max_connections ?? 4)
  await pool.use((session) => createSchema({ session, customer: schema }))
  /** Streams whose new tables were begun. */
  const begun = new Set<string>()
  /** The name that the table of a stream, and what belongs to it, has during the run. */
  const nameNow = (name: string) => (method === 'overwrite' ? nextName(name) : name)

  return {
    sink(stream) {
      const table = streamTable(stream, method !== 'append-only')
      const place = {
        schema,
        name: nameNow(stream.name),
        key: table.key,
        keyName: nameNow(primaryKeyName(stream.name)),
        hardDelete: hard_delete,
      }
      let isFresh = false
      return streamSink({
        table,
        log,
        hardDelete: hard_delete,
        write: (batch) =>
          pool.use(async (session) => {
            if (method === 'overwrite' && !begun.has(stream.name)) {
              await dropNext(session, schema, stream.name)
              begun.add(stream.name)
            }
            isFresh = await writeBatch(session, { ...place, isFresh }, batch)
          }),
      })
    },
    rejects: () => rejectSink((work) => pool.use(work), schema),
    // What a run brings is the only version where it overwrites.
    activateVersion: async (stream, version) => {
      if (method === 'overwrite') return
      const place = { schema, name: stream, hardDelete: hard_delete }
      await pool.use((session) => activateVersion(session, place, version))
    },
    atEnd: () =>
      method === 'overwrite'
        ? () => pool.use((session) => overwriteTables(session, schema, [...begun]))
        : undefined,
    close: () => pool.close(),
  }
}
