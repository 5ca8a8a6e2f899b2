import { findNode } from '../api/find-node.ts'
import type { RequestContext } from '../api/request-context.ts'
import {
  connectionTypes,
  PAGE_ARGUMENTS,
  type Resolver,
  type SchemaPart,
} from '../api/schema-part.ts'
import { nestedConnection, tableConnection, tableCount } from '../paging/connection.ts'
import { gid } from '../store/ids.ts'
import type { LineItemRecord, OrderRecord } from './record.ts'
import { ordersSdl } from './sdl.ts'
import { searchableOrders } from './searchable.ts'
import { visibleOrders } from './visible-orders.ts'

/** An amount of the order's shop, for shop and customer alike. */
function moneyBag(cents: number, { store }: RequestContext) {
  const money = { amount: cents, currencyCode: store.shop.currencyCode }
  return { shopMoney: money, presentmentMoney: money }
}

const orderMoney =
  (cents: (order: OrderRecord) => number): Resolver =>
  (order, _args, context) =>
    moneyBag(cents(order), context)

const lineMoney =
  (cents: (line: LineItemRecord) => number): Resolver =>
  (line, _args, context) =>
    moneyBag(cents(line), context)

const isCancelled = (order: OrderRecord) => order.cancelledAt !== null
const originalTotal = (line: LineItemRecord) => line.unitPrice * line.quantity
const discountedTotal = (line: LineItemRecord) => originalTotal(line) - line.discount
const whileNotCancelled = (cents: (order: OrderRecord) => number) =>
  orderMoney((order) => (isCancelled(order) ? 0 : cents(order)))
const itemsQuantity = (order: OrderRecord, of: (line: LineItemRecord) => number) =>
  order.lineItems.reduce((sum, line) => sum + of(line), 0)
const received = (order: OrderRecord) =>
  ['PAID', 'REFUNDED'].includes(order.displayFinancialStatus) ? order.total : 0

