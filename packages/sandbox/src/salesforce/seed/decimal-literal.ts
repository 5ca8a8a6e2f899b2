import type { Field } from '../schema/field.ts'
import type { Dice } from './dice.ts'

/** Of the numbers, so many use all digits that their field has: more than a double can tell apart. */
const FULL_SHARE = 0.04
/** How many digits stand before the point otherwise. */
const USUAL_DIGITS = 5

/**
 * A number of a field, exact, with as many decimals as it needs and at least one: `3.0`, `12.5`.
 */
export function decimalLiteral(field: Field, dice: Dice, index: number): string {
  const { precision, scale } = field
  const isFull = dice.chance(index, FULL_SHARE, 2)
  const whole = Math.min(precision - scale, isFull ? 18 : USUAL_DIGITS)
  const isNegative = field.type === 'double' && dice.chance(index, 0.1, 3)
  const front = digits(
    dice,
    index,
    isFull ? whole : dice.integer(index, 1, Math.max(1, whole), 4),
    10,
  )
  const back = dice.chance(index, 0.4, 5) ? '' : digits(dice, index, scale, 30).replace(/0+$/, '')
  const trimmed = front.replace(/^0+(?=\d)/, '')
  const isZero = trimmed === '0' && back === ''
  return `${isNegative && !isZero ? '-' : ''}${trimmed}.${back || '0'}`
}

function digits(dice: Dice, index: number, count: number, firstThrow: number): string {
  let text = ''
  while (text.length < count) {
    text += String(dice.integer(index, 0, 999_999, firstThrow + text.length)).padStart(6, '0')
  }
  return text.slice(0, count)
}
