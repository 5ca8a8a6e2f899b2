import { lastTouched, momentBetween } from '../seed/calendar.ts'
import type { World } from '../seed/world.ts'
import { idOf } from '../store/ids.ts'
import type { GiftCardRecord } from './record.ts'

const DAY = 24 * 3600 * 1000

/** One gift card for about fifty customers, oldest first. */
export function generateGiftCards(world: World): GiftCardRecord[] {
  const { customers, orders, shop, now, updates } = world
  const random = world.random('gift cards')
  const births = Array.from({ length: Math.ceil(customers.length / 50) }, () =>
    momentBetween(shop.createdAt, now - 1000, random),
  ).sort((left, right) => left - right)
  return births.map((createdAt, index) => {
    const initialValue = random.pick([1000, 2500, 5000, 10_000])
    const updatedAt = lastTouched(createdAt, now, updates, random)
    const enabled = random.chance(0.9)
    const expires = Math.floor((createdAt + 730 * DAY) / DAY) * DAY
    return {
      id: idOf('GiftCard', index),
      createdAt,
      updatedAt,
      lastCharacters: random.hex(4),
      initialValue,
      balance: random.pick([initialValue, initialValue, random.integer(0, initialValue), 0]),
      enabled,
      deactivatedAt: enabled ? null : updatedAt,
      expiresOn: random.chance(0.5) ? expires : null,
      note: random.chance(0.2) ? 'Entschädigung für Bestellung 🎁' : null,
      customerId: random.chance(0.6) ? random.pick(customers).id : null,
      orderId: random.chance(0.3) && orders.length > 0 ? random.pick(orders).id : null,
    }
  })
}
