import { formatAmount } from '../store/money.ts'

/** A moment with a precision of one second, as Shopify writes it: `2026-04-25T01:24:48Z`. */
export function formatDateTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`
}

/** How records at rest become what the scalars show. Scalars not named here pass through. */
export const scalarSerializers: Readonly<Record<string, (value: unknown) => unknown>> = {
  DateTime: (value) => formatDateTime(value as number),
  Decimal: (value) => formatAmount(value as number),
  Money: (value) => formatAmount(value as number),
  UnsignedInt64: String,
}
