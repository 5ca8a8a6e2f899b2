import { recordStep, type Step, schemaStep, stateStep } from '../../steps.ts'
import type { TargetTrial } from '../../target-trial.ts'

const properties = { id: { type: 'integer' }, value: { type: 'string' } } as const

/** For what is about the writing alone: compiling schemas for each of many runs would take the time. */
export const unchecked = { validate_records: false } as const

/**
 * Two streams and one without a key that take turns, and a STATE after each few records. No key comes
 * twice, so that what is stored only grows.
 */
export function turns(trial: TargetTrial, records = 20): readonly Step[] {
  const streams = [
    trial.stream('left', properties),
    trial.stream('right', properties),
    trial.stream('keyless', properties, []),
  ]
  const steps: Step[] = streams.map(schemaStep)
  for (let id = 0; id < records; id++) {
    const stream = streams[id % 5 === 4 ? 2 : id % 2] as (typeof streams)[number]
    steps.push(recordStep(stream, { id, value: `${stream.name} ${id}` }))
    if (id % 4 === 1 || id % 7 === 3) steps.push(stateStep({ position: id }))
  }
  return [...steps, stateStep({ position: 'end' })]
}
