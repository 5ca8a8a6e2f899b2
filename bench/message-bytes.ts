import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

/** What a tap wrote: bytes by message type, and records by stream. */
export interface Written {
  readonly bytes: Readonly<Record<string, number>>
  readonly records: Readonly<Record<string, number>>
}

/** Reads the messages of a file that a tap wrote, and adds them up. */
export async function addUp(path: string): Promise<Written> {
  const bytes: Record<string, number> = {}
  const records: Record<string, number> = {}
  for await (const line of createInterface({ input: createReadStream(path) })) {
    const { type, stream } = JSON.parse(line) as { type: string; stream: string }
    bytes[type] = (bytes[type] ?? 0) + Buffer.byteLength(line) + 1
    if (type === 'RECORD') records[stream] = (records[stream] ?? 0) + 1
  }
  return { bytes, records }
}
