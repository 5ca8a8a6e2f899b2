import type { Random } from '../../random.ts'
import { lastTouched, momentBetween } from '../seed/calendar.ts'
import { CODES_OF_THE_DEEP } from '../seed/deepen.ts'
import type { World } from '../seed/world.ts'
import { childIdOf, idOf } from '../store/ids.ts'
import type { DiscountRecord } from './record.ts'

const DAY = 24 * 3600 * 1000

/** How many codes a discount has at most. */
const MOST_CODES = 512

const firstTitles = ['WELCOME10', 'SUMMER25', 'FRIENDS5']

/** The discounts of a shop: those that its orders name, and about one for each hundred orders. */
export function generateDiscounts(world: World): DiscountRecord[] {
  const { orders, shop, now, updates } = world
  const random = world.random('discounts')
  const count = orders.length === 0 ? 0 : 4 + Math.ceil(orders.length / 100)
  const births = Array.from({ length: count }, () =>
    momentBetween(shop.createdAt, now - 1000, random),
  ).sort((left, right) => left - right)
  const uses = new Map<string, number>()
  for (const code of orders.flatMap(({ discountCodes }) => discountCodes)) {
    uses.set(code, (uses.get(code) ?? 0) + 1)
  }
  const discounts = births.map((createdAt, index): DiscountRecord => {
    const title = firstTitles[index] ?? `Campagne d'été nº ${index}`
    const endsAt = random.chance(0.4) ? createdAt + random.integer(1, 500) * DAY : null
    const isCode = index < firstTitles.length || (random.chance(0.7) && index > firstTitles.length)
    return {
      id: idOf('DiscountNode', index),
      createdAt,
      updatedAt: lastTouched(createdAt, now, updates, random),
      method: isCode ? 'code' : 'automatic',
      kind: random.chance(0.8) ? 'Basic' : 'FreeShipping',
      title,
      status: endsAt !== null && endsAt < now ? 'EXPIRED' : 'ACTIVE',
      startsAt: createdAt,
      endsAt,
      percentage: Number(/\d+$/.exec(firstTitles[index] ?? '')?.[0] ?? 15) / 100,
      usageLimit: random.chance(0.3) ? 1000 : null,
      tags: random.chance(0.2) ? ['campaign'] : [],
      codes: isCode
        ? makeCodes(
            idOf('DiscountNode', index),
            title,
            codeCount(index, random),
            uses.get(title) ?? 0,
            createdAt,
          )
        : [],
    }
  })
  return world.deep === undefined ? discounts : [...discounts, makeDeepDiscount(count, now)]
}

/** A discount of more codes than some answers give. */
function makeDeepDiscount(index: number, now: number): DiscountRecord {
  const id = idOf('DiscountNode', index)
  const createdAt = now - 3600_000
  return {
    id,
    createdAt,
    updatedAt: createdAt,
    method: 'code',
    kind: 'Basic',
    title: 'Mailing',
    status: 'ACTIVE',
    startsAt: createdAt,
    endsAt: null,
    percentage: 0.15,
    usageLimit: null,
    tags: ['deep'],
    codes: makeCodes(id, 'Mailing', CODES_OF_THE_DEEP, 0, createdAt),
  }
}

/** Most discounts have one code; those sent out by mail have one for everybody. */
function codeCount(index: number, random: Random): number {
  return index >= firstTitles.length && random.chance(0.2) ? random.integer(5, 40) : 1
}

/** The codes of a discount: its title, then numbered ones. */
function makeCodes(
  discountId: number,
  title: string,
  count: number,
  used: number,
  createdAt: number,
): DiscountRecord['codes'] {
  const stem = title.toUpperCase().replace(/[^A-Z0-9]/g, '')
  return Array.from({ length: count }, (_, position) => ({
    id: childIdOf('DiscountRedeemCode', 'DiscountNode', discountId, position, MOST_CODES),
    code: position === 0 ? stem : `${stem}-${String(position).padStart(4, '0')}`,
    asyncUsageCount: position === 0 ? used : 0,
    createdAt,
    updatedAt: createdAt,
  }))
}
