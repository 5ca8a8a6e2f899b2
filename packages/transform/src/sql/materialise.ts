import { type Duck, sqlIdentifier } from '@descant/lake/duckdb'
import type { Step } from './step.ts'

/** Runs steps on DuckDB: each becomes a temporary table, in place of an earlier one of its name. */
export async function materialise(duck: Duck, steps: readonly Step[]): Promise<void> {
  for (const { name, query } of steps) {
    await duck.run(`CREATE OR REPLACE TEMP TABLE ${sqlIdentifier(name)} AS ${query}`)
  }
}
