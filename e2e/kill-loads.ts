import { expect } from 'vitest'
import { runLoader, startLoader } from './loader-process.ts'

/** The columns of tables whose rows tell which version of the table they belong to. */
export const versionColumns = [
  { name: 'profile_id', type: 'string', required: true },
  { name: 'version', type: 'int' },
  { name: 'note', type: 'string' },
] as const

export interface KillLoadsOptions {
  readonly kills: number
  /** The version that is there. */
  readonly version: number
  /** How long a load took that was not killed, in milliseconds. */
  readonly lengthMs: number
  /** Makes a version what is to be loaded. */
  readonly commit: (version: number) => Promise<unknown>
  readonly options: () => object
  /** How many answers readers have had. */
  readonly reads: () => number
  /** What is killed in place of a load, by the number of the kill; undefined where it is the load. */
  readonly killOf?: (kill: number) => (() => Promise<void>) | undefined
}

/**
 * Loads version after version, each load killed at a random moment, and then the last one whole.
 *
 * @returns that last version, and how many loads did not come to their end
 */
export async function killLoads({
  kills,
  lengthMs,
  commit,
  options,
  reads,
  killOf,
  ...start
}: KillLoadsOptions): Promise<{ readonly version: number; readonly cut: number }> {
  let { version } = start
  let length = lengthMs
  let cut = 0
  let next = startLoader()
  for (let kill = 1; kill <= kills; kill++) {
    await commit(++version)
    const loader = next
    next = startLoader()
    const after = Math.random() * length * 1.1
    const readsBefore = reads()
    const code = await runLoader(loader, options(), after, killOf?.(kill))
    if (code !== 0) cut++
    // The machine may be faster by now than when a load was timed, or slower.
    length = code === 0 ? Math.min(length, after) : length * 1.05
    await expect.poll(reads).toBeGreaterThan(readsBefore)
    // A load that was told of a server that went away says so, and no more than that.
    expect([null, 0, 1]).toContain(code)
  }
  expect(await runLoader(next, options())).toBe(0)
  return { version, cut }
}
