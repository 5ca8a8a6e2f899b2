import { check, fail } from '../../check.ts'
import type { TapTrial } from '../../tap-trial.ts'

export const replicationKeyIsPresent = check(
  'the replication key is present',
  async (trial: TapTrial) => {
    const run = await trial.full()
    for (const { name, replicationKey } of await trial.streams()) {
      if (replicationKey === undefined) continue
      for (const [index, record] of run.records(name).entries()) {
        const value = record[replicationKey]
        if (typeof value === 'string' || typeof value === 'number') continue
        fail(
          `record ${index + 1} of ${name} has no ${replicationKey}: no bookmark can tell how new ` +
            'it is',
        )
      }
    }
  },
)
