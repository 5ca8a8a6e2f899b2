import type { TapTrial, TrialRun } from '../../tap-trial.ts'
import { watchFetch } from '../../watch-fetch.ts'
import { late, within } from '../../within.ts'

/**
 * Runs a tap whose requests are refused with `status`, all from number `first` on. A run that tries
 * on and on is told to end after a while, and is `late`.
 */
export async function refusedRun(
  trial: TapTrial,
  { first, status }: { readonly first: number; readonly status: number },
): Promise<TrialRun | typeof late> {
  const controller = new AbortController()
  const refusal = () => Response.json({ errors: 'This request was refused by a test.' }, { status })
  const { result } = await watchFetch(
    async () => {
      const run = trial.run({ signal: controller.signal })
      const ended = await within(trial.graceSeconds, run)
      if (ended === late) controller.abort()
      return ended
    },
    (request) => (request >= first ? refusal() : undefined),
  )
  return result
}
