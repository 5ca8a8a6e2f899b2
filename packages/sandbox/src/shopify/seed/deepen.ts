import type { Random } from '../../random.ts'
import { addRefund } from '../orders/aftermath.ts'
import { makeRefund } from '../orders/make-refund.ts'
import { priceOrder } from '../orders/price-order.ts'
import type { OrderRecord } from '../orders/record.ts'
import type { ProductRecord } from '../products/record.ts'
import { idOf, indexAfter } from '../store/ids.ts'
import { makeOrder } from './generate-orders.ts'

/** One variant more than the largest page holds. */
const VARIANTS = 251
const LINE_ITEMS = 300
const REFUNDS = 3
const LINES_OF_A_REFUND = 60

/** The codes of the discount that has many: more than some answers give. */
export const CODES_OF_THE_DEEP = 120

/** One metafield more than the largest page holds. */
export const METAFIELDS_OF_THE_DEEP = 251

/** What the product with all those variants is called. */
const DEEP_TITLE = 'Snowboard in 251 Colours'

/** A product with more variants than one page can show. */
export function makeDeepProduct(products: readonly ProductRecord[], now: number): ProductRecord {
  const id = idOf('Product', products.length)
  const times = { createdAt: now - 3600_000, updatedAt: now - 3600_000 }
  const offset = products.reduce((sum, product) => sum + product.variants.length, 0)
  return {
    ...times,
    id,
    title: DEEP_TITLE,
    handle: 'snowboard-in-251-colours',
    descriptionHtml: '<p>Any colour you like</p>',
    status: 'ACTIVE',
    vendor: 'Snowdevil',
    productType: 'snowboard',
    tags: ['deep'],
    publishedAt: times.createdAt,
    variants: Array.from({ length: VARIANTS }, (_, position) => ({
      ...times,
      id: idOf('ProductVariant', offset + position),
      inventoryItemId: idOf('InventoryItem', offset + position),
      productId: id,
      position: position + 1,
      title: `Colour ${position + 1}`,
      sku: `COLOUR-${position + 1}`,
      barcode: null,
      price: 50_000 + position,
      compareAtPrice: null,
      inventoryQuantity: 10,
      taxable: true,
    })),
  }
}

/** An order of more line items than one page can show, not yet paid. */
export function makeDeepOrder(
  orders: readonly OrderRecord[],
  product: ProductRecord,
  now: number,
  random: Random,
): OrderRecord {
  const lines = orders.flatMap(({ lineItems }) => lineItems)
  const firstLine = indexAfter(
    'LineItem',
    lines.map(({ id }) => id),
  )
  const createdAt = now - 1800_000
  const order = makeOrder(
    { index: orders.length, firstLine, createdAt, customer: undefined, products: [product] },
    random,
  )
  const lineItems = Array.from({ length: LINE_ITEMS }, (_, position) => {
    const variant = product.variants[position % VARIANTS]
    return {
      id: idOf('LineItem', firstLine + position),
      title: product.title,
      variantTitle: variant?.title ?? null,
      sku: variant?.sku ?? null,
      vendor: product.vendor,
      quantity: REFUNDS,
      currentQuantity: REFUNDS,
      unitPrice: variant?.price ?? 0,
      discount: 0,
      productId: product.id,
      variantId: variant?.id ?? null,
    }
  })
  return {
    ...order,
    processedAt: createdAt,
    updatedAt: now - 60_000,
    closedAt: null,
    test: false,
    tags: ['deep'],
    discountCodes: [],
    displayFinancialStatus: 'PAID',
    displayFulfillmentStatus: 'UNFULFILLED',
    lineItems,
    ...priceOrder(lineItems, 725, 990),
  }
}

/** The order after three refunds, each of more lines than a small page can show. */
export function refundDeepOrder(order: OrderRecord): OrderRecord {
  let refunded = order
  for (let round = 0; round < REFUNDS; round++) {
    const lines = refunded.lineItems
      .slice(round * LINES_OF_A_REFUND, (round + 1) * LINES_OF_A_REFUND)
      .map((line) => ({ line, quantity: 1 }))
    const at = order.updatedAt - (REFUNDS - round) * 60_000
    refunded = addRefund(
      refunded,
      makeRefund(refunded, lines, { at, note: `Round ${round + 1}`, returnId: null }),
    )
  }
  return refunded
}
