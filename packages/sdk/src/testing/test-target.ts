import type { Target } from '@descant/sdk'
import type { Check, Skips } from './check.ts'
import type { CheckTargetOptions } from './check-target-options.ts'
import { openDestination } from './destination.ts'
import { registerChecks } from './register-checks.ts'
import type { TargetCheckName } from './target-check-name.ts'
import { targetChecks } from './target-checks.ts'
import { TargetTrial } from './target-trial.ts'

export interface TestTargetOptions<Config extends object> extends CheckTargetOptions<Config> {
  /** Checks that are not tried, each with the reason, which is shown. @default {} */
  readonly skip?: Skips<TargetCheckName>
  /** The longest that one check may take, in seconds. @default 30 */
  readonly timeoutSeconds?: number
}

/**
 * Registers the standard tests of a target with vitest: one for each promise that a target makes. They
 * run the target in this process, through the engine that its bin runs through, and hold what its
 * destination then has against what was sent.
 *
 * @example
 * testTarget(targetFolder, {
 *   config: async () => ({ directory: await mkdtemp(join(tmpdir(), 'target-folder-')) }),
 *   read: (stream, { directory }) => readRecords(join(directory, stream)),
 *   loadMethod: 'append-only',
 * })
 */
export function testTarget<Config extends object>(
  target: Target,
  options: TestTargetOptions<Config>,
): void {
  const { skip = {}, timeoutSeconds = 30 } = options
  const attempt = async (check: Check<TargetTrial, TargetCheckName>) => {
    const trial = new TargetTrial(target, await openDestination(options), options)
    try {
      await check.run(trial)
    } finally {
      await trial.end()
    }
  }
  registerChecks<TargetTrial, TargetCheckName>({
    title: target.name,
    checks: targetChecks,
    attempt,
    skip,
    timeoutSeconds,
  })
}
