import type { TableColumn } from '@descant/lake'
import { describe, expect, test } from 'vitest'
import { orderColumns, orders, profileColumns, profiles } from './fixtures/orders.ts'
import { useServer } from './fixtures/use-server.ts'

const { connect, query, newZone } = useServer()

const historic = { mode: 'historic' } as const

const value = async (sql: string) => Object.values((await query(sql))[0] ?? {})[0]

/** What of a schema is to be the same, whichever generation is in use. */
const catalog = (schema: string) =>
  query(`SELECT 'index' AS kind, tablename AS on, indexdef AS what FROM pg_indexes
      WHERE schemaname = '${schema}' AND tablename !~ '__'
    UNION ALL SELECT 'constraint', conrelid::regclass::text, conname || ' ' || pg_get_constraintdef(oid)
      FROM pg_constraint WHERE conrelid::regclass::text ~ '${schema}' AND conrelid::regclass::text !~ '__'
    UNION ALL SELECT 'grant', relname, relacl::text FROM pg_class
      WHERE relnamespace = '${schema}'::regnamespace AND relacl IS NOT NULL AND relname !~ '__'
    ORDER BY 1, 2, 3`)

describe('what others have built on a table', () => {
  test('stands on the new one after a historic load, and on the old one after a rollback', async () => {
    const { load, rollBack, commit, customer } = newZone()
    const summary = { 'descant.indexes': 'total_price; provider, total_price' }
    await commit('orders', { columns: orderColumns, files: { a: orders('x', 0, 10) }, summary })
    await load()
    await query(`CREATE ROLE "${customer} reader";
      CREATE VIEW ${customer}.big WITH (security_barrier = true) AS SELECT order_id, total_price FROM ${customer}.orders WHERE total_price > 8;
      CREATE VIEW ${customer}.bigger AS SELECT * FROM ${customer}.big WHERE total_price > 9;
      CREATE INDEX "by Price" ON ${customer}.orders (total_price DESC) WHERE total_price > 1;
      CREATE UNIQUE INDEX one_each ON ${customer}.orders (lower(order_id), provider);
      ALTER TABLE ${customer}.orders ADD CONSTRAINT "not negative" CHECK (total_price >= 0), ADD UNIQUE (order_id);
      CREATE TABLE ${customer}.notes (note text, provider text, order_id text,
        FOREIGN KEY (provider, order_id) REFERENCES ${customer}.orders);
      INSERT INTO ${customer}.notes VALUES ('good', 'x', 'o7'), ('no order', NULL, NULL);
      GRANT USAGE ON SCHEMA ${customer} TO "${customer} reader";
      GRANT SELECT ON ${customer}.orders, ${customer}.big, ${customer}.bigger TO "${customer} reader"`)
    const before = await catalog(customer)
    expect(JSON.stringify(before)).toContain('orders_provider_total_price_idx')
    const [old] = await query(`SELECT '${customer}.orders'::regclass::oid AS id`)

    await commit('orders', { columns: orderColumns, files: { a: orders('x', 5, 20) }, summary })
    const report = await load(historic)
    expect(report.tables).toMatchObject([{ rows: 15, inserted: 15, generation: 2 }])
    expect(await query(`SELECT '${customer}.orders'::regclass::oid AS id`)).not.toEqual([old])
    expect(await catalog(customer)).toEqual(before)
    expect(await value(`SELECT count(*)::int FROM ${customer}.bigger`)).toBe(10)
    expect(
      await value(`SELECT bool_and(convalidated) FROM pg_constraint WHERE contype = 'f'`),
    ).toBe(true)
    const reader = await connect()
    await reader.query(`SET ROLE "${customer} reader"`)
    expect((await reader.query(`SELECT * FROM ${customer}.bigger`)).rowCount).toBe(10)
    await expect(query(`INSERT INTO ${customer}.notes VALUES ('bad', 'x', 'o1')`)).rejects.toThrow(
      'foreign key',
    )
    await expect(query(`DELETE FROM ${customer}.orders WHERE order_id = 'o7'`)).rejects.toThrow(
      'foreign key',
    )

    const back = await rollBack()
    expect(back).toMatchObject({ mode: 'rollback', tables: [{ rows: 10, generation: 1 }] })
    expect(await query(`SELECT '${customer}.orders'::regclass::oid AS id`)).toEqual([old])
    expect(await catalog(customer)).toEqual(before)
    expect(await value(`SELECT count(*)::int FROM ${customer}.big`)).toBe(1)

    expect((await rollBack()).tables).toMatchObject([{ rows: 15, generation: 2 }])
    expect(await catalog(customer)).toEqual(before)
    await load(historic)
    expect(await catalog(customer)).toEqual(before)
    await rollBack()
    expect(await catalog(customer)).toEqual(before)
    // Both generations are of one snapshot, so a load finds nothing to do; of another it goes on.
    expect((await load()).tables).toMatchObject([{ rows: 15, skipped: true, generation: 2 }])
    await commit('orders', { columns: orderColumns, files: { a: orders('x', 5, 21) }, summary })
    expect((await load()).tables).toMatchObject([{ rows: 16, inserted: 1, generation: 2 }])
  })

  test('and that no other table can take over keeps the table in its place, and it can be had back', async () => {
    const { load, rollBack, commit, customer } = newZone()
    await commit('orders', { columns: orderColumns, files: { a: orders('x', 0, 10) } })
    await load()
    await query(
      `CREATE MATERIALIZED VIEW ${customer}.sums AS SELECT sum(total_price) FROM ${customer}.orders`,
    )
    await commit('orders', { columns: orderColumns, files: { a: orders('x', 5, 20, 1) } })
    const [old] = await query(`SELECT '${customer}.orders'::regclass::oid AS id`)
    for (let round = 0; round < 2; round++) {
      const report = await load(historic)
      expect(report.tables).toMatchObject([{ rows: 15 }])
      expect(await value(`SELECT sum(total_price)::int FROM ${customer}.orders`)).toBe(195)
    }
    await commit('orders', { columns: orderColumns, files: { a: orders('x', 0, 3) } })
    await load(historic)
    for (const [sum, generation] of [
      [195, 3],
      [3, 4],
      [195, 3],
    ]) {
      expect((await rollBack()).tables).toMatchObject([{ generation }])
      expect(await value(`SELECT sum(total_price)::int FROM ${customer}.orders`)).toBe(sum)
    }
    expect(await query(`SELECT '${customer}.orders'::regclass::oid AS id`)).toEqual([old])
    expect((await load()).tables).toMatchObject([{ rows: 3 }])
  })
})

