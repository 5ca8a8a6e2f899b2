import type { Message } from '../../index.ts'
import { runTapInMemory } from '../run-tap-in-memory.ts'
import { tapRun } from '../tap-run.ts'

/** Runs a tap, and changes what it wrote: for defects of an engine. */
export const distortedRun =
  (change: (messages: readonly Message[]) => readonly Message[]): typeof runTapInMemory =>
  async (tap, options) => {
    const run = await runTapInMemory(tap, options)
    return tapRun(change(run.messages), run)
  }
