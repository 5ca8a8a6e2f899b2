import { randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { deflateRaw, inflateRaw } from 'node:zlib'
import type { Type } from 'avsc'

const magic = Buffer.from('Obj\u0001')
const syncBytes = 16

/** The types of a file's own parts, and how those of its records are made. */
interface AvroTypes {
  readonly long: Type
  readonly metadata: Type
  /** @param schema as the text that a file holds. */
  typeOf(schema: string): Type
}

let loaded: Promise<AvroTypes> | undefined

/** Most processes that write to the lake touch no table: the library is loaded by the first that does. */
const avroTypes = (): Promise<AvroTypes> => {
  loaded ??= import('avsc').then(({ default: avro }) => {
    // 64-bit integers are bigints, in and out: snapshot ids do not fit a number.
    const long = avro.types.LongType.__with({
      fromBuffer: (bytes: Buffer) => bytes.readBigInt64LE(),
      toBuffer: (value: bigint) => {
        const bytes = Buffer.alloc(8)
        bytes.writeBigInt64LE(value)
        return bytes
      },
      fromJSON: BigInt,
      toJSON: Number,
      isValid: (value: unknown) => typeof value === 'bigint',
      compare: (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0),
    })
    // Making one takes longer than reading a small file with it, and tables have few of them.
    const ofSchemas = new Map<string, Type>()
    return {
      long: avro.Type.forSchema('long', { registry: { long } }),
      metadata: avro.Type.forSchema({ type: 'map', values: 'bytes' }),
      typeOf: (schema) => {
        const known = ofSchemas.get(schema)
        if (known) return known
        const options = { registry: { long }, omitRecordMethods: true }
        const type = avro.Type.forSchema(JSON.parse(schema), options)
        ofSchemas.set(schema, type)
        return type
      },
    }
  })
  return loaded
}

/**
 * Writes records as one Avro object container file (Avro spec 1.11), deflated.
 *
 * @param schema is kept in the file as it is, attributes that Avro does not know (Iceberg's
 * `field-id`) included.
 * @param metadata goes into the file's header.
 */
export async function encodeAvro(
  schema: object,
  records: readonly object[],
  metadata: Readonly<Record<string, string>>,
): Promise<Buffer> {
  const { long, metadata: metadataType, typeOf } = await avroTypes()
  const schemaText = JSON.stringify(schema)
  const type = typeOf(schemaText)
  const header = { 'avro.schema': schemaText, 'avro.codec': 'deflate', ...metadata }
  const entries = Object.entries(header).map(([key, value]) => [key, Buffer.from(value)])
  const sync = randomBytes(syncBytes)
  const start = [magic, metadataType.toBuffer(Object.fromEntries(entries)), sync]
  if (records.length === 0) return Buffer.concat(start)
  const plain = Buffer.concat(records.map((record) => type.toBuffer(record)))
  const block = await promisify(deflateRaw)(plain)
  const counts = [BigInt(records.length), BigInt(block.length)].map((count) => long.toBuffer(count))
  return Buffer.concat([...start, ...counts, block, sync])
}

/** The records of an Avro object container file. Throws where it is none, or of an unknown codec. */
export async function decodeAvro<T>(file: Buffer): Promise<T[]> {
  if (!file.subarray(0, magic.length).equals(magic)) throw new Error('no Avro file')
  const { long, metadata: metadataType, typeOf } = await avroTypes()
  const { value: metadata, offset } = metadataType.decode(file, magic.length) as Decoded<
    Record<string, Buffer>
  >
  const type = typeOf(String(metadata['avro.schema']))
  const inflate = decompressor(String(metadata['avro.codec'] ?? 'null'))
  const records: T[] = []
  for (let at = offset + syncBytes; at < file.length; ) {
    const count = long.decode(file, at) as Decoded<bigint>
    const length = long.decode(file, count.offset) as Decoded<bigint>
    const end = length.offset + Number(length.value)
    const block = await inflate(file.subarray(length.offset, end))
    let position = 0
    for (let read = 0n; read < count.value; read += 1n) {
      const record = type.decode(block, position) as Decoded<T>
      if (record.offset < 0) throw new Error('an Avro block is cut short')
      records.push(record.value)
      position = record.offset
    }
    at = end + syncBytes
  }
  return records
}

interface Decoded<T> {
  readonly value: T
  readonly offset: number
}

function decompressor(codec: string): (block: Buffer) => Promise<Buffer> {
  if (codec === 'deflate') return promisify(inflateRaw) as (block: Buffer) => Promise<Buffer>
  if (codec === 'null') return async (block) => block
  throw new Error(`Avro codec ${codec}`)
}
