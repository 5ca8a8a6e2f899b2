import { expect, test } from 'vitest'
import type { Message } from '../index.ts'
import { parseMessage } from '../protocol/parse-message.ts'
import { lostRecords, throughLastState } from './delivered.ts'

const schema = (keys: readonly string[]) =>
  parseMessage(JSON.stringify({ type: 'SCHEMA', stream: 'a', schema: {}, key_properties: keys }))
const record = (value: object): Message =>
  parseMessage(JSON.stringify({ type: 'RECORD', stream: 'a', record: value }))
const state = parseMessage('{"type":"STATE","value":1}')

test('records are known by their key', () => {
  const wanted = [schema(['id']), ...[1, 2, 3, 4, 5].map((id) => record({ id }))]
  expect(lostRecords(wanted, wanted)).toBeUndefined()
  expect(lostRecords(wanted, [record({ id: 5, changed: true }), ...wanted.slice(0, 5)])).toBe(
    undefined,
  )
  expect(lostRecords(wanted, [record({ id: 1 })])).toBe(
    '4 of 5 records of a, with the keys [2] [3] [4] …',
  )
})

test('records without a key are known by their text, which is not told', () => {
  const wanted = [schema([]), record({ email: 'a@example.com' })]
  expect(lostRecords(wanted, wanted)).toBeUndefined()
  expect(lostRecords(wanted, [record({ email: 'b@example.com' })])).toBe('1 of 1 records of a')
})

test('what comes after the last STATE is not acknowledged', () => {
  const messages = [schema(['id']), record({ id: 1 }), state, record({ id: 2 })]
  expect(throughLastState(messages)).toEqual(messages.slice(0, 3))
  expect(throughLastState([record({ id: 1 })])).toEqual([])
})
