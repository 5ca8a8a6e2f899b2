/** The CRC's polynomial; as everywhere here, the highest bit of a number is the power of zero. */
const polynomial = 0xedb88320
const one = 0x80000000

/** The product of two polynomials, modulo the CRC's. */
function multiply(a: number, b: number): number {
  let product = 0
  let factor = b
  for (let bit = one; bit !== 0; bit >>>= 1) {
    if ((a & bit) !== 0) product ^= factor
    factor = (factor & 1) === 0 ? factor >>> 1 : (factor >>> 1) ^ polynomial
  }
  return product >>> 0
}

/** What so many bytes of zeros after a text do to its CRC: x to the power of their bits. */
function powerOf(bytes: number): number {
  let power = one
  // x to the power of 8: one byte.
  let square = one >>> 8
  for (let left = bytes; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) power = multiply(square, power)
    square = multiply(square, square)
  }
  return power
}

/**
 * The CRC-32 of two texts, one after the other, from the CRC-32 of each.
 *
 * @param secondBytes The length of the second text.
 */
export function combineCrc32(first: number, second: number, secondBytes: number): number {
  return (multiply(powerOf(secondBytes), first) ^ second) >>> 0
}
