import { describe, test } from 'vitest'
import { type Check, DoesNotApply, type Skips } from './check.ts'

export interface Registration<Trial, Name extends string> {
  /** As the tests are grouped. */
  readonly title: string
  readonly checks: readonly Check<Trial, Name>[]
  /** Runs a check on its trial, and tidies up after it. */
  readonly attempt: (check: Check<Trial, Name>) => Promise<void>
  readonly skip: Skips<Name>
  readonly timeoutSeconds: number
}

/** Makes a test of each check. One that is left out is shown as skipped, with its reason. */
export function registerChecks<Trial, Name extends string>(
  registration: Registration<Trial, Name>,
): void {
  const { title, checks, attempt, skip, timeoutSeconds } = registration
  const known: readonly string[] = checks.map(({ name }) => name)
  const unknown = Object.keys(skip).filter((name) => !known.includes(name))
  if (unknown.length > 0) throw new TypeError(`There is no check called ${unknown.join(', ')}`)
  describe(title, () => {
    for (const check of checks) {
      test(check.name, { timeout: timeoutSeconds * 1000 }, async (context) => {
        const reason = skip[check.name]
        if (reason !== undefined) context.skip(reason)
        try {
          await attempt(check)
        } catch (error) {
          if (error instanceof DoesNotApply) context.skip(error.message)
          throw error
        }
      })
    }
  })
}
