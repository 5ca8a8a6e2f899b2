import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { silentLogger } from '../../log.ts'
import { createMetrics } from '../../metrics.ts'
import { oneMemory } from '../../protocol/fixtures/one-memory.ts'
import { collectBatches } from '../../target/sink.ts'
import { appendMetadata } from '../append-metadata.ts'
import { defineTarget } from '../define-target.ts'
import { load } from '../load.ts'
import type { Reject } from '../sink.ts'

/** What a run left behind: the lines of each stream, its rejects, the STATEs, and what ended it. */
interface Left {
  readonly lines: Record<string, string[]>
  readonly rejects: Omit<Reject, 'receivedAt'>[]
  readonly states: string[]
  readonly failure: string | undefined
}

const now = () => Date.UTC(2026, 10, 23)

const rejectsInto = (left: Left) => () =>
  collectBatches<Reject>(async (items) => {
    for (const { receivedAt, raw, ...reject } of items) {
      left.rejects.push({ ...reject, raw: Buffer.from(raw).toString('latin1') })
    }
  })

const linesOf = (left: Left, stream: string): string[] => {
  left.lines[stream] ??= []
  return left.lines[stream]
}

const newLeft = (): Left => ({ lines: {}, rejects: [], states: [], failure: undefined })

/** A target that takes records one by one, and one that packs them: they must leave the same. */
const targets = {
  plain: (left: Left) =>
    defineTarget({
      name: 'target-plain',
      config: { type: 'object', properties: {} },
      connect: () => left,
      sink: (_, { name }) =>
        collectBatches(async (records, { openedAt }) => {
          const batchedAt = openedAt.toISOString()
          const lines = linesOf(left, name)
          for (const { message, sequence, receivedAt } of records) {
            const { timeExtracted: extractedAt = receivedAt, version: tableVersion } = message
            const metadata = { extractedAt, receivedAt, batchedAt, sequence, tableVersion }
            lines.push(appendMetadata(message.text, message.record, metadata))
          }
        }),
      rejects: rejectsInto(left),
    }),
  packing: (left: Left) =>
    defineTarget({
      name: 'target-packing',
      config: { type: 'object', properties: {} },
      connect: () => left,
      packing: {
        worker: new URL('file:///no-thread-is-started'),
        pack: (lines) => ({ bytes: Uint8Array.from(lines) }),
        options: () => ({}),
        sink: (_, { name }) =>
          collectBatches(async (pieces) => {
            for (const { packed, records } of pieces) {
              const lines = Buffer.from(packed.bytes).toString().split('\n')
              expect(lines.pop()).toBe('')
              expect(lines).toHaveLength(records)
              linesOf(left, name).push(...lines)
            }
          }),
      },
      rejects: rejectsInto(left),
    }),
}

/** Rejects of several streams come in no order of their own. */
const ordered = (left: Left): Left => ({
  ...left,
  rejects: left.rejects.toSorted((one, other) => one.sequence - other.sequence),
})

const runBoth = async (input: readonly Uint8Array[], validate_records = true) => {
  const run = async (kind: keyof typeof targets): Promise<Left> => {
    const left = newLeft()
    const { signal } = new AbortController()
    const metrics = createMetrics({ log: silentLogger })
    const settings = {
      batch_max_records: 3,
      batch_max_bytes: 1_000_000,
      batch_max_age_seconds: 300,
      validate_records,
      max_rejected_ratio: 1,
      workers: 1,
    }
    try {
      await load({
        target: await targets[kind](left).open({}, { log: silentLogger, metrics, signal }),
        input: oneMemory(input),
        settings,
        onState: (text) => left.states.push(text),
        signal,
        log: silentLogger,
        metrics,
        now,
      })
    } catch (error) {
      return { ...ordered(left), failure: (error as Error).message }
    }
    return ordered(left)
  }
  return { plain: await run('plain'), packing: await run('packing') }
}

const schema =
  '{"type":"SCHEMA","stream":"a","schema":{"properties":{"id":{"type":"integer"}}},"key_properties":["id"]}'
const other = schema.replace('"a"', '"b"')

