import { once } from 'node:events'
import { expect, test } from 'vitest'
import { memoryOutput } from './memory-output.ts'
import { slowWritable } from './slow-writable.ts'

const schema = '{"type":"SCHEMA","stream":"a","schema":{},"key_properties":[]}'
const record = (stream: string) => `{"type":"RECORD","stream":"${stream}","record":{"name":"é"}}`

test('gives lines and messages, however they were cut', () => {
  const output = memoryOutput()
  for (const byte of Buffer.from(`${schema}\n${record('a')}\n${record('b')}\n`)) {
    output.write(Buffer.from([byte]))
  }
  expect(output.lines).toEqual([schema, record('a'), record('b')])
  expect(output.messages.map(({ type }) => type)).toEqual(['SCHEMA', 'RECORD', 'RECORD'])
  expect(output.records()).toHaveLength(2)
  expect(output.records('b')).toEqual([{ name: 'é' }])
})

test('breaks as a pipe does whose reader has gone', async () => {
  const output = memoryOutput({ breakAfter: 1 })
  const broken = once(output, 'error')
  output.write('one\ntwo\nthree\n')
  expect(await broken).toMatchObject([{ code: 'EPIPE' }])
  expect(output.lines).toEqual(['one'])
})

test('a slow one asks to be waited for, and takes one write in a turn', async () => {
  const output = slowWritable()
  expect(output.write('one\n')).toBe(false)
  output.write('two\n')
  expect(output.lines).toEqual(['one'])
  await once(output, 'drain')
  expect(output.lines).toEqual(['one', 'two'])
})
