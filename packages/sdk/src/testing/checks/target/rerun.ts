import { fail } from '../../check.ts'
import type { TargetRun } from '../../run-target-in-memory.ts'
import { type Step, stepsFrom, stepsThrough } from '../../steps.ts'
import type { TargetTrial } from '../../target-trial.ts'
import { unchecked } from './scenarios.ts'

/**
 * Holds a run that ended early to its word, and runs again from its last STATE: what it acknowledged
 * is there, and in the end everything is, once by key or at least once.
 *
 * @param when What ended the run, in words.
 */
export async function expectRecovered(
  trial: TargetTrial,
  { states }: TargetRun,
  steps: readonly Step[],
  when: string,
): Promise<void> {
  const state = states.at(-1)
  try {
    await trial.expectContent(steps.slice(0, stepsThrough(steps, state)), 'anything')
    await trial.loadAll(stepsFrom(steps, state), { config: unchecked })
    await trial.expectContent(steps, 'repeats')
    if (trial.loadMethod === 'upsert') {
      await trial.expectContent(steps.filter(isNotOfKeyless(steps)))
    }
  } catch (error) {
    fail(`${when}, the last STATE was ${state}: ${(error as Error).message}`)
  }
}

/** Leaves out streams without a key, which may hold repeats after a second run. */
const isNotOfKeyless = (steps: readonly Step[]) => {
  const keyless = new Set(
    steps.flatMap((step) =>
      step.type === 'SCHEMA' && step.stream.keyProperties.length === 0 ? [step.stream.name] : [],
    ),
  )
  return (step: Step) =>
    step.type === 'STATE' || !keyless.has(step.type === 'SCHEMA' ? step.stream.name : step.stream)
}
