import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { DataError, ProtocolError } from '../errors.ts'
import { silentLogger } from '../log.ts'
import { createMetrics } from '../metrics.ts'
import type { JsonSchema } from '../schema/infer.ts'
import { defineTarget } from './define-target.ts'
import { load } from './load.ts'
import type { TargetSettings } from './settings.ts'
import type { Reject, Sink, SinkRecord, SinkStream } from './sink.ts'

const settings: TargetSettings = {
  batch_max_records: 3,
  batch_max_bytes: 1_000_000,
  batch_max_age_seconds: 300,
  validate_records: true,
  max_rejected_ratio: 0.1,
}

/** A destination in memory that tells everything that happens, in order. */
class Memory {
  readonly events: string[] = []
  readonly rejects: Reject[] = []
  /** Commits wait for this. */
  gate: Promise<void> = Promise.resolve()
  failOn: string | undefined
  isUnordered = false

  sink(stream: string, label = ''): Sink<SinkRecord> {
    return {
      isUnordered: this.isUnordered,
      open: () => {
        const texts: string[] = []
        return {
          add: ({ message }) => {
            texts.push(message.text)
            return undefined
          },
          commit: async () => {
            await this.gate
            const event = `${stream}${label} ${texts.join(' ')}`
            if (this.failOn !== undefined && event.includes(this.failOn))
              throw new Error('disk full')
            this.events.push(event)
          },
          abort: async () => {
            this.events.push(`${stream} aborted`)
          },
        }
      },
    }
  }

  rejectSink(): Sink<Reject> {
    return {
      open: () => ({
        add: (reject) => {
          this.rejects.push(reject)
          return undefined
        },
        commit: async () => {
          this.events.push('rejects')
        },
        abort: async () => {},
      }),
    }
  }
}

const schema = (stream: string, properties: object = {}, keys: readonly string[] = ['id']) =>
  JSON.stringify({
    type: 'SCHEMA',
    stream,
    schema: { properties: { id: { type: 'integer' }, ...properties } },
    key_properties: keys,
  })
const record = (stream: string, id: unknown) =>
  JSON.stringify({ type: 'RECORD', stream, record: { id } })
const state = (value: unknown) => JSON.stringify({ type: 'STATE', value })

const runLoad = async (
  input: readonly (string | Uint8Array)[] | AsyncIterable<Uint8Array>,
  options: {
    readonly memory?: Memory
    readonly settings?: Partial<TargetSettings>
    readonly withoutRejects?: boolean
    readonly registerSchema?: (stream: SinkStream) => Promise<JsonSchema | undefined>
    readonly signal?: AbortSignal
    readonly now?: () => number
  } = {},
) => {
  const memory = options.memory ?? new Memory()
  const { registerSchema } = options
  const target = defineTarget({
    name: 'target-memory',
    config: { type: 'object', properties: {} },
    connect: () => memory,
    ...(registerSchema
      ? { registerSchema: (_: Memory, stream: SinkStream) => registerSchema(stream) }
      : {}),
    sink: (connection, stream) =>
      connection.sink(
        stream.name,
        Object.keys(stream.schema.properties ?? {}).length > 1 ? '*' : '',
      ),
    ...(options.withoutRejects ? {} : { rejects: (connection: Memory) => connection.rejectSink() }),
    activateVersion: async (connection, stream, version) => {
      connection.events.push(`${stream} version ${version}`)
    },
  })
  const signal = options.signal ?? new AbortController().signal
  const metrics = createMetrics({ log: silentLogger })
  const chunks = async function* () {
    for (const line of input as readonly (string | Uint8Array)[]) {
      yield typeof line === 'string' ? Buffer.from(`${line}\n`) : line
    }
  }
  const result = await load({
    target: await target.open({}, { log: silentLogger, metrics, signal }),
    input: Array.isArray(input) ? chunks() : (input as AsyncIterable<Uint8Array>),
    settings: { ...settings, ...options.settings },
    onState: (text) => memory.events.push(`state ${text}`),
    signal,
    log: silentLogger,
    metrics,
    ...(options.now ? { now: options.now } : {}),
  }).then(
    (report) => ({ report, error: undefined }),
    (error: unknown) => ({ report: undefined, error }),
  )
  return { ...result, events: memory.events, memory }
}

