import type { Random } from '../../random.ts'
import type { BulkRow } from './flatten-result.ts'

/** A line of a result file. */
export interface BulkLine {
  readonly line: string
  /** Whether the object stands at the root of the query. */
  readonly isRoot: boolean
}

/** How many lines, on average, lie between a parent and a child of it in an ungrouped file. */
const CHANCE_OF_A_CHILD = 0.6

/** Every object with its children right below it, as `groupObjects: true` asks for. */
export function groupRows(rows: readonly BulkRow[]): BulkLine[] {
  const lines: BulkLine[] = []
  const add = (row: BulkRow, isRoot: boolean): void => {
    lines.push({ line: row.line, isRoot })
    for (const child of row.children) add(child, false)
  }
  for (const row of rows) add(row, true)
  return lines
}

/**
 * Every object somewhere after its parent, and nothing more can be relied on: children of several
 * parents stand mixed. The same randomness gives the same file.
 */
export function scatterRows(rows: readonly BulkRow[], random: Random): BulkLine[] {
  const lines: BulkLine[] = []
  const waiting: BulkRow[] = []
  let next = 0
  while (next < rows.length || waiting.length > 0) {
    const takeChild = waiting.length > 0 && random.chance(CHANCE_OF_A_CHILD)
    const isRoot = !takeChild && next < rows.length
    const row = isRoot ? (rows[next++] as BulkRow) : takeAny(waiting, random)
    lines.push({ line: row.line, isRoot })
    for (const child of row.children) waiting.push(child)
  }
  return lines
}

/** Takes one of the rows out, in no time however many there are. */
function takeAny(rows: BulkRow[], random: Random): BulkRow {
  const index = random.integer(0, rows.length - 1)
  const taken = rows[index] as BulkRow
  const last = rows.pop() as BulkRow
  if (index < rows.length) rows[index] = last
  return taken
}
