import { createTableTarget } from '../../good/target-table.ts'
import type { BrokenTarget } from '../broken-target.ts'

/** Takes note of a version and leaves the older ones where they are. */
export const activationKeepsOldRecords: BrokenTarget = {
  ...createTableTarget(() => ({ activateVersion: async () => {} })),
  fails: ['an activated version is the only one'],
}
