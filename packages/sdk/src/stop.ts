/**
 * Why a run ends before its work is done. Carried as the reason of an AbortSignal, and thrown by what
 * the signal ends: libraries take nothing but an Error for a reason.
 */
export class Stop extends Error {
  override readonly name = 'Stop'
  /** What the process ends with. */
  readonly exitCode: number

  /** @param message what happened and what to do, in a user's words. */
  constructor(exitCode: number, message: string) {
    super(message)
    this.exitCode = exitCode
  }

  /** The stop that a signal carries, if it has been told to stop. */
  static of(signal: AbortSignal): Stop | undefined {
    return signal.aborted && signal.reason instanceof Stop ? signal.reason : undefined
  }
}
