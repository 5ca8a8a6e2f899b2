import type { ObjectStore } from '../store/object-store.ts'
import { isRegistryKey, registriesPrefix } from './registry-key.ts'
import type { StreamRegistry } from './stream-registry.ts'
import { parseRegistry } from './update-registry.ts'

/** Enough to hide how long one read takes. */
const readsAtOnce = 16

/** All that is known of the schemas of a customer, or of one provider, by provider and stream. */
export async function readRegistries(
  state: ObjectStore,
  customer: string,
  provider?: string,
): Promise<StreamRegistry[]> {
  const keys: string[] = []
  for await (const { key } of state.list(registriesPrefix(customer, provider))) {
    if (isRegistryKey(key)) keys.push(key)
  }
  const found: StreamRegistry[] = []
  for (let at = 0; at < keys.length; at += readsAtOnce) {
    const objects = await Promise.all(
      keys.slice(at, at + readsAtOnce).map(async (key) => ({ key, object: await state.get(key) })),
    )
    for (const { key, object } of objects) {
      if (object) found.push(parseRegistry(object.body, key))
    }
  }
  return found
}