/** Orders: https://shopify.dev/docs/api/admin-graphql/2026-10/objects/Order */
export const ordersPart: SchemaPart = {
  sdl: `${ordersSdl}
extend type QueryRoot {
  order(id: ID!): Order
  orders(${PAGE_ARGUMENTS}, query: String, reverse: Boolean = false, savedSearchId: ID, sortKey: OrderSortKeys = PROCESSED_AT): OrderConnection!
  ordersCount(limit: Int = 10000, query: String, savedSearchId: ID): Count
}
${connectionTypes('Order')}
${connectionTypes('LineItem')}`,
  resolvers: {
    QueryRoot: {
      order: (_source, { id }, context) => findNode(id, context, 'Order'),
      orders: (_source, args, context, info) =>
        tableConnection(
          searchableOrders,
          context.store.orders,
          args,
          context,
          info,
          orderFilter(context),
        ),
      ordersCount: (_source, args, context, info) =>
        tableCount(
          searchableOrders,
          context.store.orders,
          args,
          context,
          info,
          orderFilter(context),
        ),
    },
    Order: {
      id: (order: OrderRecord) => gid('Order', order.id),
      legacyResourceId: (order: OrderRecord) => order.id,
      name: (order: OrderRecord) => `#${order.number}`,
      closed: (order: OrderRecord) => order.closedAt !== null,
      confirmed: () => true,
      confirmationNumber: (order: OrderRecord) =>
        (order.id / 2).toString(36).slice(-9).toUpperCase(),
      edited: () => false,
      discountCode: (order: OrderRecord) => order.discountCodes[0] ?? null,
      currencyCode: (_order, _args, { store }) => store.shop.currencyCode,
      presentmentCurrencyCode: (_order, _args, { store }) => store.shop.currencyCode,
      customer: (order: OrderRecord, _args, { store }) =>
        order.customerId === null ? null : store.customers.get(order.customerId),
      billingAddress: (order: OrderRecord) => order.shippingAddress,
      billingAddressMatchesShippingAddress: () => true,
      displayAddress: (order: OrderRecord) => order.shippingAddress,
      requiresShipping: (order: OrderRecord) => order.shippingAddress !== null,
      fullyPaid: (order: OrderRecord) => received(order) === order.total,
      unpaid: (order: OrderRecord) => received(order) === 0,
      paymentGatewayNames: (order: OrderRecord) => [order.test ? 'bogus' : 'shopify_payments'],
      poNumber: () => null,
      taxesIncluded: () => false,
      taxExempt: (order: OrderRecord) => order.tax === 0,
      subtotalLineItemsQuantity: (order: OrderRecord) =>
        itemsQuantity(order, (line) => line.quantity),
      currentSubtotalLineItemsQuantity: (order: OrderRecord) =>
        itemsQuantity(order, (line) => line.currentQuantity),
      totalPriceSet: orderMoney((order) => order.total),
      subtotalPriceSet: orderMoney((order) => order.subtotal),
      totalTaxSet: orderMoney((order) => order.tax),
      totalDiscountsSet: orderMoney((order) => order.discounts),
      totalShippingPriceSet: orderMoney((order) => order.shipping),
      originalTotalPriceSet: orderMoney((order) => order.total),
      currentTotalPriceSet: whileNotCancelled((order) => order.total),
      currentSubtotalPriceSet: whileNotCancelled((order) => order.subtotal),
      currentTotalTaxSet: whileNotCancelled((order) => order.tax),
      currentTotalDiscountsSet: whileNotCancelled((order) => order.discounts),
      totalReceivedSet: orderMoney(received),
      totalRefundedSet: orderMoney((order) =>
        order.displayFinancialStatus === 'REFUNDED' ? order.total : 0,
      ),
      netPaymentSet: orderMoney((order) =>
        order.displayFinancialStatus === 'REFUNDED' ? 0 : received(order),
      ),
      totalOutstandingSet: whileNotCancelled((order) => order.total - received(order)),
      lineItems: (order: OrderRecord, args, context) =>
        nestedConnection(order.lineItems, { type: 'number', of: (line) => line.id }, args, context),
    },
    LineItem: {
      id: (line: LineItemRecord) => gid('LineItem', line.id),
      name: (line: LineItemRecord) =>
        line.variantTitle === null ? line.title : `${line.title} - ${line.variantTitle}`,
      isGiftCard: () => false,
      requiresShipping: () => true,
      taxable: () => true,
      refundableQuantity: (line: LineItemRecord) => line.currentQuantity,
      originalUnitPriceSet: lineMoney((line) => line.unitPrice),
      originalTotalSet: lineMoney(originalTotal),
      totalDiscountSet: lineMoney((line) => line.discount),
      discountedTotalSet: lineMoney(discountedTotal),
      discountedUnitPriceSet: lineMoney((line) =>
        Math.round(discountedTotal(line) / line.quantity),
      ),
      product: (line: LineItemRecord, _args, { store }) =>
        line.productId === null ? null : store.products.get(line.productId),
      variant: (line: LineItemRecord, _args, { store }) =>
        line.variantId === null ? null : store.variants.get(line.variantId),
    },
  },
  scopes: {
    Order: 'read_orders',
    LineItem: 'read_orders',
    'QueryRoot.ordersCount': 'read_orders',
  },
  nodes: {
    Order: (id, context) => {
      const order = context.store.orders.get(id)
      return order !== undefined && visibleOrders(context)(order) ? order : undefined
    },
    LineItem: (id, { store }) => {
      for (const order of store.orders.values()) {
        const line = order.lineItems.find((candidate) => candidate.id === id)
        if (line !== undefined) return line
      }
      return undefined
    },
  },
}

/** The filter of what a token may see, or none where it may see everything. */
function orderFilter(context: RequestContext) {
  return context.grant.scopes.has('read_all_orders') ? undefined : visibleOrders(context)
}
