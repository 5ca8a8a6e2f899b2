import type { ObjectStore } from '@descant/lake'
import type { Activation } from './ledger.ts'
import type { RawStream } from './list-raw.ts'
import { type Parking, writeDeadLetters } from './write-dead-letters.ts'

/** Reads what a stream's taps announced; what announces nothing is parked. */
export async function readActivations(
  raw: ObjectStore,
  parking: Parking,
  { provider, stream, activations }: RawStream,
): Promise<Activation[]> {
  const read: Activation[] = []
  for (const object of activations) {
    const body = (await raw.get(object.key))?.body ?? Buffer.alloc(0)
    const version = announcedVersion(body)
    if (version !== undefined) {
      read.push({ provider, stream: stream.name, version })
      continue
    }
    const message = { path: '/version', keyword: 'type', message: 'must be integer' }
    const reject = { type: 'protocol', reasonCode: 'JSON_MALFORMED', messages: [message] } as const
    await writeDeadLetters(parking, object, [{ ...reject, record: body }])
  }
  return read
}

function announcedVersion(body: Buffer): number | undefined {
  try {
    const { version } = JSON.parse(body.toString())
    return Number.isSafeInteger(version) ? version : undefined
  } catch {
    return undefined
  }
}
