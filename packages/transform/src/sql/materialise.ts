import { type Duck, sqlIdentifier } from '@descant/lake/duckdb'
import type { Step } from './step.ts'

/**
 * Runs steps on DuckDB: each becomes a temporary table, in place of an earlier one of its name.
 *
 * @param asViews the names of steps that cost less to compute again than to keep.
 */
export async function materialise(
  duck: Duck,
  steps: readonly Step[],
  asViews: readonly string[] = [],
): Promise<void> {
  for (const { name, query } of steps) {
    const kind = asViews.includes(name) ? 'VIEW' : 'TABLE'
    await duck.run(`CREATE OR REPLACE TEMP ${kind} ${sqlIdentifier(name)} AS ${query}`)
  }
}

/** As `materialise`, into tables that every connection sees. */
export async function materialiseForAll(duck: Duck, steps: readonly Step[]): Promise<void> {
  for (const { name, query } of steps) {
    await duck.run(`CREATE OR REPLACE TABLE ${sqlIdentifier(name)} AS ${query}`)
  }
}
