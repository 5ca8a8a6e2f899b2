/* Bits that are written one after the other, the lowest of each byte first (RFC 1951, section 3.1.1). */

/** Where the next whole byte goes. */
export let out: i32 = 0

/** What has been written and is no whole byte yet. */
export let waiting: u64 = 0
export let waitingBits: i32 = 0

/** Begins at an address. Up to 8 bytes behind what is written are overwritten as well. */
export function startBits(at: i32): void {
  out = at
  waiting = 0
  waitingBits = 0
}

/** Writes up to 56 bits. */
export function writeBits(bits: u64, count: i32): void {
  waiting |= bits << waitingBits
  waitingBits += count
  store<u64>(out, waiting)
  out += waitingBits >> 3
  waiting >>= u64(waitingBits & ~7)
  waitingBits &= 7
}

/** Goes on behind a loop that began with {@link out} and what was waiting, and wrote by itself. */
export function resumeBits(at: i32, bits: u64, count: i32): void {
  out = at
  waiting = bits
  waitingBits = count
}

/** Fills the last byte with zeros. */
export function endByte(): void {
  if (waitingBits > 0) writeBits(0, 8 - waitingBits)
}

/** Copies whole bytes; the last byte has been ended. */
export function writeBytes(from: i32, bytes: i32): void {
  memory.copy(out, from, bytes)
  out += bytes
}