const records = (stream: string, ids: readonly number[]) => ids.map((id) => record(stream, id))
const texts = (ids: readonly number[]) => ids.map((id) => `{"id":${id}}`).join(' ')

describe('STATE', () => {
  test('follows the records that came before it, of every stream', async () => {
    const { events } = await runLoad([
      schema('a'),
      schema('b'),
      record('b', 9),
      ...records('a', [1, 2, 3]),
      state(1),
    ])
    expect(events).toEqual([`a ${texts([1, 2, 3])}`, 'b {"id":9}', 'state 1'])
  })

  test('is passed on early, at the first moment it is true', async () => {
    const { events } = await runLoad([
      schema('a'),
      ...records('a', [1, 2]),
      state('early'),
      ...records('a', [3, 4]),
      state('late'),
    ])
    expect(events).toEqual([`a ${texts([1, 2, 3])}`, 'state "early"', 'a {"id":4}', 'state "late"'])
  })

  test('that has waited for a batch and a half closes what it waits for', async () => {
    const { events } = await runLoad([
      schema('slow'),
      schema('a'),
      record('slow', 1),
      state('waiting'),
      ...records('a', [1, 2, 3, 4, 5, 6, 7]),
      'a line that ends the run',
    ])
    expect(events.slice(0, 4)).toEqual([
      `a ${texts([1, 2, 3])}`,
      'slow {"id":1}',
      'state "waiting"',
      `a ${texts([4, 5, 6])}`,
    ])
  })

  test('that has waited for two full batches makes the input wait', async () => {
    const memory = new Memory()
    memory.isUnordered = true
    let open = () => {}
    memory.gate = new Promise((resolve) => {
      open = resolve
    })
    let given = 0
    const input = async function* () {
      yield Buffer.from(`${schema('a')}\n${record('a', 0)}\n${state('waiting')}\n`)
      for (given = 1; given <= 30; given++) yield Buffer.from(`${record('a', given)}\n`)
    }
    const done = runLoad(input(), { memory })
    for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve))
    expect(given).toBe(6)
    open()
    await done
    expect(given).toBe(31)
  })

  test('without records passes through, and {} and null stay what they are', async () => {
    expect((await runLoad([state({}), state(null)])).events).toEqual(['state {}', 'state null'])
  })

  test('never follows a failed commit', async () => {
    const memory = new Memory()
    memory.failOn = '"id":2'
    memory.isUnordered = true
    const { error, events } = await runLoad(
      [schema('a'), record('a', 1), record('a', 2), state('lost')],
      { memory, settings: { batch_max_records: 1 } },
    )
    expect(error).toMatchObject({ message: 'disk full' })
    expect(events).toEqual(['a {"id":1}', 'a aborted'])
  })

  test('after a broken line is not passed on, the one before it is', async () => {
    const { error, events } = await runLoad([
      schema('a'),
      record('a', 1),
      state('safe'),
      'broken',
      state('never'),
    ])
    expect(error).toBeInstanceOf(ProtocolError)
    expect((error as ProtocolError).lineNumber).toBe(4)
    expect(events).toEqual(['a {"id":1}', 'state "safe"'])
  })
})

