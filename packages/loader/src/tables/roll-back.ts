import { LoadError } from '../load-error.ts'
import type { DatabaseRun } from '../load-run.ts'
import { aboutTable } from '../postgres/about-table.ts'
import { quoteTable } from '../postgres/identifier.ts'
import { lockOutOtherLoads, lockOutReaders } from '../postgres/table-locks.ts'
import { stopwatch } from '../stopwatch.ts'
import type { TableReport } from '../table-report.ts'
import { describeTable, type ExistingTable, grantStatements } from './existing-table.ts'
import { keepPrevious } from './keep-previous.ts'
import { copyLoadState, type LoadState, moveLoadState, readLoadStates } from './load-state.ts'
import { runMerge } from './merge-table.ts'
import { foreignParts } from './plan-change.ts'
import { lockedBySwap } from './swap-table.ts'
import { nextName, previousName, retiredName, swapBackStatements } from './table-parts.ts'
import { tidy } from './tidy.ts'

/** A table and the one that was in use before it. */
interface Pair {
  readonly name: string
  readonly state: LoadState
  readonly previousState: LoadState
  readonly current: ExistingTable
  readonly previous: ExistingTable
}

/**
 * Puts the tables that the last historic load replaced back into their places, all in ONE short
 * transaction, and keeps those of that load beside: a second rollback brings them back.
 *
 * @param asked tables by name; without it all that have a table to go back to
 * @throws {LoadError} `LOAD_NO_PREVIOUS` where there is none to go back to
 */
export async function rollBack(
  run: DatabaseRun,
  asked: readonly string[] | undefined,
): Promise<TableReport[]> {
  const { session, customer } = run
  const known = await readLoadStates(session, customer)
  const names = asked ?? [...known.keys()].filter((name) => known.has(previousName(name)))
  await lockOutOtherLoads(run, names, 'session end')
  const states = await readLoadStates(session, customer)
  const pairs: Pair[] = []
  for (const name of [...names].sort()) pairs.push(await findPair(run, name, states))
  if (pairs.length === 0) throw nothingToGoBackTo(customer)

  const inPlace = pairs.filter(isPinned)
  const swapped = pairs.filter((pair) => !isPinned(pair))
  const reports = await session.transaction(async () => {
    const merged: TableReport[] = []
    for (const pair of inPlace) {
      merged.push(await aboutTable(run, pair.name, () => mergeBack(run, pair)))
    }
    await lockOutReaders(
      session,
      swapped.flatMap(({ name, current }) => lockedBySwap(customer, name, current)),
      run.lockTimeoutSeconds,
    )
    const others: TableReport[] = []
    for (const pair of swapped) {
      others.push(await aboutTable(run, pair.name, () => swapBack(run, pair)))
    }
    return [...merged, ...others]
  })
  await tidy(run, names)
  return reports.sort((a, b) => (a.table < b.table ? -1 : 1))
}

async function findPair(
  { session, customer }: DatabaseRun,
  name: string,
  states: ReadonlyMap<string, LoadState>,
): Promise<Pair> {
  const state = states.get(name)
  const previousState = states.get(previousName(name))
  const current = await describeTable(session, customer, name)
  const previous = await describeTable(session, customer, previousName(name))
  if (!state || !previousState || !current || !previous) {
    throw nothingToGoBackTo(`${customer}.${name}`)
  }
  return { name, state, previousState, current, previous }
}

export const nothingToGoBackTo = (what: string) =>
  new LoadError(
    'LOAD_NO_PREVIOUS',
    `There is no table of ${what} to go back to. Each historic load keeps the table that it replaces, until the next one.`,
    { exitCode: 2 },
  )

const isPinned = ({ current, state }: Pair): boolean =>
  foreignParts(current, state.columns).length > 0

async function swapBack(run: DatabaseRun, pair: Pair): Promise<TableReport> {
  const { name, current, previous } = pair
  const { session, customer, onProgress } = run
  const seconds = stopwatch()
  onProgress({ table: name, step: 'swapping' })
  const statements = [
    // Who was given rights since then keeps them.
    ...grantStatements(quoteTable(customer, previousName(name)), current.grants),
    ...swapBackStatements(
      customer,
      name,
      { name: previousName(name), parts: previous.parts },
      { name, parts: current.parts },
    ),
    ...moveStates(customer, [
      [previousName(name), nextName(name)],
      [name, previousName(name)],
      [nextName(name), name],
    ]),
  ]
  await session.run(statements.join(';\n'))
  return reportOf(pair, { inserted: 0, updated: 0, deleted: 0 }, seconds())
}

const moveStates = (schema: string, moves: readonly (readonly [string, string])[]) =>
  moves.map(([from, to]) => moveLoadState(schema, from, to))

/** Gives a table that others have built on the rows of before, where it stands. */
async function mergeBack(run: DatabaseRun, pair: Pair): Promise<TableReport> {
  const { name, state, previousState, current } = pair
  const { session, customer } = run
  const seconds = stopwatch()
  const { columns } = previousState
  if (columns.length !== state.columns.length || columns.some((c) => !state.columns.includes(c))) {
    throw new LoadError(
      'LOAD_TABLE_IN_USE',
      `The table ${name} had other columns before, and what others built on it (${foreignParts(current, state.columns).join(', ')}) keeps it in its place. Nothing was changed: drop these, roll back, and create them again.`,
    )
  }
  const { key } = current
  await keepPrevious(run, { name, key }, state.columns)
  const counts = await runMerge(session, {
    target: quoteTable(customer, name),
    staging: quoteTable(customer, retiredName(name)),
    columns,
    key,
    deleteMissing: true,
  })
  await session.run(
    `${moveLoadState(customer, '', name)}; ${copyLoadState(customer, retiredName(name), name)}`,
  )
  return reportOf(pair, counts, seconds())
}

function reportOf(
  { name, previousState }: Pair,
  counts: Pick<TableReport, 'inserted' | 'updated' | 'deleted'>,
  seconds: number,
): TableReport {
  const { snapshotId, generation, rows } = previousState
  const unchanged = rows - counts.inserted - counts.updated
  return {
    table: name,
    snapshotId,
    generation,
    skipped: false,
    rows,
    ...counts,
    unchanged,
    bytes: 0,
    seconds,
  }
}
