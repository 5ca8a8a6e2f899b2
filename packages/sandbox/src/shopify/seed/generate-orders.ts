import { places } from '../../places.ts'
import type { Random } from '../../random.ts'
import type { CustomerRecord } from '../customers/record.ts'
import { nothingYet } from '../orders/aftermath.ts'
import { discountLines, priceOrder } from '../orders/price-order.ts'
import type { FinancialStatus, LineItemRecord, OrderRecord } from '../orders/record.ts'
import type { ProductRecord } from '../products/record.ts'
import { idOf } from '../store/ids.ts'
import { lastTouched, momentBetween, STORE_LIFE } from './calendar.ts'
import { makeAddress, makeEmail, makePhone, scribbleEmail, scribblePhone } from './person.ts'

const DAY = 24 * 3600 * 1000

/** The number of the first order, as shops begin to count. */
const FIRST_NUMBER = 1001

/** One order in so many has more line items than a page of them is likely to hold. */
const LONG_ORDER_EVERY = 500

const notes = [
  'Please leave at the door 🚪',
  'Gift for "Anna"\nHappy birthday! 🎂',
  'Ring twice; don\'t use the "back" door\\gate',
  '配達は午後にお願いします',
]
const tagNames = ['existing', 'rush', 'gift', 'fraud-check', 'Vor-Ort']
const discountCodes = ['WELCOME10', 'SUMMER25', 'FRIENDS5'] as const
const taxRates = [0, 725, 1900, 888]

/** What an order is made of, besides chance. */
export interface OrderIngredients {
  /** How many orders came before, in the life of the store. */
  readonly index: number
  /** How many line items came before. */
  readonly firstLine: number
  readonly createdAt: number
  readonly customer: CustomerRecord | undefined
  readonly products: readonly ProductRecord[]
}

/** The orders of a store, oldest first. */
export function generateOrders(
  count: number,
  customers: readonly CustomerRecord[],
  products: readonly ProductRecord[],
  now: number,
  updates: readonly number[],
  random: Random,
): OrderRecord[] {
  const purchases = Array.from({ length: count }, () => {
    // The square makes early customers the loyal ones: a few have dozens of orders, many have none.
    const customer =
      random.chance(0.08) || customers.length === 0
        ? undefined
        : customers[Math.floor(random.fraction() ** 2 * customers.length)]
    const since = customer?.createdAt ?? now - STORE_LIFE
    return { customer, createdAt: momentBetween(since, now - 1000, random) }
  }).sort((left, right) => left.createdAt - right.createdAt)
  let firstLine = 0
  return purchases.map(({ customer, createdAt }, index) => {
    const made = makeOrder({ index, firstLine, createdAt, customer, products }, random)
    firstLine += made.lineItems.length
    return age(made, now, updates, random)
  })
}

/** One order, just placed. */
export function makeOrder(ingredients: OrderIngredients, random: Random): OrderRecord {
  const { index, createdAt, customer } = ingredients
  const place = customer === undefined ? random.pick(places) : placeOf(customer)
  const guest = {
    firstName: random.pick(place.firstNames),
    lastName: random.pick(place.lastNames),
    phone: random.chance(0.3) ? makePhone(place, random) : null,
  }
  const guestEmail = makeEmail(place, guest.firstName, guest.lastName, index, random)
  const person = customer ?? guest
  const phone =
    person.phone !== null && /^\+\d+$/.test(person.phone) && random.chance(0.3)
      ? scribblePhone(person.phone, place, random)
      : person.phone
  const email = customer === undefined ? guestEmail : customer.email
  const code = random.chance(0.15) ? random.pick(discountCodes) : undefined
  const lines = discountLines(
    makeLines(ingredients, random),
    code === undefined ? 0 : Number(/\d+/.exec(code)?.[0]),
  )
  const address = makeAddress(idOf('MailingAddress', 1_000_000 + index), place, person, random)
  const kept = customer?.defaultAddress ?? address
  return {
    id: idOf('Order', index),
    number: FIRST_NUMBER + index,
    createdAt,
    updatedAt: createdAt,
    processedAt: random.chance(0.02) ? createdAt - random.integer(1, 400) * DAY : createdAt,
    email: email !== null && random.chance(0.1) ? scribbleEmail(email, random) : email,
    phone,
    cancelledAt: null,
    cancelReason: null,
    closedAt: null,
    displayFinancialStatus: random.pick<FinancialStatus>(['PAID', 'PAID', 'AUTHORIZED', 'PENDING']),
    displayFulfillmentStatus: 'UNFULFILLED',
    test: random.chance(0.01),
    tags: tagNames.filter(() => random.chance(0.1)),
    note: random.chance(0.12) ? random.pick(notes) : null,
    sourceName: random.pick(['web', 'web', 'web', 'pos', 'shopify_draft_order']),
    discountCodes: code === undefined ? [] : [code],
    customerId: customer?.id ?? null,
    customerLocale: place.locale,
    shippingAddress: random.chance(0.1) ? null : random.chance(0.5) ? kept : address,
    lineItems: lines,
    ...nothingYet,
    ...priceOrder(lines, random.pick(taxRates), random.pick([0, 495, 990])),
  }
}

