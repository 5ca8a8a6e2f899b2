import { collectBatches } from '../../../index.ts'
import { createTableTarget } from '../../good/target-table.ts'
import type { BrokenTarget } from '../broken-target.ts'

const texts = new Map<string, string[]>()

const { target, options } = createTableTarget(() => ({
  sink: (_, { name }) =>
    collectBatches(async (records) => {
      const own = texts.get(name) ?? []
      own.push(...records.map(({ message }) => JSON.stringify(message.record)))
      texts.set(name, own)
    }),
}))

/** Claims to keep the tap's own bytes, and writes others that mean nearly the same. */
export const rewritesBytes: BrokenTarget = {
  target,
  options: {
    config: options.config,
    read: async (stream) => texts.get(stream) ?? [],
    loadMethod: 'append-only',
  },
  fails: [
    'text arrives whole',
    'properties of any name arrive',
    'numbers arrive to the last digit',
    'the bytes of a record arrive',
  ],
}
