import type { Shopify } from '../client/shopify.ts'
import type { StreamPlan } from '../discovery/plan-stream.ts'
import type { Unfolding } from '../discovery/stream-definition.ts'
import type { Field } from '../query/field.ts'
import { rowCompleter } from './complete-rows.ts'
import type { Row } from './connection-page.ts'

/** What the rows of a stream's root become. */
export interface RecordMaker {
  /**
   * The records of a page of the root, each with whole lists.
   *
   * @param onGone Is told of each row that was deleted while it was read.
   */
  make(rows: readonly Row[], signal: AbortSignal, onGone: () => void): Promise<readonly Row[]>
  /** The records that lie in one row whose lists are whole, as those of a bulk file are. */
  within(row: Row): readonly Row[]
}

/**
 * Makes records out of what is asked of a root.
 *
 * @param fields What is asked of each row of the root.
 * @param variables What arguments of nested lists name.
 */
export function recordMaker(
  shopify: Shopify,
  { definition }: StreamPlan,
  fields: readonly Field[],
  variables: Readonly<Record<string, unknown>>,
): RecordMaker {
  const { through, type, find, unfold } = definition
  const { key, keyIn } = find
  const isAsItComes = !through && !keyIn && !unfold
  const completer = rowCompleter(shopify, through?.type ?? type, fields, variables)
  const within = (row: Row): readonly Row[] => {
    if (key && keyIn) return [{ ...row, [key]: (row[keyIn] as Row)[key] }]
    if (through === undefined) return [unfold ? unfolded(row, unfold) : row]
    const around = aroundOf(row, through.as, find.key)
    return listIn(row, stepsOf(through.path)).map((item) => ({ ...around, ...item }))
  }
  return {
    within,
    async make(rows, signal, onGone) {
      if (completer === undefined) {
        return isAsItComes ? rows : rows.flatMap(within)
      }
      const records: Row[] = []
      for (const row of rows) {
        const whole = await completer.complete(row, signal)
        if (whole) records.push(...within(whole))
        else onGone()
      }
      return records
    },
  }
}

function unfolded(row: Row, { from, unfold }: Unfolding): Row {
  const { [from]: items, ...rest } = row
  return { ...rest, ...unfold((items ?? []) as readonly Row[]) }
}

function aroundOf(row: Row, name: string, key: string | undefined): Row {
  const around = { [`${name}Id`]: row.id }
  return key ? { ...around, [`${name}${key[0]?.toUpperCase()}${key.slice(1)}`]: row[key] } : around
}

/** The way to a list in the answer, where fragments leave no trace. */
const stepsOf = (path: string): string[] =>
  path.split('/').filter((step) => !step.startsWith('...'))

/** The items of a list that may lie deeper, and within other lists. */
function listIn(row: Row, [step, ...rest]: readonly string[]): readonly Row[] {
  const value = row[step as string]
  const found = (Array.isArray(value) ? value : value ? [value] : []) as Row[]
  return rest.length === 0 ? found : found.flatMap((item) => listIn(item, rest))
}