function makeLines(
  { index, firstLine, products }: OrderIngredients,
  random: Random,
): LineItemRecord[] {
  const isLong = index % LONG_ORDER_EVERY === LONG_ORDER_EVERY / 2
  const count = isLong ? random.integer(60, 80) : random.pick([1, 1, 1, 2, 2, 3, 4, 5, 8])
  return Array.from({ length: count }, (_, position) => {
    const id = idOf('LineItem', firstLine + position)
    const quantity = random.pick([1, 1, 1, 2, 3, 6])
    const common = { id, quantity, currentQuantity: quantity, discount: 0 }
    // Some lines are of products that are gone, or were never in the catalogue.
    const product = products.length === 0 || random.chance(0.03) ? undefined : random.pick(products)
    if (product === undefined) {
      return {
        ...common,
        title: 'Custom item ✂️',
        variantTitle: null,
        sku: null,
        vendor: null,
        unitPrice: random.integer(1, 30_000),
        productId: null,
        variantId: null,
      }
    }
    const variant = random.pick(product.variants)
    return {
      ...common,
      title: product.title,
      variantTitle: variant.title === 'Default Title' ? null : variant.title,
      sku: variant.sku,
      vendor: product.vendor,
      unitPrice: variant.price,
      productId: product.id,
      variantId: variant.id,
    }
  })
}

/** What became of an order by now: cancelled, fulfilled and closed, or touched at some moment. */
function age(
  order: OrderRecord,
  now: number,
  updates: readonly number[],
  random: Random,
): OrderRecord {
  const latest = now - 1000
  const soon = momentBetween(order.createdAt, Math.min(latest, order.createdAt + 5 * DAY), random)
  if (random.chance(0.05)) {
    const paid = order.displayFinancialStatus === 'PAID'
    return {
      ...order,
      cancelledAt: soon,
      closedAt: soon,
      cancelReason: random.pick(['CUSTOMER', 'FRAUD', 'INVENTORY', 'OTHER'] as const),
      displayFinancialStatus: paid ? 'REFUNDED' : 'VOIDED',
      lineItems: order.lineItems.map((line) => ({ ...line, currentQuantity: 0 })),
      updatedAt: lastTouched(soon, now, updates, random),
    }
  }
  if (random.chance(0.8)) {
    return {
      ...order,
      displayFinancialStatus: 'PAID',
      displayFulfillmentStatus: random.chance(0.95) ? 'FULFILLED' : 'PARTIALLY_FULFILLED',
      closedAt: soon,
      updatedAt: lastTouched(soon, now, updates, random),
    }
  }
  return { ...order, updatedAt: lastTouched(order.createdAt, now, updates, random) }
}

function placeOf(customer: CustomerRecord): (typeof places)[number] {
  return (
    places.find((place) => place.locale === customer.locale) ?? (places[0] as (typeof places)[0])
  )
}
