import { expect, test } from 'vitest'
import { checkConservation, type StreamReport } from './transform-report.ts'

const stream: StreamReport = {
  provider: 'shop',
  stream: 'orders',
  table: 'orders',
  objects: 1,
  damagedObjects: 0,
  records: 10,
  kept: 4,
  superseded: 3,
  deleted: 2,
  deadLetters: 1,
}

test('records that are all accounted for pass', () => {
  expect(() => checkConservation([stream])).not.toThrow()
})

test.each([{ records: 11 }, { kept: 5 }])(
  'records that are lost or doubled do not: %j',
  (change) => {
    expect(() => checkConservation([stream, { ...stream, ...change }])).toThrow(
      expect.objectContaining({ code: 'TRANSFORM_CONSERVATION' }),
    )
  },
)
