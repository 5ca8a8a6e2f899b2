import { silentLogger } from '@descant/sdk'
import { expect, test } from 'vitest'
import { rowLayout } from './rows/row-layout.ts'
import { RowMaker } from './rows/row-maker.ts'
import { type Batch, streamSink } from './stream-sink.ts'

const stream = {
  name: 'people',
  schema: { properties: { id: { type: 'integer' }, count: { type: 'integer' } } },
  schemaText: '',
  keyProperties: ['id'],
}
const layout = rowLayout(stream, true)

/** What is written of a batch with parts that threads have made, one a part. */
const batchesOf = async (parts: readonly string[][]) => {
  const written: Batch[] = []
  const write = async (batch: Batch) => void written.push(batch)
  const options = { stream: 'people', layout, hardDelete: false, write, log: silentLogger }
  const sink = streamSink(options)
  const batch = sink.open({ number: 0, openedAt: new Date() })
  for (const lines of parts) {
    const packed = new RowMaker(layout, undefined).make(Buffer.from(lines.join('')))
    await batch.add({ records: lines.length, packed })
  }
  await batch.commit()
  return written
}

const line = (id: number, count: string) => `{"id":${id},"count":${count}}\n`
const beyond = '99999999999999999999'

test('parts with rows in the same types are written together, the others in their order', async () => {
  const parts = [[line(1, '1')], [line(2, '2')], [line(3, beyond)], [line(4, '4')]]
  const batches = await batchesOf(parts)
  const countOf = (batch: Batch) => batch.columns.find(({ name }) => name === 'count')
  expect(batches.map((batch) => [countOf(batch), [...batch.rows.pieces()].length])).toEqual([
    [{ name: 'count', type: 'bigint', copied: 'bigint' }, 2],
    [{ name: 'count', type: 'numeric', copied: 'numeric' }, 1],
    [{ name: 'count', type: 'bigint', copied: 'bigint' }, 1],
  ])
})

test('a value that only the server may read is sent as a text, and changes no column', async () => {
  const [batch] = await batchesOf([[line(1, '"one"')]])
  expect(batch?.columns[1]).toEqual({ name: 'count', type: 'bigint', copied: 'text' })
})
