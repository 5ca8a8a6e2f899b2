import { randomUUID } from 'node:crypto'
import type { ObjectStore } from '@descant/lake'
import { withOutput } from '../copy/duck-output.ts'
import { LoadError } from '../load-error.ts'
import type { LoadRun } from '../load-run.ts'
import { loadColumns } from '../zone/load-column.ts'
import { withLocalFiles } from '../zone/local-files.ts'
import { parquetRows } from '../zone/parquet-rows.ts'
import { withChanges } from '../zone/snapshot-changes.ts'
import { rowsOf, type TableInZone } from '../zone/table-in-zone.ts'
import { copyToLines, deleteLines, indexLines } from './bulk-query.ts'
import { indexMapping } from './index-mapping.ts'
import { newIndexName } from './index-name.ts'
import type { FoundIndex, Indexes } from './indexes.ts'
import { SearchRejects } from './search-rejects.ts'
import type { SearchReport } from './search-report.ts'
import { type BulkCounts, sendBulk } from './send-bulk.ts'

export interface SearchTableOptions {
  readonly run: LoadRun
  readonly source: TableInZone
  readonly indexes: Indexes
  readonly generation: number
  readonly deadLetters: ObjectStore | undefined
}

/** After so many loads in a row that were cut off, a new index costs less. */
const mostAttempts = 5

/** An index that holds the current snapshot, whether readers are led to it yet or not. */
interface CurrentIndex extends BulkCounts {
  readonly index: string
}

/**
 * Builds a new index of a table's current snapshot, beside the one in use, unless one of this
 * generation is there. Nobody is led to it yet.
 *
 * @throws {LoadError} `LOAD_ROWS_DIFFER` where it does not hold as many documents as it should
 */
export async function buildIndex(options: SearchTableOptions): Promise<CurrentIndex> {
  const { run, source, indexes, generation } = options
  const { snapshot, key, table, name } = source
  const found = await indexes.find()
  const there = found.find((index) => holds(index, options))
  if (there) return { index: there.name, sent: 0, rejected: 0, bytes: 0 }

  const mapping = indexMapping(source.columns, key, await indexes.features())
  const index = newIndexName(indexes.alias, generation)
  const facts = { customer: run.customer, table: name, generation }
  await indexes.create(index, mapping, facts)
  const counts = await withLocalFiles(
    run.store,
    table,
    snapshot.files,
    run.directory,
    async (paths) => {
      const rows = await parquetRows(run.duck, paths, snapshot)
      const lines = indexLines(rows, source.columns, key, snapshot.sequenceNumber)
      return await sendLines(options, index, lines)
    },
  )
  await Promise.all([indexes.settle(index), indexes.refresh(index)])
  const documents = await indexes.count(index)
  const expected = rowsOf(snapshot.files) - counts.rejected
  if (documents !== expected) {
    throw new LoadError(
      'LOAD_ROWS_DIFFER',
      `The new index of ${name} holds ${documents} documents, and its snapshot says ${expected}. Readers see the index as it was before; run again.`,
    )
  }
  await indexes.writeFacts(index, { ...facts, snapshotId: snapshot.snapshotId })
  return { index, ...counts }
}

/**
 * Brings the index that readers ask to the table's current snapshot: by what changed since its own,
 * or by a new index where that cannot be told, or where the database has a new table.
 */
export async function loadIndex(options: SearchTableOptions): Promise<SearchReport> {
  const { source, indexes, generation } = options
  const found = await indexes.find()
  const live = found.find(({ isLive }) => isLive)
  const report = (current: CurrentIndex, skipped: boolean): SearchReport => ({
    table: source.name,
    alias: indexes.alias,
    generation,
    snapshotId: source.snapshot.snapshotId,
    skipped,
    ...current,
  })
  if (live && holds(live, options)) {
    return report({ index: live.name, sent: 0, rejected: 0, bytes: 0 }, true)
  }
  const changed = live && (await sendChanges(options, live))
  if (changed) return report(changed, false)
  const built = await buildIndex(options)
  await publishIndex(indexes, built.index)
  return report(built, false)
}

/** Leads readers to an index, and removes those that are neither it nor the one before it. */
export async function publishIndex(indexes: Indexes, index: string): Promise<void> {
  const found = await indexes.find()
  await indexes.publish(index, found)
  const before = found.find(({ isLive, name }) => isLive && name !== index)
  for (const { name } of found) {
    if (name !== index && name !== before?.name) await indexes.remove(name)
  }
}

const holds = ({ facts }: FoundIndex, { source, generation }: SearchTableOptions) =>
  facts.generation === generation && facts.snapshotId === source.snapshot.snapshotId

async function sendChanges(
  options: SearchTableOptions,
  live: FoundIndex,
): Promise<CurrentIndex | undefined> {
  const { source, indexes, generation } = options
  const { snapshot, key } = source
  const { snapshotId } = live.facts
  if (live.facts.generation !== generation || snapshotId === undefined) return undefined
  const before = await source.table.snapshot(snapshotId).catch(() => undefined)
  const columnsBefore = before && loadColumns(before, key)
  const hasNewColumns = source.columns.some(
    ({ name, type }) =>
      !columnsBefore?.some(
        (old) => old.name === name && JSON.stringify(old.type) === JSON.stringify(type),
      ),
  )
  if (before === undefined || hasNewColumns) return undefined
  if (before.sequenceNumber > snapshot.sequenceNumber) return undefined
  // What a load that was cut off has sent may be in no snapshot but its own, so what changed since
  // then is sent too.
  const { attempts = [], ...facts } = live.facts
  const cutOff = attempts.filter((id) => id !== snapshot.snapshotId)
  if (cutOff.length > mostAttempts) return undefined
  await indexes.writeFacts(live.name, { ...facts, attempts: [...cutOff, snapshot.snapshotId] })
  const all = { sent: 0, rejected: 0, bytes: 0 }
  for (const older of [snapshotId, ...cutOff]) {
    const counts = await sendDifference(options, live.name, older)
    if (counts === undefined) return undefined
    all.sent += counts.sent
    all.rejected += counts.rejected
    all.bytes += counts.bytes
  }
  await indexes.refresh(live.name)
  await indexes.writeFacts(live.name, { ...facts, snapshotId: snapshot.snapshotId })
  return { index: live.name, ...all }
}

/** Sends what changed since an older snapshot; undefined where that is no longer there. */
const sendDifference = (options: SearchTableOptions, index: string, older: string) =>
  withChanges(options.run, options.source, older, async (changes) => {
    const { columns, key, snapshot } = options.source
    const version = snapshot.sequenceNumber
    const gone = deleteLines(changes.goneKeys, key, version)
    const rows = indexLines(changes.rows, columns, key, version)
    return await sendLines(options, index, `${gone} UNION ALL ${rows}`)
  })

async function sendLines(
  { run, source, indexes, deadLetters }: SearchTableOptions,
  index: string,
  query: string,
): Promise<BulkCounts> {
  const { customer, duck, directory } = run
  const table = source.name
  const rejects = new SearchRejects({
    deadLetters,
    customer,
    table,
    run: randomUUID().slice(0, 8),
  })
  const statement = (path: string) => copyToLines(query, path)
  const counts = await withOutput(duck, { statement, directory }, (lines) =>
    sendBulk({
      engine: indexes.engine,
      index,
      lines,
      onRejected: (document) => rejects.add(document),
      onBytes: (bytes) => run.onProgress({ table, step: 'indexing', bytes }),
    }),
  )
  await rejects.commit()
  return counts
}
