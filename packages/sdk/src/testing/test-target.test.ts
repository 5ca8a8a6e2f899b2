import { createTableTarget } from './good/target-table.ts'
import { testTarget } from './test-target.ts'

const { target, options } = createTableTarget()

testTarget(target, {
  ...options,
  samples: 2,
  hugeRecordBytes: 100_000,
  skip: { 'the bytes of a record arrive': 'a table has columns' },
})
