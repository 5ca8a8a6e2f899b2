import type { Infer, Logger, PackedRecords, Reject, Sink, SinkStream } from '@descant/sdk'
import { createSchema } from '../postgres/create-schema.ts'
import { checkName } from '../postgres/identifier.ts'
import { nextName, primaryKeyName } from '../tables/table-parts.ts'
import { activateVersion } from './activate-version.ts'
import { dropNext, overwriteTables } from './overwrite.ts'
import { rejectSink } from './reject-sink.ts'
import type { CopyRows } from './rows/copy-rows.ts'
import { layoutOf } from './rows/row-layout.ts'
import { SessionPool } from './session-pool.ts'
import type { settings } from './settings.ts'
import { streamSink } from './stream-sink.ts'
import { streamTable } from './stream-table.ts'
import { StreamWriter } from './stream-writer.ts'

type Settings = Infer<typeof settings>

/** The database of one run of the target. */
export interface Database {
  /** Whether a record replaces the one with its key. */
  readonly isKeyed: boolean
  sink(stream: SinkStream): Sink<PackedRecords<CopyRows>>
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
  const isKeyed = method !== 'append-only'
  const writers = new Map<string, StreamWriter>()
  /** The name that the table of a stream, and what belongs to it, has during the run. */
  const nameNow = (name: string) => (method === 'overwrite' ? nextName(name) : name)

  const writerOf = (stream: string): StreamWriter => {
    const writer =
      writers.get(stream) ??
      new StreamWriter(pool, async (session) => {
        if (method === 'overwrite') await dropNext(session, schema, stream)
      })
    writers.set(stream, writer)
    return writer
  }

  /** Streams whose new tables were begun. */
  const begun = () =>
    [...writers].flatMap(([stream, writer]) => (writer.isPrepared ? [stream] : []))

  return {
    isKeyed,
    sink(stream) {
      const table = streamTable(stream, isKeyed)
      const place = {
        schema,
        name: nameNow(stream.name),
        key: table.key,
        keyName: nameNow(primaryKeyName(stream.name)),
        hardDelete: hard_delete,
      }
      const writer = writerOf(stream.name)
      return streamSink({
        stream: stream.name,
        layout: layoutOf(table),
        log,
        hardDelete: hard_delete,
        write: (batch) => writer.write(place, batch),
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
        ? () => pool.use((session) => overwriteTables(session, schema, begun()))
        : undefined,
    close: () => pool.close(),
  }
}