const lines: readonly (readonly [string, readonly (string | Buffer)[]])[] = [
  ['records', ['{"type":"RECORD","stream":"a","record":{"id":1,"x":1.10}}']],
  [
    'times and versions, each its own',
    [
      '{"type":"RECORD","stream":"a","record":{"id":1},"time_extracted":"2026-01-01T00:00:00Z"}',
      '{"type":"RECORD","stream":"a","record":{"id":2},"time_extracted":"2026-01-01T00:00:00Z"}',
      '{"type":"RECORD","stream":"a","record":{"id":3},"time_extracted":"2026-01-01T00:00:01.5Z"}',
      '{"type":"RECORD","stream":"a","record":{"id":4},"time_extracted":"a \\"quote\\""}',
      '{"type":"RECORD","stream":"a","record":{"id":5},"time_extracted":"t","version":7}',
      '{"type":"RECORD","stream":"a","record":{"id":6},"time_extracted":"u","version":8}',
      '{"type":"RECORD","stream":"a","record":{"id":7}}',
    ],
  ],
  [
    'members in any order, and spaces',
    [
      '{"stream":"a","record":{"id":1},"type":"RECORD"}',
      '{"record":{"id":2},"type":"RECORD","stream":"a"}',
      '{ "type" : "record" , "stream" : "a" , "more" : {"record":{}}, "record" : { "id" : 3 } } ',
      '{"type":"RECORD","stream":"a","time_extracted":"t","record":{"id":4}}',
      '{"type":"RECORD","stream":"a","record":{},"more":{}}',
      '{"type":"RECORD","stream":"a","record":{},"more":{"id":6}}',
    ],
  ],
  [
    'records of two streams in turn, blank lines and carriage returns',
    [
      '{"type":"RECORD","stream":"a","record":{"id":1}}\r',
      '{"type":"RECORD","stream":"b","record":{"id":2}}\r',
      '',
      '{"type":"RECORD","stream":"a","record":{"id":3}}',
      '  ',
      '{"type":"STATE","value":{"n":1.0}}',
      '{"type":"RECORD","stream":"b","record":{"id":4}}',
      '{"type":"ODD"}',
    ],
  ],
  [
    'rejects',
    [
      '{"type":"RECORD","stream":"a","record":{"id":"x"}}',
      '{"type":"RECORD","stream":"a","record":{"id":1}}',
      '{"type":"RECORD","stream":"a","record":{"x":"é"}}',
      '{"type":"RECORD","stream":"a","record":{}}',
      '{"type":"RECORD","stream":"a","record":{"id":1,"_sdc_deleted_at":"2026-01-01"}}',
      '{"type":"RECORD","stream":"a","record":{"id":"x","_sdc_deleted_at":"2026-01-01"}}',
    ],
  ],
  [
    'members of ours that the tap has set',
    [
      '{"type":"RECORD","stream":"a","record":{"id":1,"_sdc_sequence":5}}',
      '{"type":"RECORD","stream":"a","record":{"_sdc_sequence":5,"id":1}}',
      '{"type":"RECORD","stream":"a","record":{"id":1,"text":"_sdc_sequence"}}',
    ],
  ],
  [
    'bytes that are no text',
    [
      '{"type":"RECORD","stream":"a","record":{"id":1}}',
      Buffer.from([
        ...Buffer.from('{"type":"RECORD","stream":"a","record":{"id":1,"x":"'),
        0xff,
        ...Buffer.from('"}}'),
      ]),
      '{"type":"RECORD","stream":"a","record":{"id":2}}',
    ],
  ],
  [
    'a line that is cut short',
    [
      '{"type":"RECORD","stream":"a","record":{"id":1}}',
      '{"type":"STATE","value":1}',
      '{"type":"RECORD","stream":"a","record":{"id":2',
    ],
  ],
  [
    'a record that is no JSON',
    [
      '{"type":"RECORD","stream":"a","record":{"id":1}}',
      '{"type":"STATE","value":1}',
      '{"type":"RECORD","stream":"a","record":{"id":nul}}',
    ],
  ],
  ['a line of another kind', ['{"type":"RECORD","stream":"a","record":{"id":1}}', 'nonsense']],
  ['a stream without a SCHEMA', ['{"type":"RECORD","stream":"c","record":{"id":1}}']],
  ['a record that is none', ['{"type":"RECORD","stream":"a","record":[1]}']],
]

const bytesOf = (all: readonly (string | Buffer)[]) =>
  Buffer.concat(
    [schema, other, ...all].flatMap((line) => [Buffer.from(line as string), Buffer.from('\n')]),
  )

describe('a target that packs leaves what one leaves that takes records one by one', () => {
  test.each(lines)('%s', async (_, all) => {
    const { plain, packing } = await runBoth([bytesOf(all)])
    expect(packing).toEqual(plain)
  })

  test.each(lines.slice(0, 6))('%s, unvalidated', async (_, all) => {
    const { plain, packing } = await runBoth([bytesOf(all)], false)
    expect(packing).toEqual(plain)
  })

  test('any records, however the bytes are cut', async () => {
    const record = fc.record(
      {
        id: fc.oneof(fc.integer(), fc.string()),
        'né "x"\\': fc.jsonValue({ maxDepth: 2 }),
        text: fc.string({ unit: 'binary', maxLength: 5 }),
      },
      { requiredKeys: [] },
    )
    const line = fc.record({
      type: fc.constant('RECORD'),
      stream: fc.constantFrom('a', 'b'),
      record,
    })
    const input = fc.array(line, { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(input, fc.integer({ min: 7, max: 300 }), async (messages, size) => {
        const bytes = bytesOf(messages.map((message) => JSON.stringify(message)))
        const chunks: Uint8Array[] = []
        for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size))
        const { plain, packing } = await runBoth(chunks)
        expect(packing).toEqual(plain)
        expect(plain.failure).toBeUndefined()
      }),
      { numRuns: process.env.DESCANT_LONG === '1' ? 200 : 15 },
    )
  })
})
