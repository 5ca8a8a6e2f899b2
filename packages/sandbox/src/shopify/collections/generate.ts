import type { ProductRecord } from '../products/record.ts'
import { lastTouched, momentBetween } from '../seed/calendar.ts'
import type { World } from '../seed/world.ts'
import { idOf } from '../store/ids.ts'
import type { CollectionRecord } from './record.ts'

const names = [
  'Winter Sale',
  'Été 2026',
  'Bestsellers ⭐',
  '新着商品',
  'Küche & Bad',
  'Gifts < 50 $',
]
const tags = ['Accessory', 'Sport', 'Winter', 'Premium', 'sale', 'new-arrival']

/** One collection for about fifteen products: some by rules, some by hand, one of everything. */
export function generateCollections(world: World): CollectionRecord[] {
  const { products, shop, now, updates } = world
  const random = world.random('collections')
  const count = Math.min(products.length, Math.max(3, Math.ceil(products.length / 15)))
  const births = Array.from({ length: count }, () =>
    momentBetween(shop.createdAt, now - 1000, random),
  ).sort((left, right) => left - right)
  return births.map((createdAt, index) => {
    const title = index === 0 ? 'All products' : `${random.pick(names)} ${index}`
    const tag = index > 0 && random.chance(0.5) ? random.pick(tags) : undefined
    const belongs = (product: ProductRecord) =>
      index === 0 || (tag === undefined ? random.chance(0.15) : product.tags.includes(tag))
    return {
      id: idOf('Collection', index),
      createdAt,
      updatedAt: lastTouched(createdAt, now, updates, random),
      title,
      handle: title
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, '-')
        .replace(/^-|-$/g, ''),
      descriptionHtml: random.chance(0.4) ? '' : `<p>${title.replace('<', '&lt;')}</p>`,
      publishedAt: random.chance(0.9) ? createdAt : null,
      sortOrder: random.pick(['BEST_SELLING', 'CREATED_DESC', 'MANUAL'] as const),
      rule: tag === undefined ? null : { column: 'TAG', condition: tag },
      productIds: products.filter(belongs).map((product) => product.id),
    }
  })
}
