/* Which bits the codes of given lengths have (RFC 1951, section 3.2.2). */

const longestCode: i32 = 15
/** The next code of each length. */
const nextCodes: usize = memory.data((longestCode + 1) * 4, 4)

/** Writes the code of each symbol as a number of 32 bits: its bits in the order of writing, and its length above. */
export function makeCodes(lengths: usize, symbols: i32, codes: usize): void {
  memory.fill(nextCodes, 0, (longestCode + 1) * 4)
  for (let symbol = 0; symbol < symbols; symbol++) {
    const next = nextCodes + (usize(load<u8>(lengths + symbol)) << 2)
    store<u32>(next, load<u32>(next) + 1)
  }
  let code: u32 = 0
  for (let length = 1; length <= longestCode; length++) {
    const next = nextCodes + (usize(length) << 2)
    const count = load<u32>(next)
    store<u32>(next, code)
    code = (code + count) << 1
  }
  for (let symbol = 0; symbol < symbols; symbol++) {
    const length: u32 = load<u8>(lengths + symbol)
    const next = nextCodes + (length << 2)
    const bits = load<u32>(next)
    store<u32>(next, bits + 1)
    store<u32>(codes + (usize(symbol) << 2), (length << 16) | turned(bits, length))
  }
}

/** Codes are written from their highest bit on. */
function turned(bits: u32, length: u32): u32 {
  let result: u32 = 0
  for (let left = length; left > 0; left--) {
    result = (result << 1) | (bits & 1)
    bits >>= 1
  }
  return result
}

export function codeBits(code: u32): u32 {
  return code & 0xffff
}

export function codeLength(code: u32): i32 {
  return code >> 16
}
