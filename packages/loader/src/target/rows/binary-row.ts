/** A value as a binary `COPY` reads it; null for NULL. */
export type Field = Uint8Array | null

/** So many bytes a row has before its fields: how many they are. */
const headBytes = 2
/** So many bytes tell how long a field is. */
const lengthBytes = 4

/**
 * What a binary `COPY` begins and ends with.
 * @see https://www.postgresql.org/docs/current/sql-copy.html (binary format)
 */
export const copyHead: Uint8Array = Buffer.concat([
  Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'),
  Buffer.alloc(8),
])
export const copyEnd: Uint8Array = Buffer.from([0xff, 0xff])

/** A row of a binary `COPY`. */
export function rowOf(fields: readonly Field[]): Buffer {
  const bytes = fields.reduce((sum, field) => sum + lengthBytes + (field?.length ?? 0), headBytes)
  const row = Buffer.allocUnsafe(bytes)
  let at = row.writeUInt16BE(fields.length)
  for (const field of fields) {
    at = row.writeInt32BE(field?.length ?? -1, at)
    if (field === null) continue
    row.set(field, at)
    at += field.length
  }
  return row
}

/** The fields of a row, in its own memory. */
export function fieldsOf(row: Buffer): Field[] {
  let at = headBytes
  return Array.from({ length: row.readUInt16BE() }, () => {
    const start = at + lengthBytes
    const bytes = row.readInt32BE(at)
    at = start + Math.max(bytes, 0)
    return bytes < 0 ? null : row.subarray(start, at)
  })
}

/** The bytes of a row's first fields: those of its key. */
export function keyOf(row: Buffer, keyWidth: number): Buffer {
  let at = headBytes
  for (let place = 0; place < keyWidth; place++) {
    at += lengthBytes + Math.max(row.readInt32BE(at), 0)
  }
  return row.subarray(headBytes, at)
}
