import { randomUUID } from 'node:crypto'
import { ObjectExistsError, StoreRefusedError } from '../errors.ts'
import type { ObjectStore } from './object-store.ts'

/**
 * Writes one object twice and deletes it: the first write proves that the zone is writable, the
 * second one must be refused.
 *
 * @throws {StoreRefusedError} where the second write went through.
 */
export async function probeStore(store: ObjectStore): Promise<void> {
  const key = `.descant-probe/${randomUUID()}`
  await store.create(key, Buffer.from('probe'))
  try {
    await store.create(key, Buffer.from('probe again'))
  } catch (error) {
    if (error instanceof ObjectExistsError) return
    throw error
  } finally {
    // Credentials that may only write do not make a zone unfit.
    await store.delete(key).catch(() => undefined)
  }
  throw new StoreRefusedError(
    `${store.url} ignores create-only writes (If-None-Match: *), so two runs could overwrite each other: use a store that honours them (Amazon S3, MinIO since May 2024).`,
  )
}
