import { ControlError } from '../../control/settings.ts'
import type { OrderRecord } from '../orders/record.ts'
import type { ShopifyStore } from '../store/store.ts'
import type { Row } from '../store/table.ts'

/** The shorter names of some types. */
const names: Readonly<Record<string, string>> = {
  customers: 'Customer',
  orders: 'Order',
  products: 'Product',
  variants: 'ProductVariant',
}

/** What lies within orders, by type. */
const withinOrders: Readonly<
  Record<string, (order: OrderRecord) => readonly { readonly id: number }[]>
> = {
  Fulfillment: (order) => order.fulfillments,
  LineItem: (order) => order.lineItems,
  OrderTransaction: (order) => order.transactions,
  Refund: (order) => order.refunds,
  RefundLineItem: (order) => order.refunds.flatMap((refund) => refund.refundLineItems),
  Return: (order) => order.returns,
}

/**
 * All records of a kind. What has no times of its own has those of the record that holds it.
 *
 * @param kind A GraphQL type, or one of the shorter names.
 * @throws ControlError where there are no such records
 */
export function recordsOf(
  store: ShopifyStore,
  kind: string,
): { readonly type: string; readonly rows: readonly Row[] } {
  const type = names[kind] ?? kind
  const within = Object.hasOwn(withinOrders, type) ? withinOrders[type] : undefined
  if (within !== undefined) {
    const rows = [...store.orders.values()].flatMap((order) =>
      within(order).map((child) => ({
        createdAt: order.createdAt,
        updatedAt: order.updatedAt,
        ...child,
      })),
    )
    return { type, rows }
  }
  const table = store.tables.get(type)
  if (table === undefined) {
    const types = [...store.tables.keys(), ...Object.keys(withinOrders)].sort().join(', ')
    throw new ControlError(
      `There are no records of the kind "${kind}"; there are ${Object.keys(names).join(', ')}, ${types}`,
    )
  }
  return { type, rows: [...table.values()] }
}
