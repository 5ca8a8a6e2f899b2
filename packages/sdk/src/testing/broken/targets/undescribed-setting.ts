import { createTableTarget } from '../../good/target-table.ts'
import type { BrokenTarget } from '../broken-target.ts'

/** Does not say what a setting is, and does not mark a secret. */
export const undescribedSetting: BrokenTarget = {
  ...createTableTarget(() => ({
    config: { type: 'object', properties: { password: { type: 'string' } } } as never,
  })),
  fails: ['every setting is described, every secret is marked'],
}
