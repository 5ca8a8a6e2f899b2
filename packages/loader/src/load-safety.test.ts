import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { describe, expect, onTestFinished, test } from 'vitest'
import { orderColumns, orders, profileColumns, profiles } from './fixtures/orders.ts'
import { useServer } from './fixtures/use-server.ts'
import type { LoadError } from './load-error.ts'
import { aboutTable } from './postgres/about-table.ts'
import { PostgresSession } from './postgres/postgres.ts'

/** What takes long by itself is run in CI. */
const isLong = process.env.DESCANT_LONG === '1'

const { connect, databaseUrl, query, newZone, serverData } = useServer()

/** More than a pipe and a socket hold. */
const many = 20_000

const count = async (table: string) =>
  (await query<{ count: number }>(`SELECT count(*)::int FROM ${table}`))[0]?.count

/** A rebuild that is cut off is tried where time allows: it touches nothing that readers see. */
const modes = isLong ? (['incremental', 'historic'] as const) : (['incremental'] as const)

describe('a load that is cut off in the middle of a COPY', () => {
  test.each(modes)('(%s) leaves what was there, and the next one completes', async (mode) => {
    const { load, commit, customer } = newZone()
    await commit('orders', { columns: orderColumns, files: { a: orders('x', 0, 10) } })
    await load()
    await commit('orders', { columns: orderColumns, files: { a: orders('x', 5, many) } })
    const temporaryDirectory = temporaryFolder()
    let killed: string | undefined
    const cutOff = load({
      mode,
      temporaryDirectory,
      onProgress: ({ step, bytes = 0 }) => {
        if (step === 'copying' && bytes > 0) killed ??= terminateLoads()
      },
    })
    await expect(cutOff).rejects.toMatchObject({ code: 'LOAD_CONNECTION_LOST', exitCode: 1 })
    expect(killed).toBe('1')
    expect(readdirSync(temporaryDirectory)).toEqual([])
    expect(await count(`${customer}.orders`)).toBe(10)
    expect((await load({ mode })).tables).toMatchObject([{ rows: many - 5, skipped: false }])
    expect(await count(`${customer}.orders`)).toBe(many - 5)
  })

  test('by a signal ends with its reason, at the server too', async () => {
    const { load, commit, customer } = newZone()
    await commit('orders', { columns: orderColumns, files: { a: orders('x', 0, 10) } })
    await load()
    await commit('orders', { columns: orderColumns, files: { a: orders('x', 5, many) } })
    const abort = new AbortController()
    const temporaryDirectory = temporaryFolder()
    const reason = new Error('SIGINT')
    const onProgress = ({ bytes = 0 }) => {
      if (bytes > 0) abort.abort(reason)
    }
    await expect(load({ signal: abort.signal, temporaryDirectory, onProgress })).rejects.toBe(
      reason,
    )
    expect(readdirSync(temporaryDirectory)).toEqual([])
    expect(await count(`${customer}.orders`)).toBe(10)
    expect((await load()).tables).toMatchObject([{ rows: many - 5 }])
  })

  /** Synchronous, so that not a byte more flows before the server has ended the load's session. */
  const terminateLoads = () =>
    execFileSync(process.execPath, ['--input-type=module', '--eval', terminate], {
      cwd: import.meta.dirname,
      env: { ...process.env, URL: databaseUrl() },
      encoding: 'utf8',
    })
  const terminate = `
    import pg from 'pg'
    const client = new pg.Client(process.env.URL)
    await client.connect()
    const { rows } = await client.query(
      "SELECT count(pg_terminate_backend(pid, 10000)) FROM pg_stat_activity WHERE application_name = 'descant'",
    )
    process.stdout.write(rows[0].count)
    await client.end()`
})

