import { type Field, makeField } from '../schema/field.ts'
import type { Value } from '../store/row.ts'

const DAY = 24 * 3600 * 1000

const numbers: Readonly<Record<string, (date: Date) => number>> = {
  CALENDAR_MONTH: (date) => date.getUTCMonth() + 1,
  CALENDAR_QUARTER: (date) => Math.floor(date.getUTCMonth() / 3) + 1,
  CALENDAR_YEAR: (date) => date.getUTCFullYear(),
  DAY_IN_MONTH: (date) => date.getUTCDate(),
  DAY_IN_WEEK: (date) => date.getUTCDay() + 1,
  DAY_IN_YEAR: (date) =>
    Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY) + 1,
  FISCAL_MONTH: (date) => date.getUTCMonth() + 1,
  FISCAL_QUARTER: (date) => Math.floor(date.getUTCMonth() / 3) + 1,
  FISCAL_YEAR: (date) => date.getUTCFullYear(),
  HOUR_IN_DAY: (date) => date.getUTCHours(),
}

/** A function of a date, as if it were a field of its own; undefined where there is none so named. */
export function dateFunction(
  name: string,
  field: Field,
): { readonly field: Field; of(value: Value): Value } | undefined {
  const dateOf = (value: Value) => new Date(value as string | number)
  if (name.toUpperCase() === 'DAY_ONLY') {
    return {
      field: makeField({ name: field.name, type: 'date' }),
      of: (value) => (value === null ? null : dateOf(value).toISOString().slice(0, 10)),
    }
  }
  const number = numbers[name.toUpperCase()]
  if (number === undefined) return undefined
  return {
    field: makeField({ name: field.name, type: 'int' }),
    of: (value) => (value === null ? null : number(dateOf(value))),
  }
}
