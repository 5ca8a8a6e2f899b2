import { plainText } from '../json/plain-text.ts'
import type { Change } from './change.ts'

/** How a value is hidden: all of it behind a word, or each character but the first and last few. */
export type Mask =
  | string
  | {
      /** @default 0 */
      readonly keep_first?: number
      /** @default 0 */
      readonly keep_last?: number
      /** What stands for each hidden character. @default '*' */
      readonly character?: string
    }

/**
 * Hides values, or all but their ends. A value that is not longer than what would be kept is hidden
 * whole.
 *
 * @example
 * mask({ keep_last: 4 }).apply('"+4915112345678"') // '"**********5678"'
 * mask('hidden').apply('"+4915112345678"') // '"hidden"'
 */
export function mask(how: Mask): Change {
  const type = { type: 'string' }
  if (typeof how === 'string') {
    const word = JSON.stringify(how)
    return { type, apply: () => word }
  }
  const { keep_first: first = 0, keep_last: last = 0, character = '*' } = how
  return {
    type,
    apply(text) {
      const characters = [...plainText(text)]
      const hidden = characters.map((own, index) =>
        characters.length > first + last && (index < first || index >= characters.length - last)
          ? own
          : character,
      )
      return JSON.stringify(hidden.join(''))
    },
  }
}
