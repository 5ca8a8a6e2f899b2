import type { PrepareStep } from './step.ts'

/**
 * Settles the key of a stream: the one that the config gives, or the tap's own, which must have come
 * through the steps before.
 *
 * @param keyProperties As the config gives them, by the names that leave; absent where it does not.
 */
export const keysStep =
  (keyProperties: readonly string[] | undefined): PrepareStep =>
  (shape, { problem }) => {
    if (keyProperties === undefined) {
      for (const key of shape.lostKeys) {
        problem(
          'key_properties',
          `${key} is a key of the stream, and the mapping takes it away; keep it, or say by ` +
            'key_properties which fields are the key ([] for none)',
        )
      }
      return { shape }
    }
    for (const key of keyProperties) {
      if (shape.isDeclared && !shape.properties.has(key)) {
        problem('key_properties', `there is no field ${key} in what leaves the mapping`)
      }
    }
    return { shape: { ...shape, keyProperties } }
  }
