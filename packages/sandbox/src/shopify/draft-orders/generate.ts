import { lastTouched, momentBetween } from '../seed/calendar.ts'
import { makePlannedLines, totalOfLines } from '../seed/make-lines.ts'
import type { World } from '../seed/world.ts'
import { idOf } from '../store/ids.ts'
import type { DraftOrderRecord } from './record.ts'

/** One draft for about forty orders, oldest first. Some have become orders. */
export function generateDraftOrders(world: World): DraftOrderRecord[] {
  const { customers, orders, products, shop, now, updates } = world
  const random = world.random('draft orders')
  const count = Math.ceil(orders.length / 40)
  const births = Array.from({ length: count }, () =>
    momentBetween(shop.createdAt, now - 1000, random),
  ).sort((left, right) => left - right)
  return births.map((createdAt, index) => {
    const id = idOf('DraftOrder', index)
    const customer = random.chance(0.8) && customers.length > 0 ? random.pick(customers) : undefined
    const status = random.pick(['OPEN', 'OPEN', 'INVOICE_SENT', 'COMPLETED'] as const)
    const updatedAt = lastTouched(createdAt, now, updates, random)
    const lineItems = makePlannedLines('DraftOrderLineItem', 'DraftOrder', id, products, random)
    return {
      id,
      createdAt,
      updatedAt,
      name: `#D${index + 1}`,
      status,
      customerId: customer?.id ?? null,
      orderId: status === 'COMPLETED' ? random.pick(orders).id : null,
      email: customer?.email ?? null,
      note2: random.chance(0.2) ? 'Telefonisch bestellt ☎️' : null,
      tags: random.chance(0.1) ? ['wholesale'] : [],
      completedAt: status === 'COMPLETED' ? updatedAt : null,
      invoiceSentAt: status === 'INVOICE_SENT' ? updatedAt : null,
      shippingAddress: customer?.defaultAddress ?? null,
      lineItems,
      totalPriceSet: totalOfLines(lineItems),
    }
  })
}
