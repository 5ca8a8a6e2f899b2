import { check } from '../../check.ts'
import { recordStep, schemaStep, stateStep } from '../../steps.ts'
import type { TargetTrial } from '../../target-trial.ts'

const properties = {
  id: { type: 'integer' },
  region: { type: 'string' },
  value: { type: ['null', 'string'] },
} as const

export const keylessRecordsAreKept = check(
  'a stream without a key keeps every record',
  (trial: TargetTrial) =>
    trial.expectArrival(trial.stream('keyless', properties, []), (own) => [
      recordStep(own, { id: 1, value: 'a' }),
      recordStep(own, { id: 1, value: 'b' }),
      recordStep(own, { id: 2, value: 'b' }),
      recordStep(own, { id: 3 }),
      recordStep(own, { id: 1, value: 'c' }),
    ]),
)

export const repeatedKeysAreReplaced = check(
  'a repeated key replaces its record, or stands beside it',
  (trial: TargetTrial) =>
    trial.expectArrival(trial.stream('repeated', properties), (own) => [
      // Batches of three: the last word is spoken within a batch, and from batch to batch.
      recordStep(own, { id: 1, value: 'first' }),
      recordStep(own, { id: 2, value: 'first' }),
      recordStep(own, { id: 1, value: 'second' }),

      recordStep(own, { id: 1, value: 'third' }),
      recordStep(own, { id: 2, value: null }),
      recordStep(own, { id: 3, value: 'first' }),

      recordStep(own, { id: 1, value: 'fourth' }),
      recordStep(own, { id: 3, value: 'first' }),
      recordStep(own, { id: 1, value: 'last' }),
    ]),
)

export const compoundKeysAreKept = check(
  'a key of several parts is one key',
  (trial: TargetTrial) =>
    trial.expectArrival(trial.stream('compound', properties, ['id', 'region']), (own) => [
      recordStep(own, { id: 1, region: 'eu', value: 'a' }),
      recordStep(own, { id: 1, region: 'us', value: 'b' }),
      recordStep(own, { id: 11, region: 'us', value: 'c' }),
      recordStep(own, { id: 1, region: '1us', value: 'd' }),
      recordStep(own, { id: 1, region: 'eu', value: 'e' }),
    ]),
)

export const changedKeyCounts = check(
  'a changed key counts from then on',
  async (trial: TargetTrial) => {
    const before = trial.stream('changed_key', properties)
    const after = { ...before, keyProperties: ['id', 'region'] }
    const steps = [
      schemaStep(before),
      recordStep(before, { id: 1, region: 'eu', value: 'a' }),
      schemaStep(after),
      recordStep(after, { id: 1, region: 'us', value: 'b' }),
      recordStep(after, { id: 1, region: 'eu', value: 'c' }),
      stateStep('done'),
    ]
    await trial.loadAll(steps)
    await trial.expectContent(steps)
  },
)

export const missingFieldsStayMissing = check(
  'a missing optional field stays missing',
  (trial: TargetTrial) =>
    trial.expectArrival(trial.stream('optional', properties), (own) => [
      recordStep(own, { id: 1, region: 'eu', value: 'a' }),
      recordStep(own, { id: 2 }),
      recordStep(own, { region: 'us', id: 3 }),
      recordStep(own, { value: 'b', id: 4 }),
    ]),
)