describe('readers', () => {
  test.skipIf(!isLong)(
    'see tables that agree with each other, whatever is loaded meanwhile',
    async () => {
      const { load, commit, customer } = newZone()
      const version = async (n: number) => {
        await commit('orders', { columns: orderColumns, files: { a: orders('x', n, 300 + n * 2) } })
        await commit('profiles', { columns: profileColumns, files: { a: profiles(10 + n, n) } })
      }
      const expected = (n: number) => `${300 + n} orders from o${n}, ${10 + n} profiles of ${n}`
      await version(1)
      await load()

      const reader = await connect()
      const seen = new Set<string>()
      let isLoading = true
      const reading = (async () => {
        while (isLoading) {
          const { rows } = await reader.query<{ seen: string }>(`SELECT
          (SELECT count(*) || ' orders from o' || min(total_price)::int FROM ${customer}.orders) || ', ' ||
          (SELECT count(*) || ' profiles of ' || string_agg(DISTINCT orders_count::text, '+') FROM ${customer}.profiles)
          AS seen`)
          seen.add(rows[0]?.seen ?? 'nothing')
        }
      })()
      for (const n of [2, 3, 4, 5]) {
        await version(n)
        await load({ mode: n % 2 ? 'historic' : 'incremental' })
      }
      isLoading = false
      await reading
      const versions = [1, 2, 3, 4, 5].map(expected)
      expect(versions).toEqual(expect.arrayContaining([...seen]))
      expect(seen.size).toBeGreaterThan(2)
    },
  )

  test('whose transaction began before find the new table full, not empty', async () => {
    const { load, commit, customer } = newZone()
    await commit('orders', { columns: orderColumns, files: { a: orders('x', 0, 10) } })
    await load()
    const reader = await connect()
    await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM pg_class')
    await commit('orders', { columns: orderColumns, files: { a: orders('x', 0, 20) } })
    await load({ mode: 'historic' })
    const { rows } = await reader.query(`SELECT count(*)::int FROM ${customer}.orders`)
    expect(rows).toEqual([{ count: 20 }])
  })

  test.skipIf(!isLong)(
    'that hold a table for long are told of, and cost no work twice',
    async () => {
      const { load, commit, customer } = newZone()
      await commit('orders', { columns: orderColumns, files: { a: orders('x', 0, 10) } })
      await load()
      const reader = await connect()
      await reader.query(`BEGIN; SELECT * FROM ${customer}.orders`)
      const historic = { mode: 'historic', lockTimeoutSeconds: 0 } as const
      await expect(load(historic)).rejects.toMatchObject({ code: 'LOAD_TABLE_BUSY' })
      await reader.query('COMMIT')
      expect((await load(historic)).tables).toMatchObject([{ rows: 10, bytes: 0 }])
    },
  )
})

