import type { Witness } from '../query/field.ts'

/**
 * What tells how many line items an order has: the sum of their quantities. Tips and gift cards do not
 * count in it, so the items hold as many or more.
 */
export const lineItemsWitness: Witness = {
  field: { name: 'subtotalLineItemsQuantity' },
  needs: ['quantity'],
  least: (quantity) => quantity as number,
  measure: (items) => items.reduce((sum, { quantity }) => sum + (quantity as number), 0),
}
