import type { CustomerRecord } from '../customers/record.ts'
import type { OrderRecord } from '../orders/record.ts'
import type { ProductRecord, ProductVariantRecord } from '../products/record.ts'
import type { ShopRecord } from '../shop/record.ts'
import { Table } from './table.ts'

/** What a store starts with: made by the generator, or read from a file of transactions. */
export interface StoreContents {
  readonly shop: ShopRecord
  readonly customers: readonly CustomerRecord[]
  readonly orders: readonly OrderRecord[]
  readonly products: readonly ProductRecord[]
}

/** One shop and all it holds: a table a kind. */
export class ShopifyStore {
  readonly shop: ShopRecord
  readonly customers: Table<CustomerRecord>
  readonly orders: Table<OrderRecord>
  readonly products: Table<ProductRecord>
  /** The variants of all products. Changed by {@link putProduct}. */
  readonly variants: Table<ProductVariantRecord>

  constructor(contents: StoreContents) {
    this.shop = contents.shop
    this.customers = new Table(contents.customers)
    this.orders = new Table(contents.orders)
    this.products = new Table(contents.products)
    this.variants = new Table(contents.products.flatMap((product) => product.variants))
  }

  /** Adds or replaces a product together with its variants. */
  putProduct(product: ProductRecord, at: number): void {
    this.products.put(product, at)
    for (const variant of product.variants) {
      if (this.variants.get(variant.id) !== variant) this.variants.put(variant, at)
    }
  }
}
