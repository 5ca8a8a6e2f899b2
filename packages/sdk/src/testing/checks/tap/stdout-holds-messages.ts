import { check, fail } from '../../check.ts'
import type { TapTrial } from '../../tap-trial.ts'
import { watchStdout } from '../../watch-stdout.ts'

export const stdoutHoldsMessages = check(
  'stdout holds nothing but messages',
  async (trial: TapTrial) => {
    const { written } = await watchStdout(() => trial.run())
    if (written.length === 0) return
    fail(`${JSON.stringify(written[0])} was written to stdout past the engine. Use \`log\`.`)
  },
)
