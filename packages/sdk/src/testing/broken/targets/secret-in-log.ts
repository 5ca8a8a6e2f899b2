import { createTableTarget } from '../../good/target-table.ts'
import type { BrokenTarget } from '../broken-target.ts'

const good = createTableTarget()

/** Tells its settings in the log. */
export const secretInLog: BrokenTarget = {
  ...good,
  target: {
    ...good.target,
    open: (config, context) => {
      context.log.info('connecting', { config })
      return good.target.open(config, context)
    },
  },
  fails: ['no secret is told'],
}
