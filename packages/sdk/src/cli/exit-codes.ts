/** What a process of ours ends with. Singer itself knows only zero and the rest. */
export const exitCodes = {
  /** All done. */
  done: 0,
  /** It failed; the last line says why. */
  failure: 1,
  /** The config or the command line is wrong. */
  config: 2,
  /** The credentials were refused. */
  credentials: 3,
  /** Some streams or windows failed, the others are done. */
  partial: 4,
  /** The time budget is spent; run again to go on. */
  timeSpent: 75,
  /** It was interrupted (SIGINT). */
  interrupted: 130,
  /** It was told to end (SIGTERM). */
  terminated: 143,
} as const
