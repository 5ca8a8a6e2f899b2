import type { Target } from '@descant/sdk'
import { judge, type Skips, type Verdict } from './check.ts'
import type { CheckTargetOptions } from './check-target-options.ts'
import { openDestination } from './destination.ts'
import type { TargetCheckName } from './target-check-name.ts'
import { targetChecks } from './target-checks.ts'
import { TargetTrial } from './target-trial.ts'

/**
 * Tries every check of a target and says what became of each: what {@link testTarget} registers,
 * without a test runner.
 *
 * @param options.skip Checks that are not tried, each with the reason.
 * @example
 * const verdicts = await checkTarget(targetToy, { config, read, loadMethod: 'append-only' })
 * const failed = verdicts.filter(({ outcome }) => outcome === 'failed')
 */
export async function checkTarget<Config extends object>(
  target: Target,
  options: CheckTargetOptions<Config> & { readonly skip?: Skips<TargetCheckName> },
): Promise<readonly Verdict<TargetCheckName>[]> {
  const verdicts: Verdict<TargetCheckName>[] = []
  for (const check of targetChecks) {
    const trial = new TargetTrial(target, await openDestination(options), options)
    try {
      verdicts.push(await judge<TargetTrial, TargetCheckName>(check, trial, options.skip))
    } finally {
      await trial.end()
    }
  }
  return verdicts
}
