import type { World, WorldSource } from './world.ts'

const hourly = '0 * * * *'

/**
 * The project file of a world: zones in its store, tables in a folder, an hourly schedule for all.
 *
 * @param tables when tables are made; after the sources where it is undefined.
 */
export function projectText(
  { sources, store, alertUrl }: World,
  processed: string,
  bins: string,
  tables?: string,
): string {
  const entry = ({ name, type, config }: WorldSource) => [
    name,
    { type, tap: `${bins}/tap-${type}/bin/tap-${type}.js`, config, schedule: hourly },
  ]
  const customers = [...new Set(sources.map(({ customer }) => customer))].map((customer) => {
    const own = sources.filter((source) => source.customer === customer)
    return [customer, { sources: Object.fromEntries(own.map(entry)) }]
  })
  return JSON.stringify({
    version: 1,
    zones: {
      raw: 's3://lake/raw',
      dead_letters: 's3://lake/dead-letters',
      state: 's3://lake/state',
      processed,
      s3_endpoint: store.url,
    },
    targets: { raw: { command: `${bins}/target-s3-ndjson/bin/target-s3-ndjson.js` } },
    alerts: { url: alertUrl },
    ...(tables ? { transform: { schedule: tables } } : {}),
    parallel_sources: 6,
    limits: { attempts: 3, retry_wait_seconds: 0.2, lease_seconds: 4, stop_grace_seconds: 8 },
    customers: Object.fromEntries(customers),
  })
}
