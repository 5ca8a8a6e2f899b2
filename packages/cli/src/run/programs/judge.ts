import { exitCodes } from '@descant/sdk'

/** How a process ended. */
export interface Exit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** Why we ended the programs ourselves. */
export interface Stopped {
  readonly exitCode: number
  readonly message: string
  /** Whether the run is worth another try at once. */
  readonly isRetryable: boolean
}

/** What the ends of a pipe mean together. */
export interface Verdict {
  readonly exitCode: number
  readonly message: string
  readonly isRetryable: boolean
}

const done: Verdict = { exitCode: exitCodes.done, message: 'done', isRetryable: false }

const isDone = ({ code }: Exit) => code === exitCodes.done

const wordsOf = ({ code, signal }: Exit): string =>
  signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`

/** Codes that another try would only meet again: a person must act first. */
const final: readonly (number | null)[] = [exitCodes.config, exitCodes.credentials]

const failed = (name: string, exit: Exit): Verdict =>
  final.includes(exit.code)
    ? { exitCode: exit.code as number, message: `${name} ${wordsOf(exit)}`, isRetryable: false }
    : { exitCode: exitCodes.failure, message: `${name} ${wordsOf(exit)}`, isRetryable: true }

/**
 * Judges both ends of a pipe together. A target that failed is the cause, since the tap then fails on
 * its closed pipe; only where the tap says that its config or credentials are at fault is it that.
 */
export function judge(tap: Exit, target: Exit, stopped?: Stopped): Verdict {
  if (stopped) return stopped
  if (final.includes(tap.code)) return failed('the tap', tap)
  if (!isDone(target)) return failed('the target', target)
  if (isDone(tap)) return done
  if (tap.code === exitCodes.timeSpent) {
    const message = 'the tap has spent its time budget; run again to go on'
    return { exitCode: exitCodes.timeSpent, message, isRetryable: false }
  }
  if (tap.code === exitCodes.partial) {
    const message = 'some streams or windows of the tap failed, the others are done'
    return { exitCode: exitCodes.partial, message, isRetryable: true }
  }
  return failed('the tap', tap)
}
