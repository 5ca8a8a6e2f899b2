import { describe, expect, test } from 'vitest'
import { contentDifference, contentOf } from './content.ts'
import { recordStep, schemaStep, stateStep, stepsFrom, stepsThrough } from './steps.ts'

const stream = { name: 'a', schema: {}, keyProperties: ['id'] }
const one = recordStep(stream, { id: 1, value: 'one' })
const other = recordStep(stream, { id: 1, value: 'other' })
const two = recordStep(stream, { id: 2, value: 'two' })
const steps = [schemaStep(stream), one, two, stateStep('first'), other, stateStep('last')]

test('the last record of each key is to be found, or all', () => {
  expect(contentOf(steps, 'upsert')[0]?.records).toEqual([other, two])
  expect(contentOf(steps, 'append-only')[0]?.records).toEqual([one, two, other])
})

test('the key is that of the last SCHEMA', () => {
  const keyless = { ...stream, keyProperties: [] }
  expect(contentOf([...steps, schemaStep(keyless)], 'upsert')[0]?.records).toHaveLength(3)
})

describe('what is stored', () => {
  const expected = { stream: 'a', keyProperties: ['id'], records: [one, two] }
  const [first, second, foreign] = [one.value, two.value, { id: 3, value: 'three' }]
  test.each([
    ['nothing', [second, first], undefined],
    ['nothing', [first], 'a: the record {"id":2,"value":"two"} is not there'],
    ['nothing', [first, second, first], 'a: {"id":1,"value":"one"} is there twice'],
    ['nothing', [first, { id: 2, value: 'too' }], 'a: value was sent as "two" and is "too"'],
    ['repeats', [first, second, first], undefined],
    ['repeats', [first, second, foreign], 'a: {"id":3,"value":"three"} is there and should not be'],
    ['anything', [first, second, foreign], undefined],
    ['anything', [first, foreign], 'a: the record {"id":2,"value":"two"} is not there'],
  ] as const)('beside %s: %j', (beside, stored, difference) => {
    expect(contentDifference(expected, stored, beside)).toBe(difference)
  })
})

test('a run that goes on sends the schemas again, and what comes after the STATE', () => {
  expect(stepsThrough(steps, '"first"')).toBe(4)
  expect(stepsFrom(steps, '"first"')).toEqual([steps[0], ...steps.slice(4)])
  expect(stepsFrom(steps, undefined)).toEqual(steps)
})
