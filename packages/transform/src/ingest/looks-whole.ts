import { open } from 'node:fs/promises'

/** How many times its own size a gzip file of records may say that it holds. */
const mostRatio = 200

/**
 * Whether the end of a gzip file is plausible: its last four bytes say how much it holds.
 *
 * DuckDB checks neither this nor the checksum, and takes a file that was cut right after a line for
 * whole. A file that does not look whole may be so (of several members, or hardly compressed): it
 * is to be read with a reader that does check.
 */
export async function looksWhole(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const end = Buffer.alloc(4)
    await file.read(end, 0, 4, Math.max(0, size - 4))
    const holds = end.readUInt32LE()
    return holds >= size / 2 && holds <= size * mostRatio
  } finally {
    await file.close()
  }
}
