const firstFactor = 0xcc9e2d51
const secondFactor = 0x1b873593

/**
 * The 32-bit Murmur3 hash (variant x86, seed 0) of a text's UTF-8 bytes, not negative: what Iceberg's
 * bucket transform is made of (spec, appendix B).
 *
 * @example
 * murmur3('iceberg') // 1210000089
 */
export function murmur3(text: string): number {
  const bytes = Buffer.from(text)
  const whole = bytes.length - (bytes.length % 4)
  let hash = 0
  for (let at = 0; at < whole; at += 4) {
    hash ^= mixed(bytes.readInt32LE(at))
    hash = (Math.imul(rotated(hash, 13), 5) + 0xe6546b64) | 0
  }
  let rest = 0
  for (let at = bytes.length - 1; at >= whole; at--) rest = (rest << 8) | (bytes[at] ?? 0)
  hash ^= mixed(rest) ^ bytes.length
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

const mixed = (word: number) => Math.imul(rotated(Math.imul(word, firstFactor), 15), secondFactor)

const rotated = (word: number, bits: number) => (word << bits) | (word >>> (32 - bits))
