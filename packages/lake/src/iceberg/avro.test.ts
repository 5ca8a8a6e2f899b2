import { avroMetadata, avroRead } from 'icebird'
import { expect, test } from 'vitest'
import { decodeAvro, encodeAvro } from './avro.ts'

const schema = {
  type: 'record',
  name: 'r',
  fields: [
    { name: 'id', type: 'long', 'field-id': 1 },
    { name: 'text', type: ['null', 'string'], default: null, 'field-id': 2 },
  ],
}
const records = Array.from({ length: 200 }, (_, index) => ({
  id: index === 7 ? 9223372036854775807n : BigInt(-index),
  text: index % 3 === 0 ? null : `é${index}`,
}))

test('records come back, also by another reader, with the schema and metadata as given', async () => {
  const bytes = await encodeAvro(schema, records, { content: 'data' })
  expect(await decodeAvro(bytes)).toEqual(records)
  const reader = { view: new DataView(Uint8Array.from(bytes).buffer), offset: 0 }
  const { metadata, syncMarker } = avroMetadata(reader)
  expect(metadata).toMatchObject({ content: 'data', 'avro.schema': schema })
  const read = avroRead({ reader, metadata, syncMarker })
  expect(read).toHaveLength(200)
  expect(read[7]).toEqual({ id: 9223372036854775807n, text: 'é7' })
})

test('no records are a file too', async () => {
  expect(await decodeAvro(await encodeAvro(schema, [], {}))).toEqual([])
})

test('what is no Avro, or cut short, is an error', async () => {
  const bytes = await encodeAvro(schema, records, {})
  await expect(decodeAvro(Buffer.from('nonsense'))).rejects.toThrow('no Avro')
  await expect(decodeAvro(bytes.subarray(0, bytes.length - 20))).rejects.toThrow()
})
