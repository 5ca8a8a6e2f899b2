import { collectBatches } from '../../../index.ts'
import { createTableTarget } from '../../good/target-table.ts'
import type { BrokenTarget } from '../broken-target.ts'

/** Throws away what cannot go on. */
export const dropsRejects: BrokenTarget = {
  ...createTableTarget(() => ({ rejects: () => collectBatches(async () => {}) })),
  fails: ['a bad record is put aside, its neighbours go on'],
}
