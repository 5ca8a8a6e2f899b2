import { expect, onTestFinished, test } from 'vitest'
import { PackPool } from './pack-pool.ts'
import type { PackPlan, Piece } from './piece.ts'

const stream = { name: 'orders', schema: {}, schemaText: '{}', keyProperties: ['id'] }
const plan: PackPlan = { id: 0, stream, judge: undefined }

/** Answers as a thread does that packs, and says where it was done. */
const worker = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads'
    parentPort.on('message', ({ piece }) => parentPort.postMessage({
      packed: { bytes: new Uint8Array(), where: 'thread' }, memory: piece.bytes.buffer,
    }))`)}`,
)

const pack = () => ({ bytes: new Uint8Array(), where: 'here' })

/** Packs so many pieces of 64 KiB, one after the other, and tells where each was packed. */
const placesOf = async (pieces: number, workers: number) => {
  const sink = () => ({ open: () => ({ add: () => undefined, commit: async () => {} }) })
  const pool = new PackPool({ worker, pack, options: {}, sink: sink as never }, workers)
  onTestFinished(() => pool.close())
  const places: unknown[] = []
  for (let count = 0; count < pieces; count++) {
    const line = Buffer.from(
      `{"type":"RECORD","stream":"orders","record":{"id":1,"text":"${'x'.repeat(65_536)}"}}\n`,
    )
    const facts = { records: 1, firstLine: 1, firstSequence: 1, firstOrdinal: 0, receivedAt: '' }
    const bytes = new Uint8Array(line)
    const piece: Piece = {
      bytes,
      length: bytes.length,
      runs: [facts],
      bare: undefined,
      batchedAt: '',
    }
    const { packed } = await pool.pack(plan, piece)
    places.push((packed as { where?: string } | undefined)?.where)
  }
  return places
}

test('threads start when enough has come, in small pieces too', async () => {
  expect(await placesOf(5, 2)).toEqual(['here', 'here', 'here', 'thread', 'thread'])
})

test('one worker starts none', async () => {
  expect(await placesOf(5, 1)).toEqual(Array(5).fill('here'))
})
