import { collectBatches } from '../../../index.ts'
import { createTableTarget } from '../../good/target-table.ts'
import type { BrokenTarget } from '../broken-target.ts'

/** Takes records through a parser that has doubles alone. */
export const roundsNumbers: BrokenTarget = {
  ...createTableTarget((tables) => ({
    sink: (_, { name, keyProperties }) =>
      collectBatches((records) =>
        tables.write(
          name,
          records.map(({ message: { record, version } }) => {
            const columns = Object.entries(record).map(
              ([column, value]) => [column, JSON.stringify(value)] as const,
            )
            return { columns: new Map(columns), version }
          }),
          keyProperties,
        ),
      ),
  })),
  fails: ['numbers arrive to the last digit'],
}