describe('batches', () => {
  test('of one stream are committed in order, a changed SCHEMA after the old one', async () => {
    const { events } = await runLoad([
      schema('a'),
      ...records('a', [1]),
      schema('a', { more: {} }),
      ...records('a', [2]),
      schema('a', { more: {} }),
      ...records('a', [3]),
    ])
    expect(events).toEqual(['a {"id":1}', `a* ${texts([2, 3])}`])
  })

  test('are closed by bytes', async () => {
    const { events } = await runLoad([schema('a'), ...records('a', [1, 2])], {
      settings: { batch_max_bytes: 8 },
    })
    expect(events).toEqual(['a {"id":1}', 'a {"id":2}'])
  })

  test('are closed by age, also while nothing comes', async () => {
    const memory = new Memory()
    let time = 0
    const input = (async function* () {
      yield Buffer.from(`${schema('a')}\n${record('a', 1)}\n${state('idle')}\n`)
      time = 300_000
      await vi.waitFor(() => expect(memory.events).toContain('state "idle"'), { timeout: 60_000 })
    })()
    const { error } = await runLoad(input, { memory, now: () => time })
    expect(error).toBeUndefined()
  })

  test('are durable before an ACTIVATE_VERSION, which is before what follows', async () => {
    const activate = '{"type":"ACTIVATE_VERSION","stream":"a","version":7}'
    const { events } = await runLoad([
      schema('a'),
      record('a', 1),
      activate,
      state('after'),
      record('a', 2),
    ])
    expect(events).toEqual(['a {"id":1}', 'a version 7', 'state "after"', 'a {"id":2}'])
  })

  test('an ACTIVATE_VERSION of an unknown stream is passed over', async () => {
    const { error } = await runLoad(['{"type":"ACTIVATE_VERSION","stream":"x","version":7}'])
    expect(error).toBeUndefined()
  })
})

describe('a record that cannot go on', () => {
  test('is rejected with its bytes and reason, its neighbours go on', async () => {
    const { report, memory, events } = await runLoad([
      schema('a'),
      record('a', 1),
      '{"type":"RECORD","stream":"a","record":{"id": "x" }}',
      '{"type":"RECORD","stream":"a","record":{"other":1.0}}',
      state('all'),
    ])
    expect(report).toEqual({ records: 3, rejected: 2 })
    expect(memory.rejects).toMatchObject([
      { raw: '{"id": "x" }', lineNumber: 3, type: 'schema', issues: [{ path: 'id' }] },
      { raw: '{"other":1.0}', lineNumber: 4, issues: [{ path: 'id', keyword: 'key_properties' }] },
    ])
    expect(events.slice(0, 2).sort()).toEqual(['a {"id":1}', 'rejects'])
    expect(events.slice(2)).toEqual(['state "all"'])
  })

  test('is rejected byte for byte where it is not UTF-8', async () => {
    const bad = Buffer.concat([
      Buffer.from('{"type":"RECORD","stream":"a","record":{"id":1,"n":"'),
      Buffer.from([0xff]),
      Buffer.from('"}}\n'),
    ])
    const { memory } = await runLoad([schema('a'), bad, record('a', 2)])
    expect(memory.rejects).toMatchObject([{ type: 'protocol', lineNumber: 2 }])
    expect(Buffer.from(memory.rejects[0]?.raw as Uint8Array).includes(0xff)).toBe(true)
  })

  test('ends the run where there is nowhere to put it', async () => {
    const { error, events } = await runLoad([schema('a'), record('a', 1), record('a', 'x')], {
      withoutRejects: true,
    })
    expect(error).toBeInstanceOf(DataError)
    expect(events).toEqual(['a {"id":1}'])
  })

  test('ends the run where there are too many, judged from the 1,000th record on', async () => {
    const lines = (count: number) => [
      schema('a'),
      ...Array.from({ length: count }, (_, index) => record('a', index % 5 ? index : 'x')),
    ]
    expect((await runLoad(lines(999))).error).toBeUndefined()
    const { error, memory, events } = await runLoad(lines(1500))
    expect(error).toMatchObject({ message: expect.stringContaining('max_rejected_ratio') })
    expect(memory.rejects.length).toBeGreaterThan(199)
    expect(events).toContain('rejects')
  })

  test('a tombstone needs its key alone', async () => {
    const tombstone = (body: string) => `{"type":"RECORD","stream":"a","record":${body}}`
    const { report } = await runLoad([
      schema('a', { name: { type: 'string' } }).replace(
        '"schema":{',
        '"schema":{"required":["name"],',
      ),
      tombstone('{"id":1,"_sdc_deleted_at":"2026-01-01T00:00:00Z"}'),
      tombstone('{"id":2}'),
      tombstone('{"_sdc_deleted_at":"2026-01-01T00:00:00Z"}'),
    ])
    expect(report).toEqual({ records: 3, rejected: 2 })
  })

  test('is written unchecked where the settings say so, but for its key', async () => {
    const { report } = await runLoad([schema('a'), record('a', 'x'), record('a', undefined)], {
      settings: { validate_records: false },
    })
    expect(report).toEqual({ records: 2, rejected: 1 })
  })
})

