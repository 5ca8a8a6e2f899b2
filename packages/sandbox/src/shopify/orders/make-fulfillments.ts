import type { Random } from '../../random.ts'
import { childIdOf } from '../store/ids.ts'
import { MOST_OF_AN_ORDER } from './most-of-an-order.ts'
import type { FulfillmentRecord, LineItemRecord, OrderRecord } from './record.ts'

const HOUR = 3600 * 1000

const carriers = [
  ['UPS', 'https://www.ups.com/track?tracknum='],
  ['DHL Express', 'https://www.dhl.com/en/express/tracking.html?AWB='],
  ['日本郵便', 'https://trackings.post.japanpost.jp/?code='],
] as const

/** The deliveries of an order: one, or two where it has many lines; none where it waits. */
export function makeFulfillments(
  order: OrderRecord,
  locationIds: readonly number[],
  random: Random,
): FulfillmentRecord[] {
  if (order.displayFulfillmentStatus === 'UNFULFILLED' || order.cancelledAt !== null) return []
  const lines =
    order.displayFulfillmentStatus === 'FULFILLED'
      ? order.lineItems
      : order.lineItems.slice(0, Math.ceil(order.lineItems.length / 2))
  const half = Math.ceil(lines.length / 2)
  const parcels =
    lines.length > 1 && random.chance(0.1) ? [lines.slice(0, half), lines.slice(half)] : [lines]
  return parcels.map((parcel, position) =>
    makeFulfillment(order, parcel, position, random.pick(locationIds), random),
  )
}

function makeFulfillment(
  order: OrderRecord,
  lines: readonly LineItemRecord[],
  position: number,
  locationId: number,
  random: Random,
): FulfillmentRecord {
  const createdAt = Math.min(order.createdAt + random.integer(1, 48) * HOUR, order.updatedAt)
  const arrivesAt = createdAt + random.integer(24, 120) * HOUR
  const isDelivered = arrivesAt <= order.updatedAt
  const [company, url] = random.pick(carriers)
  const number = `1Z${random.hex(14).toUpperCase()}`
  return {
    id: childIdOf('Fulfillment', 'Order', order.id, position, MOST_OF_AN_ORDER),
    orderId: order.id,
    locationId,
    createdAt,
    updatedAt: isDelivered ? arrivesAt : createdAt,
    name: `#${order.number}-F${position + 1}`,
    status: 'SUCCESS',
    displayStatus: isDelivered ? 'DELIVERED' : 'IN_TRANSIT',
    deliveredAt: isDelivered ? arrivesAt : null,
    trackingInfo: random.chance(0.1) ? [] : [{ company, number, url: `${url}${number}` }],
    fulfillmentLineItems: lines.map((line) => ({
      id: childIdOf('FulfillmentLineItem', 'LineItem', line.id, 0, 1),
      lineItemId: line.id,
      quantity: line.quantity,
    })),
  }
}
