import { copy } from '../../sdk/assembly/bytes'

/** Where the next bytes are written. */
export let out: i32 = 0

export function writeAt(place: i32): void {
  out = place
}

export function writeByte(code: i32): void {
  store<u8>(out, u8(code))
  out++
}

/** Writes a number, its first byte first. */
export function writeNumber<T>(number: T): void {
  store<T>(out, bswap<T>(number))
  out += sizeof<T>()
}

/** Writes what stands between two places. */
export function write(from: i32, end: i32): void {
  copy(out, from, end - from)
  out += end - from
}
