import { fail } from './check.ts'
import { lostRecords, throughLastState } from './delivered.ts'
import type { Kill } from './kill-at.ts'
import type { TapTrial, TrialRun } from './tap-trial.ts'

/**
 * Goes on from where a run stopped, and fails the check where a record was not read by either.
 *
 * @param when Where it stopped, in words.
 */
export async function expectResumed(
  trial: TapTrial,
  stopped: Pick<TrialRun, 'messages' | 'state'>,
  when: string,
): Promise<void> {
  const full = await trial.full()
  const before = throughLastState(stopped.messages)
  const rest = await trial.run({ state: stopped.state })
  const lost = lostRecords(full.messages, [...before, ...rest.messages])
  if (lost === undefined) return
  const failure = rest.failure ?? rest.outcomes.find(({ failure }) => failure)?.failure
  const why = failure instanceof Error ? ` The run that goes on failed: ${failure.message}` : ''
  fail(
    `${lost} are lost when a run goes on from the STATE ${when}: ${JSON.stringify(stopped.state)}.` +
      `${why} A bookmark or a cursor must not pass a record that has not been yielded.`,
  )
}

/** Interrupts runs at several lines, and goes on from each. */
export async function expectResumedAnywhere(
  trial: TapTrial,
  places: readonly number[],
  signal: Kill['signal'],
): Promise<void> {
  for (const lines of places) {
    const stopped = await trial.run({ kill: { lines, signal } })
    await expectResumed(trial, stopped, `after ${signal} at line ${lines}`)
  }
}
