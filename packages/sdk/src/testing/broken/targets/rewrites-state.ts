import { createTableTarget } from '../../good/target-table.ts'
import { runTargetInMemory } from '../../run-target-in-memory.ts'
import type { BrokenTarget } from '../broken-target.ts'

/** Reads a STATE and writes it anew. */
export const rewritesState: BrokenTarget = {
  ...createTableTarget(),
  runTarget: async (...call) => {
    const run = await runTargetInMemory(...call)
    return { ...run, states: run.states.map((text) => JSON.stringify(JSON.parse(text))) }
  },
  fails: ['a STATE passes through byte for byte'],
}
