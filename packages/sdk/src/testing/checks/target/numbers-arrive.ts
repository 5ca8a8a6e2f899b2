import { NumberLiteral } from '../../../exact-json.ts'
import { check, doesNotApply } from '../../check.ts'
import { recordStep, schemaStep, stateStep } from '../../steps.ts'
import type { TargetTrial } from '../../target-trial.ts'

/** Within 64 bits and eighteen digits: what any destination of numbers can hold, and no double. */
const wholes = ['9007199254740993', '-9007199254740993', '9223372036854775807', '0']
const decimals = [
  '0.1',
  '10.10',
  '99999999999999.99',
  '-0.000000000000000001',
  '123456789.123456789',
]

export const numbersArrive = check('numbers arrive to the last digit', (trial: TargetTrial) => {
  const stream = trial.stream('numbers', {
    id: { type: 'integer' },
    whole: { type: ['null', 'integer'] },
    decimal: { type: ['null', 'number'] },
  })
  return trial.expectArrival(stream, (own) => [
    ...wholes.map((digits, id) => recordStep(own, { id, whole: new NumberLiteral(digits) })),
    ...decimals.map((digits, id) =>
      recordStep(own, { id: 100 + id, decimal: new NumberLiteral(digits) }),
    ),
  ])
})

/** Records that are other bytes, and the same values or none, once they have been put together anew. */
const records = [
  '{"id":1,"z":1,"10":"ten","2":"two","a":1}',
  '{"id":2,"number":1.10,"zero":-0,"power":1E5,"huge":1e400,"long":0.1000000000000000055511151231257827}',
  '{"id":3,"integer":123456789012345678901234567890}',
  '{"id":4,"text":"\\u0041\\/\\u00e9","__proto__":{"a":1}}',
  '{ "id" : 5 , "spaces" : [ 1 , 2 ] }',
  '{"id":6,"twice":1,"twice":2}',
]

export const bytesArrive = check('the bytes of a record arrive', async (trial: TargetTrial) => {
  const stream = trial.stream('bytes', { id: { type: 'integer' } })
  const steps = [
    schemaStep(stream),
    ...records.map((text) => recordStep(stream, text)),
    stateStep('done'),
  ]
  await trial.loadAll(steps)
  const stored = await trial.read(stream.name)
  if (stored.every((record) => typeof record !== 'string')) {
    doesNotApply('`read` gives values, so this target does not claim to keep bytes')
  }
  await trial.expectContent(steps)
})
