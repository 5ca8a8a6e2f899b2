/**
 * Seeded randomness (the sfc32 generator): the same seed gives the same sequence on every machine,
 * because it uses integer operations alone.
 *
 * @example
 * const random = new Random(7, 'customers')
 * random.integer(1, 6)
 */
export class Random {
  #a: number
  #b: number
  #c: number
  #counter = 1

  /** Any number of parts make the seed; different purposes take different words, and stay apart. */
  constructor(...seed: readonly (number | string)[]) {
    const text = seed.join('\u0000')
    this.#a = hash(text, 0x9e3779b9)
    this.#b = hash(text, 0x243f6a88)
    this.#c = hash(text, 0xb7e15162)
    for (let warmUp = 0; warmUp < 12; warmUp++) this.#next()
  }

  #next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0
    return sum >>> 0
  }

  /** A number from 0 up to, not including, 1. */
  fraction(): number {
    return this.#next() / 2 ** 32
  }

  /** A whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.fraction() * (high - low + 1))
  }

  /** True in `share` of the cases, 0.25 being a quarter. */
  chance(share: number): boolean {
    return this.fraction() < share
  }

  pick<T>(list: readonly T[]): T {
    return list[this.integer(0, list.length - 1)] as T
  }

  /** Lower-case hexadecimal digits, for tokens and request ids. */
  hex(digits: number): string {
    let text = ''
    while (text.length < digits) text += this.#next().toString(16).padStart(8, '0')
    return text.slice(0, digits)
  }
}

/** FNV-1a over UTF-16 units, from a chosen basis. */
function hash(text: string, basis: number): number {
  let value = basis
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  }
  return value | 0
}
