import { Random } from '../../random.ts'

/**
 * Randomness that is reached by number instead of in turn: the same number gives the same value,
 * whichever others were asked for. So the millionth record can be made without the others.
 *
 * @example
 * const dice = new Dice(7, 'Account', 'Name')
 * dice.integer(999_999, 1, 6)
 */
export class Dice {
  readonly #salt: number

  /** Any number of parts make the seed. */
  constructor(...seed: readonly (number | string)[]) {
    this.#salt = new Random(...seed).integer(0, 2 ** 32 - 1)
  }

  /** A number from 0 up to, not including, 1. `throwNumber` gives another for the same record. */
  fraction(index: number, throwNumber = 0): number {
    let bits = (this.#salt ^ Math.imul(index + 1, 0x9e3779b1)) + Math.imul(throwNumber, 0x85ebca6b)
    bits = Math.imul(bits ^ (bits >>> 16), 0x7feb352d)
    bits = Math.imul(bits ^ (bits >>> 15), 0x846ca68b)
    return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32
  }

  /** A whole number from `low` to `high`, both included. */
  integer(index: number, low: number, high: number, throwNumber = 0): number {
    return low + Math.floor(this.fraction(index, throwNumber) * (high - low + 1))
  }

  /** True in `share` of the cases. */
  chance(index: number, share: number, throwNumber = 0): boolean {
    return this.fraction(index, throwNumber) < share
  }

  pick<T>(index: number, list: readonly T[], throwNumber = 0): T {
    return list[this.integer(index, 0, list.length - 1, throwNumber)] as T
  }
}
