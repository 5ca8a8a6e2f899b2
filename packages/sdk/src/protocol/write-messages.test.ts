import { Writable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { OutputClosedError } from '../errors.ts'
import { MessageWriter } from './write-messages.ts'

/** A pipe that takes `milliseconds` for each block and keeps what it took. */
const pipe = (milliseconds = 0) => {
  const taken: string[] = []
  const output = new Writable({
    highWaterMark: 100,
    write(chunk, _encoding, done) {
      taken.push(String(chunk))
      setTimeout(done, milliseconds)
    },
  })
  return { output, taken }
}

test('messages are gathered into blocks, and a STATE sends what is gathered', async () => {
  const { output, taken } = pipe()
  const writer = new MessageWriter(output, { now: () => 0 })
  writer.schema('s', { type: 'object' }, ['id'], ['at'])
  writer.record('s', '{"id":1.0}')
  writer.record('s', '{"id":2}', { version: 5 })
  expect(taken).toEqual([])
  writer.state('{"n":1}')
  await writer.flush()
  expect(taken.join('')).toBe(
    '{"type":"SCHEMA","stream":"s","schema":{"type":"object"},"key_properties":["id"],"bookmark_properties":["at"]}\n' +
      '{"type":"RECORD","stream":"s","record":{"id":1.0},"time_extracted":"1970-01-01T00:00:00.000Z"}\n' +
      '{"type":"RECORD","stream":"s","record":{"id":2},"version":5,"time_extracted":"1970-01-01T00:00:00.000Z"}\n' +
      '{"type":"STATE","value":{"n":1}}\n',
  )
})

test('a full pipe makes the writer wait, and then go on', async () => {
  const { output, taken } = pipe(5)
  const writer = new MessageWriter(output, { blockBytes: 50 })
  let waits = 0
  for (let id = 0; id < 50; id++) {
    writer.record('s', `{"id":${id}}`)
    const ready = writer.ready()
    if (ready) {
      waits++
      await ready
    }
    expect(output.writableLength).toBeLessThan(400)
  }
  await writer.flush()
  expect(waits).toBeGreaterThan(10)
  expect(taken.join('').match(/RECORD/g)).toHaveLength(50)
})

test('what does not fill a block is sent after a moment', async () => {
  const { output, taken } = pipe()
  const writer = new MessageWriter(output, { delayMilliseconds: 1 })
  writer.record('s', '{}')
  await expect.poll(() => taken.length).toBe(1)
})

test('a reader that has gone away is told as such, where the writer next looks', async () => {
  const output = new Writable({
    write(_chunk, _encoding, done) {
      done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))
    },
  })
  const writer = new MessageWriter(output)
  writer.state('{}')
  await wait(5)
  expect(() => writer.ready()).toThrow(OutputClosedError)
  await expect(writer.flush()).rejects.toThrow(OutputClosedError)
})

test('a reader that goes away at the very end is not missed', async () => {
  const output = new Writable({
    write(_chunk, _encoding, done) {
      setImmediate(() => done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })))
    },
  })
  const writer = new MessageWriter(output)
  writer.record('s', '{}')
  await expect(writer.flush()).rejects.toThrow(OutputClosedError)
})
