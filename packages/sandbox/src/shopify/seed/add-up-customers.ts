import type { CustomerRecord } from '../customers/record.ts'
import type { OrderRecord } from '../orders/record.ts'

/**
 * The customers with what their orders come to. A customer is touched by each of its orders, so
 * none is older than its last.
 */
export function addUpCustomers(
  customers: readonly CustomerRecord[],
  orders: readonly OrderRecord[],
): CustomerRecord[] {
  const summed = new Map(customers.map((customer) => [customer.id, customer]))
  for (const order of orders) {
    const customer = order.customerId === null ? undefined : summed.get(order.customerId)
    if (customer !== undefined) summed.set(customer.id, addOrder(customer, order))
  }
  return [...summed.values()]
}

/** A customer after one more order. */
export function addOrder(customer: CustomerRecord, order: OrderRecord): CustomerRecord {
  return {
    ...customer,
    numberOfOrders: customer.numberOfOrders + 1,
    amountSpent: customer.amountSpent + (order.cancelledAt === null ? order.total : 0),
    lastOrderId: order.id,
    updatedAt: Math.max(customer.updatedAt, order.createdAt),
  }
}
