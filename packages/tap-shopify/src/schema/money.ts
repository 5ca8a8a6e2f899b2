/**
 * An amount of money (`MoneyV2`). The amount is a decimal and a JSON string, as Shopify sends it, so
 * that no reader rounds it: `{ "amount": "231.1", "currencyCode": "CAD" }`.
 */
export const money = {
  type: ['null', 'object'],
  properties: {
    amount: { type: 'string' },
    currencyCode: { type: 'string' },
  },
} as const

/** An amount in the currency of the shop (`MoneyBag`). */
export const moneyBag = {
  type: ['null', 'object'],
  properties: { shopMoney: money },
} as const
