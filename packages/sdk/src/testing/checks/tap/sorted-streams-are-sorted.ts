import { compareReplicationValues } from '../../../tap/bookmark/replication-value.ts'
import { check, fail } from '../../check.ts'
import type { StreamRead } from '../../observe-reads.ts'
import type { TapTrial } from '../../tap-trial.ts'

const valuesOf = ({ chunks }: StreamRead, replicationKey: string) =>
  chunks
    .flat()
    .map((record) => (record as Readonly<Record<string, unknown>>)[replicationKey])
    .filter((value) => typeof value === 'string' || typeof value === 'number')

export const sortedStreamsAreSorted = check(
  'sorted streams come in order',
  async (trial: TapTrial) => {
    const { reads } = await trial.full()
    for (const { name, sorted, replicationKey } of await trial.streams()) {
      if (!sorted || replicationKey === undefined) continue
      for (const read of reads.filter(({ stream }) => stream === name)) {
        const values = valuesOf(read, replicationKey)
        const index = values.findIndex(
          (value, at) => at > 0 && compareReplicationValues(values[at - 1] ?? value, value) > 0,
        )
        if (index < 0) continue
        fail(
          `${name} is declared \`sorted\`, and record ${index + 1} of a reading comes after a newer ` +
            `one by ${replicationKey}. Ask the source for that order, or declare it unsorted.`,
        )
      }
    }
  },
)
