import { DEFAULT_APP } from '../api/tokens.ts'
import type { Verb } from '../control/verb.ts'
import { gid, parseGid } from '../store/ids.ts'

/** What other processes do with bulk operations. */
export const bulkVerbs = {
  bulk: {
    takes: {
      action: ': `list`, `occupy` or `cancel`',
      count: ' (5), how many to occupy',
      id: ' (all), which to cancel',
      app: ' (sandbox)',
    },
    does: 'lists the bulk operations of an app; lets another process take up places with some that get nowhere; lets somebody cancel one, or all that are under way',
    act: ({ bulk }, settings) => {
      const app = settings.text('app', DEFAULT_APP)
      const action = settings.choice('action', ['list', 'occupy', 'cancel'])
      if (action === 'occupy') bulk.occupy(app, settings.positive('count', 5))
      if (action === 'cancel') {
        const ids = settings.has('id')
          ? [parseGid(settings.text('id'))?.id ?? 0]
          : bulk.underWay(app).map(({ id }) => id)
        for (const id of ids) bulk.cancel(id)
      }
      return {
        operations: bulk.list(app).map((operation) => ({
          id: gid('BulkOperation', operation.id),
          status: operation.status,
          object_count: operation.objectCount,
        })),
      }
    },
  },
} satisfies Readonly<Record<string, Verb>>