describe('a historic load', () => {
  test('puts new tables in place of the old ones, with their names and grants', async () => {
    const { load, commit, customer } = newZone()
    await commit('orders', { columns: orderColumns, files: { a: orders('x', 0, 10) } })
    await load()
    await query(
      `CREATE ROLE "${customer} reader"; GRANT SELECT, UPDATE ON ${customer}.orders TO "${customer} reader" WITH GRANT OPTION`,
    )
    await commit('orders', { columns: orderColumns, files: { a: orders('x', 5, 20) } })
    const described = () =>
      query(`SELECT relacl::text, (SELECT string_agg(conname, ',' ORDER BY conname) FROM pg_constraint WHERE conrelid = c.oid) AS constraints,
        (SELECT string_agg(relname, ',') FROM pg_class WHERE relnamespace = c.relnamespace AND relkind = 'r' AND relname !~ '^load_state$|__previous$') AS tables
        FROM pg_class c WHERE oid = '${customer}.orders'::regclass`)
    const before = await described()
    const [old] = await query(`SELECT '${customer}.orders'::regclass::oid AS id`)
    expect((await load({ mode: 'historic' })).tables).toMatchObject([{ inserted: 15, rows: 15 }])
    expect(await described()).toEqual(before)
    expect(await query(`SELECT '${customer}.orders'::regclass::oid AS id`)).not.toEqual([old])
    expect(await count(`${customer}.orders`)).toBe(15)
    await load({ mode: 'historic' })
    expect(await described()).toEqual(before)
  })

  test('changes a table in place that others have built on', async () => {
    const { load, commit, customer } = newZone()
    await commit('orders', { columns: orderColumns, files: { a: orders('x', 0, 10) } })
    await load()
    await query(`CREATE VIEW ${customer}.big AS SELECT * FROM ${customer}.orders WHERE total_price > 8;
      CREATE INDEX by_price ON ${customer}.orders (total_price);
      ALTER TABLE ${customer}.orders ADD COLUMN mine int DEFAULT 1`)
    await commit('orders', { columns: orderColumns, files: { a: orders('x', 5, 20, 0) } })
    expect((await load({ mode: 'historic' })).tables).toMatchObject([
      { rows: 15, inserted: 10, deleted: 5, updated: 0, unchanged: 5 },
    ])
    expect(await count(`${customer}.big`)).toBe(11)
    expect(await count(`${customer}.orders WHERE mine = 1`)).toBe(15)
    expect(await query(`SELECT to_regclass('${customer}.orders__next') AS beside`)).toEqual([
      { beside: null },
    ])
  })

  test('that failed goes on with the tables that are not built yet', async () => {
    const { load, commit, customer } = newZone()
    await commit('orders', { columns: orderColumns, files: { a: orders('x', 0, 10) } })
    await commit('profiles', { columns: profileColumns, files: { a: profiles(2) } })
    await load()
    const broken = "SELECT 'a' || chr(0) || 'secret' AS profile_id, 1::BIGINT AS orders_count"
    await commit('orders', { columns: orderColumns, files: { a: orders('x', 0, 20) } })
    await commit('profiles', { columns: profileColumns, files: { a: broken } })
    await expect(load({ mode: 'historic' })).rejects.toMatchObject({ code: 'LOAD_TEXT_NUL' })
    expect(await count(`${customer}.orders`)).toBe(10)
    await commit('profiles', { columns: profileColumns, files: { a: profiles(3) } })
    const report = await load({ mode: 'historic' })
    expect(report.tables).toMatchObject([
      { table: 'orders', rows: 20, bytes: 0 },
      { table: 'profiles', rows: 3 },
    ])
    expect(await count(`${customer}.orders`)).toBe(20)
  })
})

describe('two loads at once', () => {
  test('take turns, and the second finds nothing to do', async () => {
    const { load, commit, customer } = newZone()
    await commit('orders', { columns: orderColumns, files: { a: orders('x', 0, 1000) } })
    const reports = await Promise.all([load(), load()])
    const skipped = reports.map(({ tables }) => tables[0]?.skipped)
    expect(skipped.sort()).toEqual([false, true])
    expect(await count(`${customer}.orders`)).toBe(1000)
  })

  test.skipIf(!isLong)('do not wait for ever: a signal ends the one that waits', async () => {
    const { load, commit, customer } = newZone()
    await commit('orders', { columns: orderColumns, files: { a: orders('x', 0, 10) } })
    const other = await connect()
    await other.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [
      `descant load ${customer}/orders`,
    ])
    const abort = new AbortController()
    const reason = new Error('SIGTERM')
    const onProgress = ({ step }: { step: string }) => {
      if (step === 'waiting for another load') abort.abort(reason)
    }
    await expect(load({ signal: abort.signal, onProgress })).rejects.toBe(reason)
  })
})

