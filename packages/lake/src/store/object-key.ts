import { LakeError } from '../errors.ts'

const unsafe = /[\\\p{Cc}]/u

/**
 * Checks that a key stays inside its zone and means the same on every store, and returns it.
 *
 * @throws {LakeError} `LAKE_KEY`
 */
export function checkedKey(key: string): string {
  const parts = key.split('/')
  if (unsafe.test(key) || parts.some((part) => part === '' || part === '.' || part === '..')) {
    throw new LakeError(
      'LAKE_KEY',
      `${JSON.stringify(key)} cannot be a key: every part between slashes must be a plain name.`,
    )
  }
  return key
}
