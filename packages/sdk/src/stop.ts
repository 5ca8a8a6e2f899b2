/** Why a run ends before its work is done. Carried as the reason of an AbortSignal. */
export class Stop {
  /** What the process ends with. */
  readonly exitCode: number
  /** What happened and what to do, in a user's words. */
  readonly message: string

  constructor(exitCode: number, message: string) {
    this.exitCode = exitCode
    this.message = message
  }

  /** The stop that a signal carries, if it has been told to stop. */
  static of(signal: AbortSignal): Stop | undefined {
    return signal.aborted && signal.reason instanceof Stop ? signal.reason : undefined
  }
}
