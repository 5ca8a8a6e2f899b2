/** When a run is ended from outside, and how. */
export interface Kill {
  /** After how many lines: of what a tap has written, or of what a target has been given. */
  readonly lines: number
  /**
   * `SIGTERM`: the run is told to end and tidies up. `SIGKILL`: it is gone; nothing that it does
   * afterwards reaches the world.
   */
  readonly signal: 'SIGTERM' | 'SIGKILL'
}

/**
 * Ends a run in memory after so many lines.
 *
 * @param signal How. Default: `SIGKILL`.
 * @example
 * const run = await runTapInMemory(tapToy, { config, kill: killAt(7) })
 * const rest = await runTapInMemory(tapToy, { config, state: run.state })
 */
export const killAt = (lines: number, signal: Kill['signal'] = 'SIGKILL'): Kill => ({
  lines,
  signal,
})
