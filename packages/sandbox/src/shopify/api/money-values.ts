import type { RequestContext } from './request-context.ts'

/** An amount in the currency of the shop, as `MoneyV2` shows it. */
export function moneyOf(cents: number, { store }: RequestContext) {
  return { amount: cents, currencyCode: store.shop.currencyCode }
}

/** An amount for the shop and the customer alike, as `MoneyBag` shows it. */
export function moneyBag(cents: number, context: RequestContext) {
  const money = moneyOf(cents, context)
  return { shopMoney: money, presentmentMoney: money }
}
