import type { RawObject } from '../../model/raw-shape.ts'

/** An amount as Shopify's `MoneyBag` has it; the shop's own currency is what is read. */
export const money = {
  shopMoney: { amount: 'text', currencyCode: 'text' },
} as const satisfies RawObject