describe('what cannot be loaded', () => {
  test.each([
    ['a key twice', "'p'", 'LOAD_KEY_DUPLICATE', ['incremental']],
    ['a key that is missing', 'NULL::VARCHAR', 'LOAD_KEY_NULL', ['historic']],
    ['a NUL in a text', "'secret' || chr(0)", 'LOAD_TEXT_NUL', ['incremental', 'historic']],
  ] as const)('%s: is told of by table, and changes nothing', async (_, id, code, modes) => {
    const { load, commit, customer } = newZone()
    await commit('orders', { columns: orderColumns, files: { a: orders('x', 0, 10) } })
    await commit('profiles', { columns: profileColumns, files: { a: profiles(5) } })
    await load()
    await commit('orders', { columns: orderColumns, files: { a: orders('x', 0, 12) } })
    await commit('profiles', {
      columns: profileColumns,
      files: { a: profiles(2).replace("'p' || i", id) },
    })
    for (const mode of modes) {
      const error: LoadError = await load({ mode }).then(Promise.reject, (thrown) => thrown)
      expect(error).toMatchObject({ code, message: expect.stringContaining('profiles') })
      expect(error.message).not.toContain('secret')
      if (code === 'LOAD_TEXT_NUL') expect(error.message).toContain('column profile_id')
      expect(await count(`${customer}.orders`)).toBe(10)
      expect(await count(`${customer}.profiles`)).toBe(5)
    }
  })

  test('columns that differ by case alone are refused before anything is made', async () => {
    const { load, commit, customer } = newZone()
    const columns = [
      { name: 'profile_id', type: 'string', required: true },
      { name: 'Profile_Id', type: 'string' },
    ] as const
    await commit('profiles', { columns, files: {} })
    await expect(load()).rejects.toMatchObject({ code: 'LOAD_NAME_INVALID', exitCode: 2 })
    expect(await query(`SELECT to_regclass('${customer}.profiles') AS t`)).toEqual([{ t: null }])
  })

  test('a table of that name that no load has made is left alone', async () => {
    const { load, commit, customer } = newZone()
    await query(`CREATE SCHEMA ${customer}; CREATE TABLE ${customer}.orders AS SELECT 1 AS mine`)
    await commit('orders', { columns: orderColumns, files: { a: orders('x', 0, 10) } })
    for (const mode of ['incremental', 'historic'] as const) {
      await expect(load({ mode })).rejects.toMatchObject({ code: 'LOAD_TABLE_FOREIGN' })
    }
    expect(await query(`SELECT * FROM ${customer}.orders`)).toEqual([{ mine: 1 }])
  })

  test('a zone without tables, and a table that is not there', async () => {
    const { load, commit } = newZone()
    await expect(load()).rejects.toMatchObject({ code: 'LOAD_NO_TABLES', exitCode: 2 })
    await commit('orders', { columns: orderColumns, files: { a: orders('x', 0, 1) } })
    await expect(load({ tables: ['order'] })).rejects.toMatchObject({ code: 'LOAD_NO_TABLES' })
  })
})

test.skipIf(!isLong)('a text beyond 1 GB is refused by the server, and told of', async () => {
  const session = await PostgresSession.open(databaseUrl())
  try {
    await session.run('CREATE TABLE public.long_texts (note text)')
    const piece = Buffer.alloc(16 * 2 ** 20, 'x')
    const text = Readable.from(Array.from({ length: 2 ** 30 / piece.length + 2 }, () => piece))
    const copied = aboutTable({ session }, 'long_texts', () =>
      session.copy('COPY public.long_texts FROM STDIN', text),
    )
    await expect(copied).rejects.toMatchObject({
      code: 'LOAD_VALUE_REFUSED',
      message: expect.stringContaining('1 GB'),
    })
    expect(await count('public.long_texts')).toBe(0)
  } finally {
    await session.close()
  }
})

describe.skipIf(!canMount())('a disk that is full (as root, on Linux)', () => {
  test.each(modes)('(%s) is told of, and what was there stays', async (mode) => {
    const { load, commit, customer } = newZone()
    await commit('orders', { columns: orderColumns, files: { a: orders('x', 0, 10) } })
    await load()
    const disk = smallDisk()
    await query(`CREATE TABLESPACE ${customer} LOCATION '${disk}'`)
    const url = new URL(databaseUrl())
    const settings = ['default_tablespace', 'temp_tablespaces'].map(
      (name) => `-c ${name}=${customer}`,
    )
    url.searchParams.set('options', settings.join(' '))
    await commit('orders', { columns: orderColumns, files: { a: orders('x', 0, 200_000) } })
    await expect(load({ mode, databaseUrl: url.href })).rejects.toMatchObject({
      code: 'LOAD_DISK_FULL',
    })
    expect(await count(`${customer}.orders`)).toBe(10)
    expect((await load({ mode })).tables).toMatchObject([{ rows: 200_000 }])
    await query(`DROP TABLESPACE ${customer}`)
  })
})

