import { expect, test } from 'vitest'
import { shapeFault } from './shape-fault.ts'

const shape = {
  id: 'text',
  tags: ['text'],
  customer: { id: 'text' },
  lines: [{ product: { id: 'text' } }],
} as const

test.each<[unknown, string | undefined]>([
  [{}, undefined],
  [{ id: { any: 'thing' }, other: [1] }, undefined],
  [{ customer: null, lines: null, tags: null }, undefined],
  [{ lines: [null, { product: null }] }, undefined],
  [[], ' must be object'],
  ['text', ' must be object'],
  [{ customer: 'Ann' }, '/customer must be object'],
  [{ customer: [] }, '/customer must be object'],
  [{ tags: 'a' }, '/tags must be array'],
  [{ lines: { 0: {} } }, '/lines must be array'],
  [{ lines: [{}, { product: 7 }] }, '/lines/1/product must be object'],
])('%j: %s', (record, expected) => {
  const fault = shapeFault(record, shape)
  expect(fault && `${fault.path} ${fault.message}`).toBe(expected)
})
