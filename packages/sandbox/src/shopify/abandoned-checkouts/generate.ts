import { momentBetween } from '../seed/calendar.ts'
import { makePlannedLines, totalOfLines } from '../seed/make-lines.ts'
import type { World } from '../seed/world.ts'
import { idOf } from '../store/ids.ts'
import type { AbandonedCheckoutRecord } from './record.ts'

const HOUR = 3600 * 1000

/** One for about ten orders, oldest first. A few were completed after all. */
export function generateAbandonedCheckouts(world: World): AbandonedCheckoutRecord[] {
  const { customers, orders, products, shop, now } = world
  const random = world.random('abandoned checkouts')
  const births = Array.from({ length: Math.ceil(orders.length / 10) }, () =>
    momentBetween(shop.createdAt, now - 1000, random),
  ).sort((left, right) => left - right)
  return births.map((createdAt, index) => {
    const id = idOf('AbandonedCheckout', index)
    const customer = random.chance(0.6) && customers.length > 0 ? random.pick(customers) : undefined
    const updatedAt = momentBetween(createdAt, Math.min(now - 1000, createdAt + 48 * HOUR), random)
    const lineItems = makePlannedLines(
      'AbandonedCheckoutLineItem',
      'AbandonedCheckout',
      id,
      products,
      random,
    )
    return {
      id,
      createdAt,
      updatedAt,
      name: `#${id}`,
      customerId: customer?.id ?? null,
      completedAt: random.chance(0.1) ? updatedAt : null,
      note: random.chance(0.05) ? 'Kommt noch was dazu…' : '',
      discountCodes: random.chance(0.1) ? ['WELCOME10'] : [],
      shippingAddress: customer?.defaultAddress ?? null,
      lineItems,
      totalPriceSet: totalOfLines(lineItems),
    }
  })
}
