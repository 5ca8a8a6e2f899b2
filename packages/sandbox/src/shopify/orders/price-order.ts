import type { LineItemRecord, OrderRecord } from './record.ts'

/** The sums of an order, in cents. */
export type OrderSums = Pick<OrderRecord, 'subtotal' | 'tax' | 'shipping' | 'discounts' | 'total'>

/**
 * Adds up an order exactly: what its lines cost after discounts, tax on that, and shipping.
 *
 * @param taxRate In hundredths of a percent: 725 is 7.25%.
 */
export function priceOrder(
  lines: readonly LineItemRecord[],
  taxRate: number,
  shipping: number,
): OrderSums {
  const discounts = lines.reduce((sum, line) => sum + line.discount, 0)
  const subtotal = lines.reduce((sum, line) => sum + line.unitPrice * line.quantity, 0) - discounts
  const tax = Math.round((subtotal * taxRate) / 10_000)
  return { subtotal, tax, shipping, discounts, total: subtotal + tax + shipping }
}

/**
 * Spreads a discount over lines in proportion to what they cost. The parts are whole cents and add
 * up to the discount.
 *
 * @param percent A whole number from 0 to 100.
 */
export function discountLines(lines: readonly LineItemRecord[], percent: number): LineItemRecord[] {
  let [cost, given] = [0, 0]
  return lines.map((line) => {
    cost += line.unitPrice * line.quantity
    const discount = Math.floor((cost * percent) / 100) - given
    given += discount
    return { ...line, discount }
  })
}
