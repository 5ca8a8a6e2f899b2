import { collectBatches } from '../../../index.ts'
import { rowOf } from '../../good/memory-table.ts'
import { createTableTarget } from '../../good/target-table.ts'
import type { BrokenTarget } from '../broken-target.ts'

/** Writes the last batch of a stream when the next one comes, or when the version has been activated. */
export const activatesBeforeRecords: BrokenTarget = {
  ...createTableTarget((tables) => {
    const held = new Map<string, () => Promise<void>>()
    const writeHeld = async (stream: string) => {
      await held.get(stream)?.()
      held.delete(stream)
    }
    return {
      sink: (_, { name, keyProperties }) =>
        collectBatches(async (records) => {
          await writeHeld(name)
          const rows = records.map(rowOf)
          if (rows.some(({ version }) => version !== undefined)) {
            held.set(name, () => tables.write(name, rows, keyProperties))
          } else await tables.write(name, rows, keyProperties)
        }),
      activateVersion: async (_, stream, version) => {
        await tables.keepVersion(stream, version)
        await writeHeld(stream)
      },
    }
  }),
  fails: ['a version is activated after its records'],
}
