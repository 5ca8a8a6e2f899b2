import { formatAmount } from '../store/money.ts'

/** A moment with a precision of one second, as Shopify writes it: `2026-04-25T01:24:48Z`. */
export function formatDateTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`
}

/** Writes numbers in a form of their own; what is text already stays as it is. */
const ofNumber = (write: (value: number) => string) => (value: unknown) =>
  typeof value === 'number' ? write(value) : value

/** How records at rest become what the scalars show. Scalars not named here pass through. */
export const scalarSerializers: Readonly<Record<string, (value: unknown) => unknown>> = {
  BigInt: String,
  Date: ofNumber((milliseconds) => formatDateTime(milliseconds).slice(0, 10)),
  DateTime: ofNumber(formatDateTime),
  Decimal: ofNumber(formatAmount),
  Money: ofNumber(formatAmount),
  UnsignedInt64: String,
}
