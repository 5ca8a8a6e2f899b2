import type { Random } from '../../random.ts'
import type { ProductRecord } from '../products/record.ts'
import { childIdOf, type IdKind } from '../store/ids.ts'

/** A line of something that is not an order yet. Money is in cents. */
export interface PlannedLine {
  readonly id: number
  readonly title: string
  readonly variantTitle: string | null
  readonly sku: string | null
  readonly quantity: number
  readonly unitPrice: number
  readonly productId: number | null
  readonly variantId: number | null
}

/** How many lines something that is not an order yet has at most. */
const MOST_LINES = 8

/** A few lines of the catalogue, for the record with this id. */
export function makePlannedLines(
  kind: IdKind,
  ownerKind: IdKind,
  ownerId: number,
  products: readonly ProductRecord[],
  random: Random,
): PlannedLine[] {
  if (products.length === 0) return []
  return Array.from({ length: random.pick([1, 1, 2, 3, MOST_LINES]) }, (_, position) => {
    const product = random.pick(products)
    const variant = random.pick(product.variants)
    return {
      id: childIdOf(kind, ownerKind, ownerId, position, MOST_LINES),
      title: product.title,
      variantTitle: variant.title === 'Default Title' ? null : variant.title,
      sku: variant.sku,
      quantity: random.pick([1, 1, 2, 5]),
      unitPrice: variant.price,
      productId: product.id,
      variantId: variant.id,
    }
  })
}

/** What lines come to, in cents. */
export function totalOfLines(lines: readonly PlannedLine[]): number {
  return lines.reduce((sum, line) => sum + line.unitPrice * line.quantity, 0)
}
