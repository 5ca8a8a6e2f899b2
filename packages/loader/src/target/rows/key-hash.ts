const primes = [0x01000193, 0x5bd1e995] as const

/**
 * A number that is the same for the same bytes, and hardly ever for others: two hashes of 32 bits, of
 * which 52 bits fit into a number. `assembly/index.ts` makes the same.
 */
export function keyHash(bytes: Uint8Array): number {
  let one = 0x811c9dc5
  let other = 0x9747b28c
  for (const byte of bytes) {
    one = Math.imul(one ^ byte, primes[0])
    other = Math.imul(other ^ byte, primes[1])
    other ^= other >>> 15
  }
  return (one >>> 0) * 2 ** 20 + (other >>> 12)
}