describe('a BATCH', () => {
  const directory = mkdtempSync(join(tmpdir(), 'descant-batch-'))
  afterAll(() => rmSync(directory, { recursive: true }))
  const file = (name: string, content: string | Uint8Array) => {
    const path = join(directory, name)
    writeFileSync(path, content)
    return path
  }
  const batch = (members: object) => JSON.stringify({ type: 'BATCH', stream: 'a', ...members })

  test('of Meltano is read file by file, line by line, its bytes untouched', async () => {
    const manifest = [
      pathToFileURL(file('1.gz', gzipSync('{"id": 1, "n": 1.0}\n\n{"id": 2}\r\n'))).href,
      pathToFileURL(file('2.gz', gzipSync('{"id":3}'))).href,
    ]
    const encoding = { format: 'jsonl', compression: 'gzip' }
    const { events } = await runLoad([schema('a'), batch({ encoding, manifest }), state('after')])
    expect(events).toEqual(['a {"id": 1, "n": 1.0} {"id": 2} {"id":3}', 'state "after"'])
  })

  test('of PipelineWise is read, bad lines among good ones rejected', async () => {
    const filepath = file('3.jsonl', '{"id":1}\n{"id":"x"}\nnone\n[1]\n{"id":4}\n')
    const { report, memory } = await runLoad([schema('a'), batch({ filepath, format: 'jsonl' })])
    expect(report).toEqual({ records: 5, rejected: 3 })
    expect(memory.rejects.map(({ type, lineNumber }) => [type, lineNumber])).toEqual([
      ['schema', 2],
      ['protocol', 3],
      ['protocol', 4],
    ])
  })

  test.each([
    ['a file that is not there', { manifest: ['file:///nowhere.jsonl'] }, /nowhere/],
    ['another format', { filepath: '/x', format: 'csv' }, /csv/],
    [
      'another compression',
      { encoding: { format: 'jsonl', compression: 'zstd' }, manifest: ['/x'] },
      /by zstd/,
    ],
    ['a file that only another could open', { manifest: ['s3://bucket/x'] }, /s3:/],
    [
      'a file that was cut',
      {
        filepath: file('cut.gz', gzipSync('{"id":1}').subarray(0, 15)),
        format: 'jsonl',
        compression: 'gzip',
      },
      /cut\.gz/,
    ],
  ])('with %s ends the run with the reason', async (_, members, words) => {
    const { error } = await runLoad([schema('a'), batch(members)])
    expect(error).toMatchObject({ code: 'PROTOCOL_BROKEN', message: expect.stringMatching(words) })
  })
})

describe('input that is not Singer', () => {
  test.each([
    ['a RECORD before its SCHEMA', [record('a', 1)], /came before its SCHEMA/],
    [
      'a schema that cannot be used',
      ['{"type":"SCHEMA","stream":"a","schema":{"type":7}}'],
      /Line 1/,
    ],
    [
      'a record that is not JSON inside',
      [schema('a'), '{"type":"RECORD","stream":"a","record":{"id":01}}'],
      /Line 2 .*not JSON/,
    ],
  ])('%s ends the run with the reason', async (_, lines, words) => {
    const { error } = await runLoad(lines)
    expect(error).toMatchObject({ code: 'PROTOCOL_BROKEN', message: expect.stringMatching(words) })
  })

  test('blank lines and unknown types are passed over', async () => {
    const { report } = await runLoad(['', schema('a'), '  ', '{"type":"FOO"}', record('a', 1)])
    expect(report).toEqual({ records: 1, rejected: 0 })
  })
})

test('told to stop, it makes safe what has come and leaves the rest', async () => {
  const controller = new AbortController()
  const input = (async function* () {
    yield Buffer.from(`${[schema('a'), record('a', 1), state('here')].join('\n')}\n{"type":"REC`)
    controller.abort()
    await new Promise(() => {})
  })()
  const { error, events } = await runLoad(input, { signal: controller.signal })
  expect(error).toBeUndefined()
  expect(events).toEqual(['a {"id":1}', 'state "here"'])
})

