import type { Tap } from '@descant/sdk'
import { judge, type Skips, type Verdict } from './check.ts'
import type { CheckTapOptions } from './check-tap-options.ts'
import type { TapCheckName } from './tap-check-name.ts'
import { tapChecks } from './tap-checks.ts'
import { TapTrial } from './tap-trial.ts'

/**
 * Tries every check of a tap and says what became of each: what {@link testTap} registers, without a
 * test runner.
 *
 * @param options.skip Checks that are not tried, each with the reason.
 * @example
 * const verdicts = await checkTap(tapToy, { config: { token: 'abc' } })
 * const failed = verdicts.filter(({ outcome }) => outcome === 'failed')
 */
export async function checkTap(
  tap: Tap,
  options: CheckTapOptions & { readonly skip?: Skips<TapCheckName> } = {},
): Promise<readonly Verdict<TapCheckName>[]> {
  const trial = new TapTrial(tap, options)
  const verdicts: Verdict<TapCheckName>[] = []
  for (const check of tapChecks)
    verdicts.push(await judge<TapTrial, TapCheckName>(check, trial, options.skip))
  return verdicts
}
