import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Duck, sqlString } from '@descant/lake/duckdb'
import pg from 'pg'
import { copyToCsv, csvColumns } from '../packages/loader/src/copy/csv-query.ts'
import { withCsv } from '../packages/loader/src/copy/csv-stream.ts'
import { ProcessedZone } from '../packages/loader/src/fixtures/processed-zone.ts'
import { runLoad } from '../packages/loader/src/load.ts'
import { PostgresSession } from '../packages/loader/src/postgres/postgres.ts'
import { createStaging } from '../packages/loader/src/tables/table.ts'
import type { Bench } from './bench.ts'
import { type BenchDatabase, expectRows, withDatabase } from './database.ts'
import { PeerUnavailableError } from './peers/peer-unavailable-error.ts'
import { meltanolabsSettings, meltanolabsTarget } from './peers/postgres-targets.ts'
import { pythonBin } from './peers/python-bin.ts'
import { runPipeline } from './pipeline.ts'
import { profileColumns, profilesQuery } from './profiles.ts'
import { median } from './sides.ts'
import { workFolder } from './work-folder.ts'

const changedOneIn = 10

/** What others wait for, of a table that is swapped. */
const longestLockMs = 50

const took = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

const told = (name: string, seconds: number) => {
  console.log(`  ${name}: ${seconds.toFixed(2)} s wall`)
  return seconds
}

export const load: Bench = {
  description:
    'Profiles of 15 columns: into a staging table against psql \\copy of the same CSV; a table with a ' +
    'tenth changed into one that is there, against a target from PyPI that is fed the same rows; and ' +
    'how long a reader waits for the swap of a historic load.',
  size: { records: 1_000_000, runs: 3 },
  async run({ records, runs }) {
    const theirs = pythonBin(meltanolabsTarget, 'target-postgres')
    if (spawnSync('psql', ['--version']).status !== 0) {
      throw new PeerUnavailableError('psql is needed: apt-get install postgresql-client')
    }
    const directory = mkdtempSync(join(workFolder('input'), 'load-'))
    const duck = await Duck.open({ temporaryDirectory: directory })
    const zone = new ProcessedZone(duck)
    try {
      return await withDatabase(async (database) => {
        const staging = await measureStaging(database, duck, directory, records, runs)
        const merge = await measureMerge(database, duck, zone, theirs, directory, records)
        const wait = await measureSwap(database, zone)
        return [
          { bar: 'psql \\copy', unit: 'seconds', ...staging, limit: 1 / 0.8 },
          { bar: 'meltanolabs-target-postgres', unit: 'seconds', ...merge, limit: 1 / 30 },
          {
            bar: 'longest wait of a reader for a swap, against 50 ms',
            unit: 'milliseconds',
            ours: wait,
            theirs: longestLockMs,
            limit: 1,
          },
        ]
      })
    } finally {
      duck.close()
      zone.remove()
      rmSync(directory, { recursive: true })
    }
  },
}

/** From Parquet through DuckDB and a pipe into an unlogged table, against a CSV file that is there. */
async function measureStaging(
  database: BenchDatabase,
  duck: Duck,
  directory: string,
  records: number,
  runs: number,
): Promise<{ ours: number; theirs: number }> {
  const parquet = join(directory, 'profiles.parquet')
  const csv = join(directory, 'profiles.csv')
  await duck.run(`COPY (${profilesQuery(records)}) TO ${sqlString(parquet)} (FORMAT parquet)`)
  const query = `SELECT * FROM read_parquet(${sqlString(parquet)})`
  const columns = profileColumns
  await duck.run(copyToCsv(`SELECT ${csvColumns(columns)} FROM (${query})`, csv, columns))
  console.log(`Staging ${records} rows, ${(statSync(csv).size / 1e6).toFixed(0)} MB of CSV`)
  const format = `(FORMAT csv, NULL '\\N')`
  const create = createStaging('STAGING', columns)
    .replace('CREATE TEMPORARY TABLE', 'CREATE UNLOGGED TABLE')
    .replace('ON COMMIT DROP', '')
  const fresh = (table: string) =>
    database.query(`DROP TABLE IF EXISTS ${table}; ${create.replace('STAGING', table)}; CHECKPOINT`)
  const ours: number[] = []
  const theirs: number[] = []
  for (let run = 0; run < runs; run++) {
    await fresh('public.by_loader')
    const session = await PostgresSession.open(database.url)
    const seconds = await took(() =>
      withCsv(duck, { query, columns, directory }, (stream) =>
        session.copy(`COPY public.by_loader FROM STDIN ${format}`, stream),
      ),
    )
    await session.close()
    await expectRows(database, 'public.by_loader', records)
    ours.push(told('descant', seconds))
    await fresh('public.by_psql')
    const statement = `\\copy public.by_psql FROM '${csv}' ${format}`
    const start = performance.now()
    const { status, stderr } = spawnSync('psql', [database.url, '-c', statement])
    if (status !== 0) throw new Error(`psql failed: ${stderr}`)
    theirs.push(told('psql \\copy', (performance.now() - start) / 1000))
    await expectRows(database, 'public.by_psql', records)
  }
  return { ours: median(ours), theirs: median(theirs) }
}

