import { createTableTarget } from '../../good/target-table.ts'
import { runTargetInMemory } from '../../run-target-in-memory.ts'
import type { BrokenTarget } from '../broken-target.ts'

/** Guesses a SCHEMA where none has come. */
export const acceptsRecordBeforeSchema: BrokenTarget = {
  ...createTableTarget(),
  runTarget: async (target, lines, options) => {
    const [first, ...rest] = [...(lines as Iterable<string | Uint8Array>)]
    const isEarly = typeof first === 'string' && first.includes('"RECORD"')
    const ordered = isEarly
      ? [...rest.slice(0, 1), first, ...rest.slice(1)]
      : [first ?? '', ...rest]
    return runTargetInMemory(target, ordered, options)
  },
  fails: ['a RECORD before its SCHEMA is refused'],
}
