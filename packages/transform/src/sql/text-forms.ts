import type { ColumnType } from '@descant/lake'

/** There is no year 0: engines do not agree on what to call the one before the first. */
const day = '(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})-[0-9]{2}-[0-9]{2}'
const offset = '(Z| UTC|[+-](0[0-9]|1[0-4])(:?[0-5][0-9])?)'
const time = `([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,9})?${offset}?)?`

/**
 * What a text must look like before an engine may read it as a value: casts round, guess and know
 * infinity, and each engine's in its own way. In the regular expressions that engines share.
 */
export const textForms: Readonly<Record<string, string>> = {
  int: '^[+-]?[0-9]+$',
  long: '^[+-]?[0-9]+$',
  double: '^[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?$',
  boolean: '^(true|false)$',
  date: `^${day}$`,
  timestamptz: `^${day}([T ]${time})?$`,
}

/** No digits but zeros beyond the scale: an amount is refused rather than rounded. */
export function decimalForm(type: ColumnType): string | undefined {
  const scale = /^decimal[(][0-9]+,([0-9]+)[)]$/.exec(String(type))?.[1]
  return scale === undefined ? undefined : `^[+-]?[0-9]+([.][0-9]{0,${scale}}0*)?$`
}

/** A text whose percent signs all stand for a byte. */
export const encodedForm = '^([^%]|%[0-9A-Fa-f]{2})*$'
