import { createHash } from 'node:crypto'
import { dateTimeText } from '../changes/date-time-text.ts'
import type { ExactNumber } from '../json/exact-number.ts'
import { ValueError } from '../value-error.ts'

/** A function or an operator of the expression language: its CEL signature, and what it does. */
export interface Overload {
  readonly signature: string
  // biome-ignore lint/suspicious/noExplicitAny: the signature tells the types, and the library checks them.
  readonly apply: (...values: any[]) => unknown
}

const digest = (algorithm: string) => (value: string) =>
  createHash(algorithm).update(value).digest('hex')

const time = (text: string): Date => {
  const written = dateTimeText(text)
  if (written === undefined) throw new ValueError('dateTime() was given something else than a time')
  return new Date(written)
}

const round = (value: number, digits: bigint): number =>
  Number(`${Math.round(Number(`${value}e${digits}`))}e${-digits}`)

/** What expressions know beyond CEL's own functions, `coalesce` apart. */
export const functions: readonly Overload[] = [
  { signature: 'sha256(string): string', apply: digest('sha256') },
  { signature: 'md5(string): string', apply: digest('md5') },
  { signature: 'round(double, int): double', apply: round },
  { signature: 'dateTime(string): google.protobuf.Timestamp', apply: time },
  {
    signature: 'string.replace(string, string): string',
    apply: (text: string, old: string, replacement: string) =>
      text.replaceAll(old, () => replacement),
  },
  { signature: 'double(decimal): double', apply: (value: ExactNumber) => value.valueOf() },
  { signature: 'string(decimal): string', apply: (value: ExactNumber) => value.text },
]

const arithmetic = {
  '+': (a: number, b: number) => a + b,
  '-': (a: number, b: number) => a - b,
  '*': (a: number, b: number) => a * b,
  '/': (a: number, b: number) => a / b,
}

const mixed: readonly Overload[] = Object.entries(arithmetic).flatMap(([operator, apply]) =>
  [`int ${operator} double: double`, `double ${operator} int: double`].map((signature) => ({
    signature,
    apply: (a: bigint | number, b: bigint | number) => apply(Number(a), Number(b)),
  })),
)

const order = {
  '<': (a: number, b: number) => a < b,
  '<=': (a: number, b: number) => a <= b,
  '>': (a: number, b: number) => a > b,
  '>=': (a: number, b: number) => a >= b,
}

const comparisons: readonly Overload[] = Object.entries(order).flatMap(([operator, apply]) =>
  ['decimal int', 'decimal double', 'int decimal', 'double decimal', 'decimal decimal'].map(
    (types) => ({
      signature: `${types.replace(' ', ` ${operator} `)}: bool`,
      apply: (a: unknown, b: unknown) => apply(Number(a), Number(b)),
    }),
  ),
)

const isSame = (a: ExactNumber, b: ExactNumber) => a.text === b.text

/**
 * CEL never mixes whole numbers and others; people do, and JSON hardly tells them apart. A `decimal`
 * (an {@link ExactNumber}) can be compared, but not computed with.
 */
export const operators: readonly Overload[] = [
  ...mixed,
  ...comparisons,
  { signature: 'decimal == decimal: bool', apply: isSame },
]