describe('a server that cannot be used', () => {
  const withUrl = (change: (url: URL) => void) => {
    const url = new URL(databaseUrl())
    change(url)
    return url.href
  }

  test.each([
    [
      'refuses the password',
      (url: URL) => {
        url.password = 'hunter2'
      },
      'LOAD_CREDENTIALS_REFUSED',
      3,
    ],
    [
      'has no such database',
      (url: URL) => {
        url.pathname = '/nowhere'
      },
      'LOAD_DATABASE_MISSING',
      2,
    ],
    [
      'is not there',
      (url: URL) => {
        url.port = '1'
      },
      'LOAD_SERVER_UNREACHABLE',
      1,
    ],
    [
      'has no such host',
      (url: URL) => {
        url.hostname = 'nowhere.invalid'
      },
      'LOAD_SERVER_UNREACHABLE',
      1,
    ],
  ])('%s', async (_, change, code, exitCode) => {
    const { load, commit } = newZone()
    await commit('orders', { columns: orderColumns, files: { a: orders('x', 0, 1) } })
    const url = withUrl(change)
    const error: LoadError = await load({ databaseUrl: url }).then(
      Promise.reject,
      (thrown) => thrown,
    )
    expect(error).toMatchObject({ code, exitCode, [Symbol.for('descant.error')]: true })
    expect(`${error.message} ${error.stack} ${JSON.stringify(error)}`).not.toContain(
      decodeURIComponent(new URL(url).password),
    )
  })

  test('gives no right to make a schema, or to write into it', async () => {
    const { load, commit, customer } = newZone()
    await commit('orders', { columns: orderColumns, files: { a: orders('x', 0, 1) } })
    await query(`CREATE ROLE ${customer}_loader LOGIN PASSWORD 'pw'`)
    const url = withUrl((own) => {
      own.username = `${customer}_loader`
      own.password = 'pw'
    })
    const refused = {
      code: 'LOAD_PERMISSION',
      exitCode: 3,
      message: expect.stringContaining(`${customer}_loader`),
    }
    await expect(load({ databaseUrl: url })).rejects.toMatchObject(refused)
    await query(`CREATE SCHEMA ${customer}`)
    await expect(load({ databaseUrl: url })).rejects.toMatchObject(refused)
    await query(`GRANT USAGE, CREATE ON SCHEMA ${customer} TO ${customer}_loader`)
    expect((await load({ databaseUrl: url })).tables).toMatchObject([{ rows: 1 }])
  })

  test('is no URL at all', async () => {
    const { load, commit } = newZone()
    await commit('orders', { columns: orderColumns, files: { a: orders('x', 0, 1) } })
    for (const url of ['hunter2', 'mysql://u:hunter2@h/d', 'postgres://u:hunter2@h:port/d']) {
      const error: LoadError = await load({ databaseUrl: url }).then(
        Promise.reject,
        (thrown) => thrown,
      )
      expect(error).toMatchObject({ code: 'LOAD_DATABASE_URL', exitCode: 2 })
      expect(`${error.message} ${error.stack} ${JSON.stringify(error)}`).not.toContain('hunter2')
    }
  })
})

/** Root may mount, but not in every container. */
function canMount(): boolean {
  if (process.platform !== 'linux' || process.env.DESCANT_TEST_DATABASE_URL) return false
  const folder = mkdtempSync(join(tmpdir(), 'descant-loader-own-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', folder], { stdio: 'ignore' })
    execFileSync('umount', [folder])
    return true
  } catch {
    return false
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A disk of a few megabytes that the server may write to. */
function smallDisk(): string {
  const folder = temporaryFolder()
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m,mode=777', 'tmpfs', folder])
  onTestFinished(() => void execFileSync('umount', ['-l', folder]))
  // The server insists on a folder of its own.
  const own = join(folder, 'own')
  mkdirSync(own)
  const { uid, gid } = statSync(serverData())
  chownSync(own, uid, gid)
  chmodSync(folder, 0o755)
  return own
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'descant-loader-own-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
