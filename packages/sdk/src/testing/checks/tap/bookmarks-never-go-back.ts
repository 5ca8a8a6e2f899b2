import { TapState } from '../../../protocol/state.ts'
import { compareReplicationValues } from '../../../tap/bookmark/replication-value.ts'
import { bookmarkValue } from '../../../tap/bookmark/stored-bookmark.ts'
import { check, fail } from '../../check.ts'
import type { TapTrial } from '../../tap-trial.ts'

export const bookmarksNeverGoBack = check('bookmarks never go back', async (trial: TapTrial) => {
  const { states } = await trial.full()
  for (const { name } of await trial.streams()) {
    const values = states.map((state) => bookmarkValue(new TapState(state).bookmark(name)))
    for (const [index, value] of values.entries()) {
      const before = values[index - 1]
      if (before === undefined) continue
      const where = `between STATE ${index} and STATE ${index + 1}`
      if (value === undefined) fail(`the bookmark of ${name} is given up ${where}`)
      if (compareReplicationValues(value, before) < 0) {
        fail(`the bookmark of ${name} goes back from ${before} to ${value} ${where}`)
      }
    }
  }
})
