import type { DatabaseRun } from '../load-run.ts'
import { readLoadStates } from './load-state.ts'
import { validateReferences } from './references.ts'
import { dropOwn } from './swap-table.ts'
import { nextName, retiredName } from './table-parts.ts'

/**
 * Removes what is of no more use once new tables are in their places, and holds foreign keys against
 * all rows. Readers wait for none of it. A load that is cut off before leaves it to the next one.
 */
export async function tidy(run: DatabaseRun, tables: readonly string[]): Promise<void> {
  const states = await readLoadStates(run.session, run.customer)
  for (const name of tables) {
    for (const own of [nextName(name), retiredName(name)]) {
      await run.session.transaction(() => dropOwn(run, own, states))
    }
  }
  await validateReferences(run)
}