describe('a profile that was merged into another', () => {
  const merges: readonly TableColumn[] = [
    { name: 'old_profile_id', type: 'string', required: true },
    { name: 'profile_id', type: 'string', required: true },
  ]

  test.each(['incremental', 'historic'] as const)(
    '(%s) leaves no row behind that points at it',
    async (mode) => {
      const { load, commit, customer } = newZone()
      await commit('profiles', { columns: profileColumns, files: { a: profiles(5) } })
      await load()
      await query(`CREATE TABLE ${customer}.segments (member text REFERENCES ${customer}.profiles);
        INSERT INTO ${customer}.segments VALUES ('p0'), ('p3'), ('p4')`)
      await commit('profiles', { columns: profileColumns, files: { a: profiles(4, 2) } })
      const merge = "SELECT 'p4' AS old_profile_id, 'p1' AS profile_id"
      await commit('identity_merges', { columns: merges, files: { a: merge } })
      await load({ mode })
      expect(await query(`SELECT member FROM ${customer}.segments ORDER BY 1`)).toEqual([
        { member: 'p0' },
        { member: 'p1' },
        { member: 'p3' },
      ])
      expect(await value(`SELECT count(*)::int FROM ${customer}.profiles`)).toBe(4)
      expect(await query(`SELECT * FROM ${customer}.identity_merges`)).toEqual([
        { old_profile_id: 'p4', profile_id: 'p1' },
      ])
    },
  )

  test.each(['incremental', 'historic'] as const)(
    '(%s) and one that is gone for good is removed as the foreign key says',
    async (mode) => {
      const { load, commit, customer } = newZone()
      await commit('profiles', { columns: profileColumns, files: { a: profiles(5) } })
      await load()
      await query(`CREATE TABLE ${customer}.segments (member text REFERENCES ${customer}.profiles ON DELETE CASCADE);
        INSERT INTO ${customer}.segments VALUES ('p0'), ('p4')`)
      await commit('profiles', { columns: profileColumns, files: { a: profiles(4, 2) } })
      await load({ mode })
      expect(await query(`SELECT member FROM ${customer}.segments`)).toEqual([{ member: 'p0' }])

      await query(`CREATE TABLE ${customer}.strict (member text REFERENCES ${customer}.profiles);
        INSERT INTO ${customer}.strict VALUES ('p3')`)
      await commit('profiles', { columns: profileColumns, files: { a: profiles(3, 3) } })
      await expect(load({ mode })).rejects.toMatchObject({ code: 'LOAD_ROW_REFERENCED' })
      expect(await value(`SELECT count(*)::int FROM ${customer}.profiles`)).toBe(4)
    },
  )
})

test('an index that the model declares anew is built on the table in use', async () => {
  const { load, commit, customer } = newZone()
  const files = { a: orders('x', 0, 10) }
  await commit('orders', { columns: orderColumns, files })
  await load()
  const summary = { 'descant.indexes': 'total_price' }
  await commit('orders', { columns: orderColumns, files, summary })
  await load()
  expect(
    await value(
      `SELECT indexdef FROM pg_indexes WHERE indexname = 'orders_total_price_idx' AND schemaname = '${customer}'`,
    ),
  ).toContain('(total_price)')
})

test('a rollback without anything to go back to says so', async () => {
  const { load, rollBack, commit } = newZone()
  await expect(rollBack()).rejects.toMatchObject({ code: 'LOAD_NO_PREVIOUS', exitCode: 2 })
  await commit('orders', { columns: orderColumns, files: { a: orders('x', 0, 3) } })
  await load()
  await expect(rollBack()).rejects.toMatchObject({ code: 'LOAD_NO_PREVIOUS' })
  await expect(rollBack({ tables: ['orders'] })).rejects.toMatchObject({ code: 'LOAD_NO_PREVIOUS' })
})

test('names of 63 bytes have their generations too', async () => {
  const { load, rollBack, commit, customer } = newZone()
  const name = `${'ü'.repeat(31)}x`
  const summary = { 'descant.key': 'provider, order_id', 'descant.indexes': 'total_price' }
  const content = (to: number) => ({
    columns: orderColumns,
    files: { a: orders('x', 0, to) },
    summary,
  })
  for (const count of [3, 4, 5]) {
    await commit(name, content(count))
    await load(historic)
    expect(await value(`SELECT count(*)::int FROM ${customer}."${name}"`)).toBe(count)
  }
  const before = await catalog(customer)
  await rollBack()
  expect(await value(`SELECT count(*)::int FROM ${customer}."${name}"`)).toBe(4)
  expect((await catalog(customer)).length).toBe(before.length)
})
