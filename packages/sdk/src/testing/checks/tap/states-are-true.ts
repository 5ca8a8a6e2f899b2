import { check, fail } from '../../check.ts'
import { expectResumed } from '../../resume.ts'
import { sample } from '../../sample.ts'
import type { TapTrial } from '../../tap-trial.ts'

/** Runs on from STATEs of an uninterrupted run: with the records before them they give everything. */
export const statesAreTrue = check('every STATE is true', async (trial: TapTrial) => {
  const { messages, states } = await trial.full()
  if (states.length === 0 && messages.length > 0 && (await trial.streams()).some(isIncremental)) {
    fail('no STATE was written, so that every run begins at the beginning')
  }
  const lines = messages.flatMap(({ type }, index) => (type === 'STATE' ? [index + 1] : []))
  for (const index of sample(0, lines.length - 1, trial.samples)) {
    const line = lines[index] as number
    const stopped = { messages: messages.slice(0, line), state: states[index] }
    await expectResumed(trial, stopped, `on line ${line}`)
  }
})

const isIncremental = ({ replicationKey }: { readonly replicationKey: string | undefined }) =>
  replicationKey !== undefined
