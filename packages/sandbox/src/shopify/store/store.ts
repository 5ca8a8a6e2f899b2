import type { CustomerRecord } from '../customers/record.ts'
import type { LocationRecord } from '../inventory/record.ts'
import type { OrderRecord } from '../orders/record.ts'
import type { ProductRecord, ProductVariantRecord } from '../products/record.ts'
import type { ShopRecord } from '../shop/record.ts'
import { type Row, Table } from './table.ts'

/** What a store starts with: made by the generator, or read from a file of transactions. */
export interface StoreContents {
  readonly shop: ShopRecord
  readonly customers: readonly CustomerRecord[]
  readonly orders: readonly OrderRecord[]
  readonly products: readonly ProductRecord[]
  /** Everything else, by GraphQL type, each in the order of its ids. Made when it is asked for. */
  readonly others?: Readonly<Record<string, () => readonly Row[]>>
}

/** One shop and all it holds: a table a kind. */
export class ShopifyStore {
  readonly shop: ShopRecord
  readonly customers: Table<CustomerRecord>
  readonly orders: Table<OrderRecord>
  readonly products: Table<ProductRecord>
  /** The variants of all products. Changed by {@link putProduct}. */
  readonly variants: Table<ProductVariantRecord>
  readonly #tables = new Map<string, Table<Row>>()

  constructor(contents: StoreContents) {
    this.shop = contents.shop
    for (const [type, rows] of Object.entries({
      Customer: () => contents.customers,
      Order: () => contents.orders,
      Product: () => contents.products,
      ProductVariant: () => contents.products.flatMap((product) => product.variants),
      ...contents.others,
    })) {
      this.#tables.set(type, new Table<Row>(rows))
    }
    this.customers = this.table('Customer')
    this.orders = this.table('Order')
    this.products = this.table('Product')
    this.variants = this.table('ProductVariant')
  }

  /** The records of a GraphQL type; none where the store knows nothing of it. */
  table<R extends Row>(type: string): Table<R> {
    let table = this.#tables.get(type)
    if (table === undefined) {
      table = new Table()
      this.#tables.set(type, table)
    }
    // What is put under the name of a type is of that type.
    return table as unknown as Table<R>
  }

  /** Every table that something was ever asked of, by type. */
  get tables(): ReadonlyMap<string, Table<Row>> {
    return this.#tables
  }

  /** Adds or replaces a record, and what holds it. */
  put(type: string, row: Row, at: number): void {
    if (type === 'Product') {
      this.putProduct(row as ProductRecord, at)
      return
    }
    const product =
      type === 'ProductVariant'
        ? this.products.get((row as ProductVariantRecord).productId)
        : undefined
    if (product === undefined) {
      this.table<Row>(type).put(row, at)
      return
    }
    const variants = product.variants.map((variant) =>
      variant.id === row.id ? (row as ProductVariantRecord) : variant,
    )
    this.putProduct({ ...product, variants }, at)
  }

  /** The ids of the locations that send orders: active, and the shop's own. */
  get senders(): number[] {
    return [...this.table<LocationRecord>('Location').values()]
      .filter(({ isActive, isFulfillmentService }) => isActive && !isFulfillmentService)
      .map(({ id }) => id)
  }

  /** Adds or replaces a product together with its variants. */
  putProduct(product: ProductRecord, at: number): void {
    this.products.put(product, at)
    for (const variant of product.variants) {
      if (this.variants.get(variant.id) !== variant) this.variants.put(variant, at)
    }
  }
}
