/* Which symbols stand for lengths and distances, and how many extra bits follow (RFC 1951, section 3.2.5). */

export const shortestMatch: i32 = 3
export const longestMatch: i32 = 258
/** How far back a match may lie. */
export const windowBytes: i32 = 32_768

/** Symbols of literals, of the end of a block, and of lengths. */
export const literalSymbols: i32 = 286
export const endOfBlock: i32 = 256
export const firstLength: i32 = 257
export const distanceSymbols: i32 = 30

const lengthSymbols: i32 = 29
/** For each length less 3: its symbol less 257. */
const symbolOfLength: usize = memory.data(256)
/** For each symbol of a length: the smallest length less 3, and the extra bits. */
const lengthBases: usize = memory.data(lengthSymbols * 2, 2)
const lengthExtras: usize = memory.data(lengthSymbols)

/** For each distance less 1 up to 255, then for each 128 of the larger ones. */
const symbolOfDistance: usize = memory.data(512)
/** For each symbol of a distance: the smallest distance less 1, and the extra bits. */
const distanceBases: usize = memory.data(distanceSymbols * 2, 2)
const distanceExtras: usize = memory.data(distanceSymbols)

/** The symbol of a length less 3, less 257. */
export function lengthSymbol(length: i32): i32 {
  return load<u8>(symbolOfLength + length)
}

/** The smallest length less 3 of a symbol less 257. */
export function lengthBase(symbol: i32): i32 {
  return load<u16>(lengthBases + symbol * 2)
}

export function lengthExtra(symbol: i32): i32 {
  return load<u8>(lengthExtras + symbol)
}

function placeOfDistance(distance: i32): usize {
  const place: i32 = distance < 256 ? distance : 256 + (distance >> 7)
  return symbolOfDistance + place
}

/** The symbol of a distance less 1. */
export function distanceSymbol(distance: i32): i32 {
  return load<u8>(placeOfDistance(distance))
}

/** The smallest distance less 1 of a symbol. */
export function distanceBase(symbol: i32): i32 {
  return load<u16>(distanceBases + symbol * 2)
}

export function distanceExtra(symbol: i32): i32 {
  return load<u8>(distanceExtras + symbol)
}

/** Fills the tables, once. */
export function makeAlphabet(): void {
  let base = 0
  for (let symbol = 0; symbol < lengthSymbols; symbol++) {
    // The longest match has a symbol of its own, without extra bits.
    const isLongest = symbol === lengthSymbols - 1
    const extra = symbol < 8 || isLongest ? 0 : (symbol - 4) >> 2
    if (isLongest) base = longestMatch - shortestMatch
    store<u16>(lengthBases + symbol * 2, u16(base))
    store<u8>(lengthExtras + symbol, u8(extra))
    memory.fill(symbolOfLength + base, u8(symbol), min(1 << extra, 256 - base))
    base += 1 << extra
  }
  base = 0
  for (let symbol = 0; symbol < distanceSymbols; symbol++) {
    const extra = symbol < 4 ? 0 : (symbol - 2) >> 1
    store<u16>(distanceBases + symbol * 2, u16(base))
    store<u8>(distanceExtras + symbol, u8(extra))
    const places = base < 256 ? 1 << extra : 1 << (extra - 7)
    memory.fill(placeOfDistance(base), u8(symbol), places)
    base += 1 << extra
  }
}
