import { PassThrough, Readable, Writable } from 'node:stream'
import { ProtocolError, silentLogger } from '@descant/sdk'
import { describe, expect, test } from 'vitest'
import { compileConfig } from './config/compile-config.ts'
import type { MapConfig } from './config/map-config.ts'
import { mapMessages } from './map-messages.ts'
import { Mapper } from './mapper.ts'

interface Run {
  readonly lineTimeout?: number
  readonly signal?: AbortSignal
  readonly output?: Writable
}

/** What leaves, as bytes, and the error that ended it. */
const run = async (input: AsyncIterable<Uint8Array>, config: MapConfig, options: Run = {}) => {
  const chunks: Buffer[] = []
  const collect = new Writable({
    write(chunk, _, done) {
      chunks.push(chunk)
      done()
    },
  })
  let error: unknown
  await mapMessages({
    mapper: new Mapper(compileConfig(config), silentLogger),
    input,
    output: options.output ?? collect,
    lineTimeout: options.lineTimeout ?? 10_000,
    signal: options.signal ?? new AbortController().signal,
  }).catch((caught) => {
    error = caught
  })
  return { bytes: Buffer.concat(chunks), error }
}

const inputOf = (...chunks: (string | Buffer)[]) =>
  Readable.from(chunks.map((chunk) => Buffer.from(chunk as string)))

const schema =
  '{"type":"SCHEMA","stream":"s","schema":{"properties":{"a":{},"b":{}}},"key_properties":[]}\n'
const record = (stream: string, text: string) =>
  `{"type":"RECORD","stream":"${stream}","record":${text}}\n`
const state = '{"type":"STATE","value":1.0}\n'
const config: MapConfig = { streams: { s: { drop: ['b'] } } }
const mappedSchema = schema.replace(',"b":{}', '')

test('lines leave in order, blank ones and returns do not', async () => {
  const { bytes } = await run(
    inputOf(`\ufeff${schema}\r\n  \n${record('s', '{"a":1,"b":2}')}${state}`, record('o', '{}')),
    config,
  )
  expect(bytes.toString()).toBe(mappedSchema + record('s', '{"a":1}') + state + record('o', '{}'))
})

test('a line that comes in pieces, and one without an end', async () => {
  const text = schema + record('s', '{"a":"é😀","b":2}').trimEnd()
  const bytes = Buffer.from(text)
  const pieces = Array.from(bytes, (_, index) => bytes.subarray(index, index + 1))
  expect((await run(inputOf(...pieces), config)).bytes.toString()).toBe(
    mappedSchema + record('s', '{"a":"é😀"}'),
  )
})

test('what is not UTF-8 passes through byte for byte, in its place', async () => {
  const broken = Buffer.concat([
    Buffer.from('{"type":"RECORD","stream":"o","record":{"a":"'),
    Buffer.from([0xff, 0xc3]),
    Buffer.from('"}}\n'),
  ])
  const input = Buffer.concat([Buffer.from(schema + state), broken, Buffer.from(state)])
  const expected = Buffer.concat([Buffer.from(mappedSchema + state), broken, Buffer.from(state)])
  expect((await run(inputOf(input), config)).bytes).toEqual(expected)
})

test('what came before a broken line has left when it ends the run', async () => {
  const input = inputOf(schema + record('s', '{"a":1,"b":2}') + state, 'not Singer\n', state)
  const { bytes, error } = await run(input, config)
  expect(error).toBeInstanceOf(ProtocolError)
  expect((error as Error).message).toMatch(/^Line 4 /)
  expect(bytes.toString()).toBe(mappedSchema + record('s', '{"a":1}') + state)
})

// A machine that pauses the process for as long as a line may take is tried again.
describe('an expression that does not come to an end', { retry: 4 }, () => {
  const endless: MapConfig = {
    streams: {
      s: { compute: { c: { expression: 'a.matches("^(x+)+$")', type: { type: 'boolean' } } } },
    },
  }
  const hostile = `${'x'.repeat(60)}!`

  test('ends the run with its line, after what came before', async () => {
    const input = inputOf(schema + record('s', '{"a":"x"}') + record('s', `{"a":"${hostile}"}`))
    const { bytes, error } = await run(input, endless, { lineTimeout: 200 })
    expect((error as Error).message).toBe(
      'Stream s: line 3 of the input took longer than line_timeout_seconds; make the expressions ' +
        'and patterns of its mapping simpler',
    )
    expect(bytes.toString()).toMatch(/"record":\{"a":"x","c":true\}\}\n$/)
    expect(bytes.toString()).not.toContain('!')
  })

  test('counts for its line alone: many lines together may take longer', async () => {
    const slow = record('s', `{"a":"${'x'.repeat(17)}!"}`)
    const start = performance.now()
    await run(inputOf(schema + slow), endless)
    const lineTimeout = 20 * (performance.now() - start)
    const { bytes, error } = await run(inputOf(schema + slow.repeat(60)), endless, { lineTimeout })
    expect(error).toBeUndefined()
    expect(bytes.toString().split('"c":false')).toHaveLength(61)
  })
})

test('while the reader cannot take more, no more is read', async () => {
  let given = 0
  const line = Buffer.from(record('o', `{"a":"${'x'.repeat(1000)}"}`).repeat(64))
  async function* input() {
    for (; given < 100; given++) yield line
  }
  const output = new PassThrough({ highWaterMark: 1024 })
  const finished = run(input(), config, { output })
  await new Promise((resolve) => output.once('readable', resolve))
  for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate)
  expect(given).toBeLessThan(5)
  let bytes = 0
  output.on('data', (chunk) => {
    bytes += chunk.length
  })
  await finished
  expect(bytes).toBe(100 * line.length)
})

test('when the run is told to end, what has come has left', async () => {
  const controller = new AbortController()
  async function* input() {
    yield Buffer.from(schema + state)
    controller.abort()
    throw new Error('the input was destroyed')
  }
  const { bytes, error } = await run(input(), config, { signal: controller.signal })
  expect(error).toBeUndefined()
  expect(bytes.toString()).toBe(mappedSchema + state)
})

const brokenPipe = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })

test.each<[string, (done: (error: Error) => void) => void]>([
  ['while it is written to', (done) => done(brokenPipe)],
  ['a while after', (done) => setImmediate(done, brokenPipe)],
])('a reader that has gone away ends the run: it is found out %s', async (_, fail) => {
  const output = new Writable({ write: (_chunk, _encoding, done) => fail(done) })
  const { error } = await run(inputOf(state), config, { output })
  expect(error).toMatchObject({ code: 'OUTPUT_CLOSED' })
})
