/** A promise, and how to try whether it is kept. */
export interface Check<Trial, Name extends string = string> {
  /** The promise in words, as the test is named. */
  readonly name: Name
  /** Throws where the promise is broken. */
  run(trial: Trial): Promise<void>
}

/** What became of a check. */
export interface Verdict<Name extends string = string> {
  readonly check: Name
  readonly outcome: 'passed' | 'failed' | 'skipped'
  /** What was seen, or why it was not tried. */
  readonly reason?: string
}

/** Which checks are not tried, each with the reason, which is shown. */
export type Skips<Name extends string> = { readonly [Check in Name]?: string }

/** A broken promise: its message says what was promised, what was seen, and where to look. */
class CheckFailure extends Error {
  override readonly name = 'CheckFailure'
}

/** Thrown by a check that has nothing to try, as one of requests where the source has none. */
export class DoesNotApply extends Error {
  override readonly name = 'DoesNotApply'
}

/** Names a check. */
export const check = <Trial, const Name extends string>(
  name: Name,
  run: (trial: Trial) => Promise<void>,
): Check<Trial, Name> => ({ name, run })

/** Ends a check: the promise is broken. */
export function fail(message: string): never {
  const failure = new CheckFailure(message)
  // What is shown of the code is the check, not this line.
  Error.captureStackTrace(failure, fail)
  throw failure
}

/** Ends a check: there is nothing to try. */
export function doesNotApply(reason: string): never {
  throw new DoesNotApply(reason)
}

/** Tries a check and says what became of it. */
export async function judge<Trial, Name extends string>(
  { name, run }: Check<Trial, Name>,
  trial: Trial,
  skips: Skips<Name> = {},
): Promise<Verdict<Name>> {
  const reason = skips[name]
  if (reason !== undefined) return { check: name, outcome: 'skipped', reason }
  try {
    await run(trial)
    return { check: name, outcome: 'passed' }
  } catch (error) {
    const { message } = error as Error
    const outcome = error instanceof DoesNotApply ? 'skipped' : 'failed'
    return { check: name, outcome, reason: message }
  }
}
