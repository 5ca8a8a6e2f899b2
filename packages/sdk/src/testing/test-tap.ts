import type { Tap } from '@descant/sdk'
import type { Check, Skips } from './check.ts'
import type { CheckTapOptions } from './check-tap-options.ts'
import { registerChecks } from './register-checks.ts'
import type { TapCheckName } from './tap-check-name.ts'
import { tapChecks } from './tap-checks.ts'
import { TapTrial } from './tap-trial.ts'

export interface TestTapOptions extends CheckTapOptions {
  /** Checks that are not tried, each with the reason, which is shown. @default {} */
  readonly skip?: Skips<TapCheckName>
  /** The longest that one check may take, in seconds. @default 30 */
  readonly timeoutSeconds?: number
}

/**
 * Registers the standard tests of a tap with vitest: one for each promise that a tap makes. They run
 * the tap in this process, through the engine that its bin runs through, against whatever answers it:
 * a sandbox, an interceptor, a source that is handed in. It must answer every run alike.
 *
 * @example
 * testTap(tapToy, { config: { token: 'abc', api_url: sandbox.url } })
 */
export function testTap(tap: Tap, options: TestTapOptions = {}): void {
  const { skip = {}, timeoutSeconds = 30 } = options
  const trial = new TapTrial(tap, options)
  const attempt = (check: Check<TapTrial, TapCheckName>) => check.run(trial)
  registerChecks<TapTrial, TapCheckName>({
    title: tap.name,
    checks: tapChecks,
    attempt,
    skip,
    timeoutSeconds,
  })
}
