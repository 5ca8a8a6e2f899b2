import { contentCheck, differences } from '../copy/content-check.ts'
import { copyRows } from '../copy/copy-rows.ts'
import { LoadError } from '../load-error.ts'
import type { LoadRun } from '../load-run.ts'
import { quoteIdentifier, quoteLiteral, quoteTable } from '../postgres/identifier.ts'
import type { CopyResult } from '../postgres/postgres.ts'
import { withLocalFiles } from '../zone/local-files.ts'
import { parquetRows } from '../zone/parquet-rows.ts'
import type { TableInZone } from '../zone/table-in-zone.ts'
import { createIndex, indexName } from '../zone/table-indexes.ts'
import { addPrimaryKey, createTable } from './table.ts'
import { nextName, primaryKeyName } from './table-parts.ts'

type Sums = Record<string, string | null>

/**
 * Makes a new table with all rows of a snapshot, checks them against the snapshot's files, and
 * gives it its keys, indexes, comments and statistics. To be called in a transaction.
 *
 * @throws {LoadError} `LOAD_ROWS_DIFFER` where the copy is not what the files hold
 */
export async function buildTable(run: LoadRun, source: TableInZone): Promise<CopyResult> {
  const { session, duck } = run
  const { columns } = source
  const { files } = source.snapshot
  const target = quoteTable(run.customer, nextName(source.name))
  await session.run(createTable(target, source.name, { columns, key: source.key }))
  const copied = await withLocalFiles(
    run.store,
    source.table,
    files,
    run.directory,
    async (paths) => {
      const query = await parquetRows(duck, paths, source.snapshot)
      const result = await copyRows(run, { table: source.name, query, columns, into: target })
      run.onProgress({ table: source.name, step: 'checking' })
      const [written = {}] = await duck.rows<Sums>(contentCheck(`(${query})`, columns, 'duckdb'))
      const [kept = {}] = await session.rows<Sums>(contentCheck(target, columns, 'postgres'))
      refuseDifference(source.name, differences(written, kept))
      return result
    },
  )
  await session.run(addPrimaryKey(target, nextName(primaryKeyName(source.name)), source.key))
  for (const index of source.indexes) {
    const name = nextName(indexName(source.name, index))
    await session.run(createIndex(target, name, index))
  }
  for (const { name: column, doc } of columns) {
    if (doc === undefined) continue
    const comment = `${target}.${quoteIdentifier(column)} IS ${quoteLiteral(doc)}`
    await session.run(`COMMENT ON COLUMN ${comment}`)
  }
  await session.run(`ANALYZE ${target}`)
  return copied
}

function refuseDifference(table: string, what: readonly string[]): void {
  if (what.length === 0) return
  throw new LoadError(
    'LOAD_ROWS_DIFFER',
    `The copy of ${table} in PostgreSQL is not what its snapshot holds (${what.join(', ')}). Nothing was changed; run again, and look into the encoding of the database if it stays.`,
  )
}
