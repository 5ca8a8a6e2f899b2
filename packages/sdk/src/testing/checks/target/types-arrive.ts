import { check } from '../../check.ts'
import { recordStep } from '../../steps.ts'
import type { TargetTrial } from '../../target-trial.ts'

export const typesArrive = check('values of every type arrive', async (trial: TargetTrial) => {
  const stream = trial.stream('types', {
    id: { type: 'integer' },
    text: { type: ['null', 'string'] },
    whole: { type: ['null', 'integer'] },
    number: { type: ['null', 'number'] },
    flag: { type: ['null', 'boolean'] },
    instant: { type: ['null', 'string'], format: 'date-time' },
    day: { type: ['null', 'string'], format: 'date' },
    status: { type: 'string', enum: ['open', 'closed'] },
  })
  const full = {
    text: 'text',
    whole: -7,
    number: 2.5,
    flag: true,
    instant: '2026-02-28T23:59:59Z',
    day: '2026-02-28',
    status: 'open',
  }
  const empty = { text: '', whole: 0, number: 0, flag: false, status: 'closed' }
  const nothing = { text: null, whole: null, number: null, flag: null, instant: null, day: null }
  await trial.expectArrival(stream, (own) => [
    recordStep(own, { id: 1, ...full }),
    recordStep(own, { id: 2, ...empty }),
    recordStep(own, { id: 3, ...nothing, status: 'open' }),
  ])
})

export const unionsArrive = check('unions and nested values arrive', async (trial: TargetTrial) => {
  const stream = trial.stream('unions', {
    id: { type: 'integer' },
    either: { type: ['null', 'integer', 'string'] },
    any: {
      anyOf: [{ type: 'integer' }, { type: 'string', format: 'date-time' }, { type: 'null' }],
    },
    whatever: {},
    tags: { type: ['null', 'array'], items: { type: 'string' } },
    address: {
      type: ['null', 'object'],
      properties: {
        city: { type: ['null', 'string'] },
        lines: {
          type: 'array',
          items: { type: 'object', properties: { text: { type: 'string' } } },
        },
      },
    },
  })
  const address = { city: 'Åre', lines: [{ text: 'first' }, { text: 'second' }] }
  await trial.expectArrival(stream, (own) => [
    recordStep(own, { id: 1, either: 1, any: 1, whatever: 1, tags: ['a', 'b'], address }),
    recordStep(own, { id: 2, either: 'one', any: '2026-01-01T00:00:00Z', whatever: 'text' }),
    recordStep(own, { id: 3, whatever: { deep: [[1], [2, { er: true }]] }, tags: [], address: {} }),
    recordStep(own, { id: 4, either: null, any: null, whatever: null, tags: null, address: null }),
  ])
})
