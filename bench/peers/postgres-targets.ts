import { settingsFile } from '../settings-file.ts'
import type { PythonPeer } from './python-peer.ts'

/** Targets into PostgreSQL, from PyPI. */
export const meltanolabsTarget: PythonPeer = {
  name: 'meltanolabs-target-postgres',
  version: '0.8.1',
}

export const pipelinewiseTarget: PythonPeer = {
  name: 'pipelinewise-target-postgres',
  version: '2.1.2',
}

/** How each of them is told where the database is. */
const addressOf = (databaseUrl: string) => {
  const { hostname: host, port, username: user, password, pathname } = new URL(databaseUrl)
  return { host, port: Number(port), user, password, database: pathname.slice(1) }
}

export const meltanolabsSettings = (databaseUrl: string, schema: string) =>
  settingsFile(meltanolabsTarget.name, {
    ...addressOf(databaseUrl),
    default_target_schema: schema,
    load_method: 'upsert',
  })

export function pipelinewiseSettings(databaseUrl: string, schema: string) {
  const { database: dbname, ...address } = addressOf(databaseUrl)
  return settingsFile(pipelinewiseTarget.name, {
    ...address,
    dbname,
    default_target_schema: schema,
    validate_records: true,
    batch_size_rows: 20_000,
    data_flattening_max_level: 0,
  })
}
