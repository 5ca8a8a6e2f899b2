import { type MemoryOutput, type MemoryOutputOptions, memoryOutput } from './memory-output.ts'

/**
 * Makes a pipe's end whose reader is slow: it takes one write at a time, holds nothing in store, and
 * lets the event loop turn before it takes the next. A writer that does not wait for it piles up.
 *
 * @param options.turns Turns of the event loop for each write. Default: 1.
 */
export const slowWritable = (options: MemoryOutputOptions = {}): MemoryOutput =>
  memoryOutput({ turns: 1, highWaterMark: 1, ...options })
