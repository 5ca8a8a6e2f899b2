import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { RecordBlock } from '@descant/sdk'
import { deletedAt, type SalesforceObject } from '../discovery/salesforce-object.ts'
import { recordOfRow } from '../record/record-of-row.ts'
import type { Chunk } from './chunk.ts'
import { wholeRows } from './complete-rows.ts'
import { isDue, type Memory } from './kept-state.ts'
import { readWindow } from './read-window.ts'
import { Reading } from './reading.ts'
import { RowLedger, removeLedgersBut } from './row-ledger.ts'

/** Rows that are read again by their ids; for more it is cheaper to read all. */
const mostRereadRows = 20_000

/** From so many known rows on, it is no accident when most are gone at once. */
const fewestRowsToDoubt = 100

/**
 * Finds what moves no timestamp: formulas whose values changed, and rows that are gone though
 * `/deleted` knows nothing of them (any more). All ids are listed with their formulas, and held
 * against the list of the last time, which lies in `cache_directory`. Changed rows are read whole, so
 * that a record is never a part of one.
 *
 * The list that a STATE goes with is kept until the next one has been used: where records of a sweep
 * were lost with a run, the next run finds the same changes.
 *
 * @returns Whether all rows are to be read again: formulas are due, and there is nothing to hold them
 *   against, or nearly all of them have changed.
 */
export async function* sweep(
  reading: Reading,
  memory: Memory,
): AsyncGenerator<Chunk, boolean, undefined> {
  const { salesforce, object, context } = reading
  const { cacheDirectory, formulaRefreshSeconds, reconcileSeconds } = salesforce.settings
  const formulas = object.fields
    // What is read whole each time has them fresh.
    .filter(() => object.replicationKey !== undefined)
    .filter(({ name, calculated }) => calculated && reading.columnNames.includes(name))
    .map(({ name }) => name)
  const now = salesforce.now()
  const { formulas_at, reconciled_at, ledger } = memory.state
  const isFirst = context.since === undefined && formulas_at === undefined
  const wantsFormulas = formulas.length > 0 && isDue(formulas_at, formulaRefreshSeconds, now)
  const time = new Date(now).toISOString()
  if (cacheDirectory === undefined || object.keyProperty !== 'Id') {
    if (wantsFormulas) memory.remember({ formulas_at: time })
    return wantsFormulas && !isFirst
  }
  const tellsDeletions = context.isSelected(deletedAt)
  const wantsIds = tellsDeletions && isDue(reconciled_at, reconcileSeconds, now)
  if (!wantsFormulas && !wantsIds) return false

  const folder = join(cacheDirectory, `rows-${ownerOf(reading)}`)
  await removeLedgersBut(folder, [ledger])
  const name = String(Math.max(now, Number(ledger ?? 0) + 1))
  const newer = await listRows(reading, formulas, join(folder, name))
  let readsAll = false
  if (ledger === undefined) readsAll = wantsFormulas && !isFirst
  else {
    const older = new RowLedger(join(folder, ledger))
    const found = await countChanges(older, newer)
    const isDoubtful = found.known >= fewestRowsToDoubt && found.vanished > found.known / 2
    if (isDoubtful) {
      context.log.warning(
        'most rows are not to be seen any more; taken for rights that were withdrawn, and not told ' +
          'as deleted',
        { stream: object.name, rows: found.vanished },
      )
    }
    readsAll = found.changed > mostRereadRows
    for await (const { vanished, changed } of older.changesTo(newer)) {
      if (tellsDeletions && !isDoubtful && vanished.length > 0) {
        yield vanished.map((id) => tombstone(object, id, time))
      }
      if (readsAll || changed.length === 0) continue
      const rows = await wholeRows(reading, changed)
      if (rows.length > 0) yield rows.map((row) => recordOfRow(reading.plan, row))
    }
  }
  memory.remember({ ledger: name, formulas_at: time, reconciled_at: time })
  return readsAll
}

/** Lists all ids with their formulas. */
async function listRows(
  reading: Reading,
  formulas: readonly string[],
  folder: string,
): Promise<RowLedger> {
  const { salesforce, object, context } = reading
  const wanted = new Set(formulas)
  // By id alone: the list is of all rows, and goes on from wherever it is.
  const listing = new Reading(
    salesforce,
    { ...object, replicationKey: undefined },
    {
      ...context,
      isSelected: (field = '') => wanted.has(field),
    },
  )
  const ledger = new RowLedger(folder)
  await ledger.begin()
  for await (const chunk of readWindow(listing, {}, () => {})) {
    for (const record of recordsIn(chunk)) {
      const values = formulas.map((name) => record[name] ?? null)
      await ledger.add(String(record.Id), values)
    }
  }
  await ledger.end()
  return ledger
}

function recordsIn(chunk: Chunk): readonly Readonly<Record<string, unknown>>[] {
  if (!(chunk instanceof RecordBlock)) return chunk as readonly Record<string, unknown>[]
  const text = Buffer.from(chunk.lines).toString()
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

async function countChanges(older: RowLedger, newer: RowLedger) {
  const counts = { vanished: 0, changed: 0, known: newer.rows }
  for await (const { vanished, changed } of older.changesTo(newer)) {
    counts.vanished += vanished.length
    counts.changed += changed.length
  }
  return { ...counts, known: counts.known + counts.vanished }
}

/** The 18 letters that rows have of the 15 that tell them apart. */
function longId(id: string): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'
  const suffix = [0, 5, 10].map((start) => {
    let bits = 0
    for (let at = 0; at < 5; at++) if (/[A-Z]/.test(id[start + at] ?? '')) bits |= 1 << at
    return letters[bits]
  })
  return id.slice(0, 15) + suffix.join('')
}

function tombstone({ replicationKey }: SalesforceObject, id: string, time: string): object {
  const stamp = replicationKey === undefined ? {} : { [replicationKey]: time }
  return { Id: longId(id), ...stamp, [deletedAt]: time }
}

const ownerOf = ({ salesforce, object }: Reading): string =>
  createHash('sha256')
    .update(`${salesforce.identity ?? salesforce.settings.signIn.clientId} ${object.name}`)
    .digest('hex')
    .slice(0, 16)
