import type { SchemaPart } from '../api/schema-part.ts'
import type { LineItemRecord, OrderRecord } from './record.ts'
import { searchableOrders } from './searchable.ts'
import { visibleOrders } from './visible-orders.ts'

const isCancelled = (order: OrderRecord) => order.cancelledAt !== null
const originalTotal = (line: LineItemRecord) => line.unitPrice * line.quantity
const discountedTotal = (line: LineItemRecord) => originalTotal(line) - line.discount
const whileNotCancelled = (cents: (order: OrderRecord) => number) => (order: OrderRecord) =>
  isCancelled(order) ? 0 : cents(order)
const itemsQuantity = (order: OrderRecord, of: (line: LineItemRecord) => number) =>
  order.lineItems.reduce((sum, line) => sum + of(line), 0)
const received = (order: OrderRecord) =>
  ['PAID', 'REFUNDED'].includes(order.displayFinancialStatus) ? order.total : 0

/** Orders: https://shopify.dev/docs/api/admin-graphql/2026-10/objects/Order */
export const ordersPart: SchemaPart = {
  resolvers: {
    Order: {
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
      totalPriceSet: (order: OrderRecord) => order.total,
      subtotalPriceSet: (order: OrderRecord) => order.subtotal,
      totalTaxSet: (order: OrderRecord) => order.tax,
      totalDiscountsSet: (order: OrderRecord) => order.discounts,
      totalShippingPriceSet: (order: OrderRecord) => order.shipping,
      originalTotalPriceSet: (order: OrderRecord) => order.total,
      currentTotalPriceSet: whileNotCancelled((order) => order.total),
      currentSubtotalPriceSet: whileNotCancelled((order) => order.subtotal),
      currentTotalTaxSet: whileNotCancelled((order) => order.tax),
      currentTotalDiscountsSet: whileNotCancelled((order) => order.discounts),
      totalReceivedSet: received,
      totalRefundedSet: (order: OrderRecord) =>
        order.displayFinancialStatus === 'REFUNDED' ? order.total : 0,
      netPaymentSet: (order: OrderRecord) =>
        order.displayFinancialStatus === 'REFUNDED' ? 0 : received(order),
      totalOutstandingSet: whileNotCancelled((order) => order.total - received(order)),
    },
    LineItem: {
      name: (line: LineItemRecord) =>
        line.variantTitle === null ? line.title : `${line.title} - ${line.variantTitle}`,
      isGiftCard: () => false,
      requiresShipping: () => true,
      taxable: () => true,
      refundableQuantity: (line: LineItemRecord) => line.currentQuantity,
      originalUnitPriceSet: (line: LineItemRecord) => line.unitPrice,
      originalTotalSet: originalTotal,
      totalDiscountSet: (line: LineItemRecord) => line.discount,
      discountedTotalSet: discountedTotal,
      discountedUnitPriceSet: (line: LineItemRecord) =>
        Math.round(discountedTotal(line) / line.quantity),
      product: (line: LineItemRecord, _args, { store }) =>
        line.productId === null ? null : store.products.get(line.productId),
      variant: (line: LineItemRecord, _args, { store }) =>
        line.variantId === null ? null : store.variants.get(line.variantId),
    },
  },
  nodes: {
    LineItem: (id, { store }) => {
      for (const order of store.orders.values()) {
        const line = order.lineItems.find((candidate) => candidate.id === id)
        if (line !== undefined) return line
      }
      return undefined
    },
  },
  searchable: { Order: () => searchableOrders },
  visible: { Order: visibleOrders },
}
