import type { Row } from '../store/table.ts'

/** One way in which a product is sold. Prices are in cents. */
export interface ProductVariantRecord extends Row {
  readonly productId: number
  readonly inventoryItemId: number
  /** From 1 on, within the product. */
  readonly position: number
  readonly title: string
  readonly sku: string | null
  readonly barcode: string | null
  readonly price: number
  readonly compareAtPrice: number | null
  readonly inventoryQuantity: number
  readonly taxable: boolean
}

/** A product at rest, with its variants in the order of their positions. */
export interface ProductRecord extends Row {
  readonly title: string
  readonly handle: string
  readonly descriptionHtml: string
  readonly status: 'ACTIVE' | 'ARCHIVED' | 'DRAFT'
  readonly vendor: string
  readonly productType: string
  readonly tags: readonly string[]
  readonly publishedAt: number | null
  readonly variants: readonly ProductVariantRecord[]
}
