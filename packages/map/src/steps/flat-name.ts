import { createHash } from 'node:crypto'

const hashDigits = 8

/** The start of a text that takes at most so many bytes, whole characters only. */
const cut = (text: string, bytes: number): string => {
  let kept = ''
  let length = 0
  for (const character of text) {
    length += Buffer.byteLength(character)
    if (length > bytes) break
    kept += character
  }
  return kept
}

/**
 * A name that is not longer than a target takes. A longer one is cut, and ends in digits that tell
 * it from others with the same start.
 *
 * @param limit In bytes of UTF-8, as databases count; at least 16.
 * @example
 * flatName('default_address__province_code', 20) // 'default_add_3f0c8b1e'
 */
export function flatName(name: string, limit: number): string {
  if (Buffer.byteLength(name) <= limit) return name
  const digits = createHash('sha256').update(name).digest('hex').slice(0, hashDigits)
  return `${cut(name, limit - hashDigits - 1)}_${digits}`
}