/** A table of which a tenth has changed, into the one that the last load left. */
async function measureMerge(
  database: BenchDatabase,
  duck: Duck,
  zone: ProcessedZone,
  theirs: readonly string[],
  directory: string,
  records: number,
): Promise<{ ours: number; theirs: number }> {
  await database.query(`DROP SCHEMA IF EXISTS acme CASCADE; DROP SCHEMA IF EXISTS peer CASCADE;
    CREATE SCHEMA peer`)
  const commit = (changed: number) =>
    zone.commit('profiles', {
      columns: profileColumns,
      files: { a: profilesQuery(records, changed) },
    })
  const options = { customer: 'acme', processed: zone.url, databaseUrl: database.url }
  await commit(0)
  await runLoad({ ...options, mode: 'incremental' })
  const settings = meltanolabsSettings(database.url, 'peer')
  const feed = async (query: string) => {
    const input = join(directory, 'profiles.singer')
    await writeSinger(duck, query, input)
    return runPipeline([
      ['cat', input],
      [...theirs, ...settings],
    ]).wallSeconds
  }
  // The peer makes its table; most rows get there sooner by SQL.
  await feed(profilesQuery(1))
  await fillPeer(database)
  await database.query('ANALYZE peer.profiles')

  await commit(changedOneIn)
  await database.query('CHECKPOINT')
  console.log(`Merging ${records} rows, ${records / changedOneIn} of them changed`)
  const ours = told('descant load', await took(() => runLoad({ ...options, mode: 'incremental' })))
  await expectChanged(database, 'acme.profiles', records)

  await database.query('CHECKPOINT')
  const peer = told(meltanolabsTarget.name, await feed(profilesQuery(records, changedOneIn)))
  await expectChanged(database, 'peer.profiles', records)
  return { ours, theirs: peer }
}

/** Copies the rows of our table into the peer's, in the types that it has given its columns. */
async function fillPeer({ query }: BenchDatabase): Promise<void> {
  const types = await query<{ name: string; type: string }>(
    `SELECT attname AS name, format_type(atttypid, atttypmod) AS type FROM pg_attribute
      WHERE attrelid = 'peer.profiles'::regclass AND attnum > 0`,
  )
  const columns = types.filter(({ name }) => profileColumns.some((column) => column.name === name))
  const names = columns.map(({ name }) => name).join(', ')
  const values = columns.map(({ name, type }) =>
    type === 'jsonb' ? `to_jsonb(${name})` : `${name}::${type}`,
  )
  await query(`INSERT INTO peer.profiles (${names}) SELECT ${values.join(', ')}
    FROM acme.profiles ON CONFLICT DO NOTHING`)
}

const expectChanged = async (database: BenchDatabase, table: string, records: number) => {
  await expectRows(database, table, records)
  const changed = Math.ceil(records / changedOneIn)
  await expectRows(database, `${table} WHERE updated_at >= '2026-01-02'`, changed)
}

const jsonTypes: Readonly<Record<string, object>> = {
  string: { type: ['null', 'string'] },
  long: { type: ['null', 'integer'] },
  'decimal(18,2)': { type: ['null', 'number'] },
  timestamptz: { type: ['null', 'string'], format: 'date-time' },
}

/** The rows of a query as a Singer stream, written by DuckDB. */
async function writeSinger(duck: Duck, query: string, path: string): Promise<void> {
  const properties = Object.fromEntries(
    profileColumns.map(({ name, type }) => [
      name,
      typeof type === 'string'
        ? jsonTypes[type]
        : { type: ['null', 'array'], items: { type: 'string' } },
    ]),
  )
  const schema = JSON.stringify({
    type: 'SCHEMA',
    stream: 'profiles',
    schema: { type: 'object', properties },
    key_properties: ['profile_id'],
  })
  const members = profileColumns.map(({ name, type }) =>
    type === 'timestamptz'
      ? `'${name}', strftime(${name} AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ')`
      : `'${name}', ${name}`,
  )
  const records = `SELECT '{"type":"RECORD","stream":"profiles","record":' || json_object(${members.join(', ')})::VARCHAR || '}' FROM (${query})`
  await duck.run(`SET threads = 1`)
  await duck.run(
    `COPY (SELECT ${sqlString(schema)} UNION ALL ${records}) TO ${sqlString(path)} (FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER '\\x01')`,
  )
}

/** How long a reader who asks all the time waits at most while a historic load is made. */
async function measureSwap(database: BenchDatabase, zone: ProcessedZone): Promise<number> {
  const reader = new pg.Client(database.url)
  await reader.connect()
  let swapping: number | undefined
  let longest = 0
  let isLoading = true
  const reading = (async () => {
    while (isLoading) {
      const start = performance.now()
      await reader.query('SELECT profile_id FROM acme.profiles LIMIT 1')
      if (swapping !== undefined) longest = Math.max(longest, performance.now() - start)
    }
  })()
  await runLoad({
    customer: 'acme',
    processed: zone.url,
    databaseUrl: database.url,
    mode: 'historic',
    onProgress: ({ step }) => {
      if (step === 'swapping') swapping = performance.now()
    },
  })
  isLoading = false
  await reading
  await reader.end()
  console.log(`  longest wait of a reader for the swap: ${longest.toFixed(1)} ms`)
  return longest
}