test('the input waits while too many batches are in flight', async () => {
  const memory = new Memory()
  let release = () => {}
  memory.gate = new Promise((resolve) => {
    release = resolve
  })
  memory.isUnordered = true
  let pulled = 0
  const input = (async function* () {
    yield Buffer.from(`${schema('a')}\n`)
    for (let id = 0; id < 100; id++) {
      pulled++
      yield Buffer.from(`${record('a', id)}\n`)
    }
  })()
  const running = runLoad(input, { memory, settings: { batch_max_records: 1 } })
  for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate)
  expect(pulled).toBeLessThan(20)
  release()
  expect((await running).events).toHaveLength(100)
})

describe('a target that keeps schemas', () => {
  const exact = '{"properties":{"id":{"type":"integer","maximum":9007199254740993}}}'
  const line = `{"type":"SCHEMA","stream":"a","schema":${exact},"key_properties":["id"]}`

  test('is told each new one, to the last digit, before any record of it', async () => {
    const memory = new Memory()
    const registerSchema = async ({ name, schemaText, keyProperties }: SinkStream) => {
      await Promise.resolve()
      memory.events.push(`${name} ${schemaText} ${keyProperties}`)
      return undefined
    }
    const lines = [line, line, record('a', 1), schema('a'), record('a', 2)]
    const { events } = await runLoad(lines, { memory, registerSchema })
    const told = events.filter((event) => event.includes('properties'))
    expect(told).toEqual([`a ${exact} id`, expect.stringMatching(/^a \{"properties".* id$/)])
    expect(events[0]).toBe(told[0])
  })

  test('may give another, and records are held against that', async () => {
    const registerSchema = async () => ({ properties: { id: { type: 'string' } } })
    const { events, memory } = await runLoad(
      [schema('a'), record('a', 'text'), record('a', 1), state(1)],
      { registerSchema, settings: { max_rejected_ratio: 1 } },
    )
    expect(events).toEqual(['rejects', 'a {"id":"text"}', 'state 1'])
    expect(memory.rejects.map(({ raw }) => raw)).toEqual(['{"id":1}'])
  })

  test('that cannot keep one ends the run, with no STATE after it', async () => {
    const failure = new Error('the state zone is gone')
    const registerSchema = () => Promise.reject(failure)
    const { error, events } = await runLoad([schema('a'), record('a', 1), state(1)], {
      registerSchema,
    })
    expect(error).toBe(failure)
    expect(events).toEqual([])
  })
})

describe('what a target does at the end', () => {
  const lines = [schema('a'), record('a', 1), state(1), record('a', 2)]
  const run = async (input: readonly string[], signal = new AbortController().signal) => {
    const events: string[] = []
    const memory = new Memory()
    const target = defineTarget({
      name: 'target-memory',
      config: { type: 'object', properties: {} },
      connect: () => memory,
      sink: (connection, stream) => connection.sink(stream.name),
      atEnd: (connection) => async () => {
        events.push(...connection.events, 'end')
      },
    })
    const metrics = createMetrics({ log: silentLogger })
    await load({
      target: await target.open({}, { log: silentLogger, metrics, signal }),
      input: (async function* () {
        for (const line of input) yield Buffer.from(`${line}\n`)
      })(),
      settings: { ...settings, batch_max_records: 1 },
      onState: (text) => events.push(`state ${text}`),
      signal,
      log: silentLogger,
      metrics,
    }).catch(() => events.push('failed'))
    return events
  }

  test('comes after all records, and before the last STATE', async () => {
    expect(await run(lines)).toEqual([`a ${texts([1])}`, `a ${texts([2])}`, 'end', 'state 1'])
  })

  test('never comes where the run fails, or is told to end; then no STATE does either', async () => {
    expect(await run([...lines, '{"type":'])).toEqual(['failed'])
    expect(await run(lines, AbortSignal.abort(new Error('SIGTERM')))).not.toContain('end')
  })
})
