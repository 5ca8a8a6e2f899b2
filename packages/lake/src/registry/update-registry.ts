import { LakeError, ObjectChangedError } from '../errors.ts'
import type { ObjectStore } from '../store/object-store.ts'
import { registryKey, type StreamName } from './registry-key.ts'
import type { StreamRegistry } from './stream-registry.ts'

/** Others that change the same stream's registry at the same moment are few. */
const mostTries = 50

/** What is known of a stream's schema; undefined where no target has recorded one. */
export async function readRegistry(
  state: ObjectStore,
  name: StreamName,
): Promise<StreamRegistry | undefined> {
  return (await stored(state, name))?.registry
}

/**
 * Changes the registry of a stream by compare-and-swap: where another was first, `change` is asked
 * again with what is there then. A change that gives back what it was given writes nothing.
 *
 * @throws {LakeError} `LAKE_REGISTRY_BUSY` where others never let it through.
 */
export async function updateRegistry(
  state: ObjectStore,
  name: StreamName,
  change: (registry: StreamRegistry | undefined) => StreamRegistry | Promise<StreamRegistry>,
): Promise<{ readonly before: StreamRegistry | undefined; readonly after: StreamRegistry }> {
  for (let tries = 0; tries < mostTries; tries++) {
    const known = await stored(state, name)
    const before = known?.registry
    const after = await change(before)
    if (after === before) return { before, after }
    const body = Buffer.from(`${JSON.stringify(after, null, 2)}\n`)
    try {
      await state.replace(registryKey(name), body, known?.etag ?? null)
      return { before, after }
    } catch (error) {
      if (!(error instanceof ObjectChangedError)) throw error
    }
  }
  throw new LakeError(
    'LAKE_REGISTRY_BUSY',
    `The registry of ${name.provider} ${name.stream} is being changed by many at once; run again.`,
  )
}

async function stored(state: ObjectStore, name: StreamName) {
  const key = registryKey(name)
  const object = await state.get(key)
  if (object === undefined) return undefined
  return { registry: parseRegistry(object.body, key), etag: object.etag }
}

/** @throws {LakeError} `LAKE_REGISTRY_DAMAGED` where the bytes are no registry. */
export function parseRegistry(body: Buffer, key: string): StreamRegistry {
  try {
    const registry = JSON.parse(body.toString()) as StreamRegistry
    if (Array.isArray(registry.versions) && registry.versions.length > 0) return registry
  } catch {
    // Said below.
  }
  throw new LakeError(
    'LAKE_REGISTRY_DAMAGED',
    `The object ${key} of the state zone is no schema registry: bring back an earlier version of it, or delete it, and the next run begins a new one.`,
  )
}
