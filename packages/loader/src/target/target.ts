import { defineTarget, packageVersion } from '@descant/sdk'
import { connectDatabase } from './database.ts'
import { packRows } from './rows/pack-rows.ts'
import { settings } from './settings.ts'

/**
 * Singer to PostgreSQL: each stream a table, each batch one transaction that copies it in, and a
 * STATE only for what is committed. On the writer that loads processed tables.
 */
export const targetPostgres = defineTarget({
  name: 'target-postgres',
  version: packageVersion(import.meta.url),
  description:
    'Loads Singer streams into PostgreSQL tables by COPY: upsert, append-only, overwrite.',
  config: settings,
  connect: (config, { log }) => connectDatabase(config, log),
  packing: {
    worker: new URL('./worker.js', import.meta.url),
    pack: packRows,
    options: ({ isKeyed }) => ({ isKeyed }),
    sink: (database, stream) => database.sink(stream),
  },
  rejects: (database) => database.rejects(),
  activateVersion: (database, stream, version) => database.activateVersion(stream, version),
  atEnd: (database) => database.atEnd(),
  close: (database) => database.close(),
})
