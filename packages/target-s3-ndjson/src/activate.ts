import { activateKey } from '@descant/lake'
import type { Zones } from './zones.ts'

/**
 * Says in the raw zone that from here on `version` is the whole of a stream: an object beside the
 * batches, which readers of the data never meet.
 */
export async function writeActivation(
  zones: Zones,
  stream: string,
  version: number,
  part: number,
): Promise<void> {
  const { customer, provider, record } = zones
  const run = record.runOf(stream)
  const startedAt = new Date()
  const key = activateKey({ customer, provider, stream, startedAt, run, part })
  const body = { stream, version, activated_at: startedAt.toISOString() }
  await zones.raw.create(key, Buffer.from(`${JSON.stringify(body)}\n`), {
    contentType: 'application/json',
  })
}
