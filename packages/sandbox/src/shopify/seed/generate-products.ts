import type { Random } from '../../random.ts'
import type { ProductRecord, ProductVariantRecord } from '../products/record.ts'
import { idOf } from '../store/ids.ts'
import { lastTouched, momentBetween, STORE_LIFE } from './calendar.ts'

const materials = ['Linen', 'Merino', 'Oak', 'Café', 'Titanium', 'Bambù', 'Größe XL', '抹茶']
const things = ['Snowboard', 'T-Shirt', 'Teapot', 'Desk Lamp', 'Backpack', 'Notebook', 'Mug 12"']
const vendors = ['Snowdevil', 'Icedevil', 'Händler & Söhne', '無印工房', "Nature's Own"]
const types = ['snowboard', 'apparel', 'kitchen', 'office', '']
const tagNames = ['Accessory', 'Sport', 'Winter', 'Premium', 'sale', 'new-arrival']
const sizes = ['S', 'M', 'L', 'XL', '2XL']

/** The products of a store, oldest first. One of them in forty has more than a hundred variants. */
export function generateProducts(
  count: number,
  now: number,
  updates: readonly number[],
  random: Random,
): ProductRecord[] {
  const births = Array.from({ length: count }, () =>
    momentBetween(now - STORE_LIFE, now - STORE_LIFE / 8, random),
  ).sort((left, right) => left - right)
  let variantCount = 0
  return births.map((createdAt, index) => {
    const title = `${random.pick(materials)} ${random.pick(things)}`
    const updatedAt = lastTouched(createdAt, now, updates, random)
    const variants = makeVariants(index, variantCount, createdAt, updatedAt, random)
    variantCount += variants.length
    const status = random.pick([
      'ACTIVE',
      'ACTIVE',
      'ACTIVE',
      'ACTIVE',
      'DRAFT',
      'ARCHIVED',
    ] as const)
    return {
      id: idOf('Product', index),
      createdAt,
      updatedAt,
      title,
      handle: `${title
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, '-')
        .replace(/-$/, '')}-${index + 1}`,
      descriptionHtml: random.chance(0.1) ? '' : `<p>${title} &amp; <b>more</b></p>`,
      status,
      vendor: random.pick(vendors),
      productType: random.pick(types),
      tags: tagNames.filter(() => random.chance(0.25)),
      publishedAt: status === 'ACTIVE' ? createdAt + 1000 : null,
      variants,
    }
  })
}

function makeVariants(
  product: number,
  offset: number,
  createdAt: number,
  updatedAt: number,
  random: Random,
): ProductVariantRecord[] {
  const count = product % 40 === 39 ? random.integer(110, 140) : random.pick([1, 1, 2, 3, 5])
  const price = random.pick([495, 1000, 1100, 1999, 2500, 4990, 23110, 94995])
  return Array.from({ length: count }, (_, position) => ({
    id: idOf('ProductVariant', offset + position),
    inventoryItemId: idOf('InventoryItem', offset + position),
    productId: idOf('Product', product),
    createdAt,
    updatedAt,
    position: position + 1,
    title: count === 1 ? 'Default Title' : (sizes[position] ?? `Option ${position + 1}`),
    sku: random.chance(0.05) ? null : `SKU-${product + 1}-${position + 1}`,
    barcode: random.chance(0.5) ? null : `40${String(offset + position).padStart(11, '0')}`,
    price: price + position * 50,
    compareAtPrice: random.chance(0.15) ? price + position * 50 + 1000 : null,
    inventoryQuantity: random.integer(0, 120),
    taxable: random.chance(0.9),
  }))
}
