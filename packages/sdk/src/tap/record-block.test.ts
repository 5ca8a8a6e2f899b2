import { describe, expect, test } from 'vitest'
import { QuotaError } from '../errors.ts'
import { runTapInMemory } from '../testing/run-tap-in-memory.ts'
import { defineStream } from './define-stream.ts'
import { defineTap } from './define-tap.ts'
import { RecordBlock } from './record-block.ts'

const at = (n: number) => new Date(Date.UTC(2026, 0, n)).toISOString()

const block = (from: number, to: number) => {
  const numbers = Array.from({ length: to - from }, (_, index) => from + index)
  const lines = numbers.map((id) => `{"id":${id},"at":"${at(id)}","note":"é\\n"}\n`)
  return new RecordBlock(Buffer.from(lines.join('')), numbers.length, at(to - 1))
}

interface Source {
  readonly blocks: readonly RecordBlock[]
  readonly fail?: Error
  readonly seen: unknown[]
}

const tapOf = (source: Source, names = ['rows']) =>
  defineTap({
    name: 'tap-blocks',
    config: { type: 'object', properties: {} },
    connect: () => source,
    streams: names.map((name) =>
      defineStream({
        name,
        schema: {
          type: 'object',
          properties: {
            id: { type: 'integer' },
            at: { type: 'string', format: 'date-time' },
            note: { type: 'string' },
          },
        },
        keyProperties: ['id'],
        replicationKey: 'at',
        async *read({ blocks, fail, seen }: Source, context) {
          seen.push([context.since, context.cursor, context.kept])
          context.keep({ reads: seen.length })
          for (const [index, one] of blocks.entries()) {
            yield one
            context.checkpoint({ blocks: index + 1 })
          }
          if (fail) throw fail
        },
      }),
    ),
  })

describe('a block of records', () => {
  test('is written byte for byte, and its newest record moves the bookmark', async () => {
    const run = await runTapInMemory(tapOf({ blocks: [block(1, 4), block(4, 6)], seen: [] }))
    expect(run.records('rows').map(({ id }) => id)).toEqual([1, 2, 3, 4, 5])
    expect(run.records('rows')[0]).toEqual({ id: 1, at: at(1), note: 'é\n' })
    expect(run.outcomes).toMatchObject([{ records: 5 }])
    expect(run.state).toMatchObject({
      bookmarks: { rows: { replication_key_value: at(5), kept: { reads: 1 } } },
    })
  })
})

describe('what a stream keeps', () => {
  test('comes back in the next run, beside the cursor of a broken one', async () => {
    const seen: unknown[] = []
    const broken = { blocks: [block(1, 3)], fail: new Error('broke'), seen }
    const first = await runTapInMemory(tapOf(broken))
    const second = await runTapInMemory(tapOf({ blocks: [], seen }), { state: first.state })
    await runTapInMemory(tapOf({ blocks: [], seen }), { state: second.state })
    expect(seen).toEqual([
      [undefined, undefined, undefined],
      [undefined, { blocks: 1 }, { reads: 1 }],
      [at(2), undefined, { reads: 2 }],
    ])
  })
})

describe('a spent quota', () => {
  test('ends the run for all streams, with exit code 4 and a STATE of what was read', async () => {
    const fail = new QuotaError('spent')
    const source = { blocks: [block(1, 3)], fail, seen: [] }
    const run = await runTapInMemory(tapOf(source, ['a', 'b']))
    expect(run.failure).toBe(fail)
    expect(fail.exitCode).toBe(4)
    expect(source.seen).toHaveLength(1)
    expect(run.state).toMatchObject({ bookmarks: { a: { cursor: { blocks: 1 } } } })
  })
})
