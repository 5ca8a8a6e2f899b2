import { places } from '../../places.ts'
import { Random } from '../../random.ts'
import type { CustomerRecord } from '../customers/record.ts'
import { nothingYet } from '../orders/aftermath.ts'
import { priceOrder } from '../orders/price-order.ts'
import type { LineItemRecord, OrderRecord } from '../orders/record.ts'
import type { ProductRecord } from '../products/record.ts'
import type { ShopRecord } from '../shop/record.ts'
import { idOf } from '../store/ids.ts'
import type { StoreContents } from '../store/store.ts'
import { addUpCustomers } from './add-up-customers.ts'
import { completeStore } from './complete-store.ts'
import type { Transaction } from './read-transactions.ts'

const [unitedStates] = places as readonly [(typeof places)[0]]

/**
 * A store that holds just what a list of transactions says: a customer for every id, in the order
 * in which they first came; an order with one line item for every transaction; one product.
 */
export function storeOfTransactions(
  shop: ShopRecord,
  transactions: readonly Transaction[],
  seed: number,
): StoreContents {
  // Equal days keep the order of the file, since sorting is stable.
  const ordered = [...transactions].sort((left, right) => left.day - right.day)
  const firstDay = ordered[0]?.day ?? shop.createdAt
  const product = makeProduct(firstDay)
  const customers = new Map<string, CustomerRecord>()
  const random = new Random(seed, 'transactions')
  const orders = ordered.map((transaction, index) => {
    let customer = customers.get(transaction.customer)
    if (customer === undefined) {
      customer = makeCustomer(transaction, customers.size, random)
      customers.set(transaction.customer, customer)
    }
    return makeOrder(transaction, index, customer, product)
  })
  return completeStore(
    {
      shop: { ...shop, createdAt: Math.min(shop.createdAt, firstDay) },
      customers: addUpCustomers([...customers.values()], orders),
      orders,
      products: [product],
    },
    {
      seed,
      now: ordered.at(-1)?.day ?? shop.createdAt,
      updates: [],
      refundShare: 0,
      isInvented: false,
    },
  )
}

function makeCustomer(
  { customer: name, day }: Transaction,
  index: number,
  random: Random,
): CustomerRecord {
  return {
    id: idOf('Customer', index),
    createdAt: day,
    updatedAt: day,
    firstName: random.pick(unitedStates.firstNames),
    lastName: random.pick(unitedStates.lastNames),
    email: `customer-${mailboxOf(name)}@example.com`,
    emailMarketingState: 'NOT_SUBSCRIBED',
    phone: null,
    phoneMarketingState: 'NOT_SUBSCRIBED',
    state: 'DISABLED',
    note: null,
    tags: [],
    locale: unitedStates.locale,
    verifiedEmail: true,
    taxExempt: false,
    numberOfOrders: 0,
    amountSpent: 0,
    lastOrderId: null,
    defaultAddress: null,
  }
}

/** A name as part of an address: different for different ids, even where capitals do not count. */
function mailboxOf(id: string): string {
  return id.replace(/[^a-z0-9-]/gu, (character) => `_${character.codePointAt(0)?.toString(16)}_`)
}

function makeOrder(
  { day, units, cents }: Transaction,
  index: number,
  customer: CustomerRecord,
  product: ProductRecord,
): OrderRecord {
  const unitPrice = Math.ceil(cents / units)
  const line: LineItemRecord = {
    id: idOf('LineItem', index),
    title: product.title,
    variantTitle: null,
    sku: product.variants[0]?.sku ?? null,
    vendor: product.vendor,
    quantity: units,
    currentQuantity: units,
    unitPrice,
    // Whole cents a unit rarely make the total; the few that are over are taken off again.
    discount: unitPrice * units - cents,
    productId: product.id,
    variantId: product.variants[0]?.id ?? null,
  }
  return {
    id: idOf('Order', index),
    number: 1001 + index,
    createdAt: day,
    updatedAt: day,
    processedAt: day,
    email: customer.email,
    phone: null,
    cancelledAt: null,
    cancelReason: null,
    closedAt: day,
    displayFinancialStatus: 'PAID',
    displayFulfillmentStatus: 'FULFILLED',
    test: false,
    tags: [],
    note: null,
    sourceName: 'web',
    discountCodes: [],
    customerId: customer.id,
    customerLocale: customer.locale,
    shippingAddress: null,
    lineItems: [line],
    ...nothingYet,
    ...priceOrder([line], 0, 0),
  }
}

function makeProduct(createdAt: number): ProductRecord {
  const id = idOf('Product', 0)
  return {
    id,
    createdAt,
    updatedAt: createdAt,
    title: 'Compact Disc',
    handle: 'compact-disc',
    descriptionHtml: '',
    status: 'ACTIVE',
    vendor: 'Transactions',
    productType: 'music',
    tags: [],
    publishedAt: createdAt,
    variants: [
      {
        id: idOf('ProductVariant', 0),
        inventoryItemId: idOf('InventoryItem', 0),
        productId: id,
        createdAt,
        updatedAt: createdAt,
        position: 1,
        title: 'Default Title',
        sku: 'CD-1',
        barcode: null,
        price: 1499,
        compareAtPrice: null,
        inventoryQuantity: 1000,
        taxable: true,
      },
    ],
  }
}
