import { collectBatches } from '../../../index.ts'
import { createTableTarget } from '../../good/target-table.ts'
import type { BrokenTarget } from '../broken-target.ts'

/** Does not say why a record could not go on. */
export const rejectsWithoutReason: BrokenTarget = {
  ...createTableTarget((tables) => ({
    rejects: () =>
      collectBatches(async (rejects) => {
        tables.rejects.push(...rejects.map((reject) => ({ ...reject, issues: [] })))
      }),
  })),
  fails: ['a bad record is put aside, its neighbours go on'],
}
