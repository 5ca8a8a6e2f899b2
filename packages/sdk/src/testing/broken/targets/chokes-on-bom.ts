import { createTableTarget } from '../../good/target-table.ts'
import { runTargetInMemory } from '../../run-target-in-memory.ts'
import type { BrokenTarget } from '../broken-target.ts'

/** Takes a BOM for a broken message. */
export const chokesOnBom: BrokenTarget = {
  ...createTableTarget(),
  runTarget: async (target, lines, options) => {
    const all = [...(lines as Iterable<string | Uint8Array>)]
    const hasBom = all.some((line) => typeof line !== 'string' && line[0] === 0xef)
    return runTargetInMemory(target, hasBom ? ['{"type":'] : all, options)
  },
  fails: ['blank lines, CRLF and a BOM change nothing'],
}
