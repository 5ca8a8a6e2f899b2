import type { RequestContext } from '../api/request-context.ts'
import type { SchemaPart } from '../api/schema-part.ts'
import type { FulfillmentOrderRecord } from '../fulfillment-orders/record.ts'
import { ownedConnection } from '../paging/owned-connection.ts'
import { childFinder } from '../store/child-finder.ts'
import { childIdOf } from '../store/ids.ts'
import {
  currentSums,
  discountedTotal,
  originalTotal,
  received,
  refunded,
} from './money-of-order.ts'
import type { LineItemRecord, OrderRecord } from './record.ts'
import { searchableOrders } from './searchable.ts'
import { visibleOrders } from './visible-orders.ts'

const orderOfFulfillment = ({ orderId }: FulfillmentOrderRecord) => orderId

const itemsQuantity = (order: OrderRecord, of: (line: LineItemRecord) => number) =>
  order.lineItems.reduce((sum, line) => sum + of(line), 0)

/** The tax of an order, as one line; none where there is no tax. */
const taxLines = (order: OrderRecord, tax: number) =>
  tax === 0
    ? []
    : [
        {
          title: 'State Tax',
          rate: Math.round((order.tax / order.subtotal) * 10_000) / 10_000,
          ratePercentage: Math.round((order.tax / order.subtotal) * 10_000) / 100,
          priceSet: tax,
          channelLiable: false,
        },
      ]

/** How an order is shipped; orders without an address are not. */
function shippingLines(order: OrderRecord) {
  if (order.shippingAddress === null) return []
  return [
    {
      id: childIdOf('ShippingLine', 'Order', order.id, 0, 1),
      title: order.shipping > 500 ? 'Express' : 'Standard',
      code: order.shipping > 500 ? 'Express' : 'Standard',
      source: 'shopify',
      originalPriceSet: order.shipping,
      discountedPriceSet: order.shipping,
      currentDiscountedPriceSet: currentSums(order).shipping,
      price: order.shipping,
    },
  ]
}

function discountApplications(order: OrderRecord) {
  return order.discountCodes.map((code, index) => ({
    __typename: 'DiscountCodeApplication',
    id: index + 1,
    code,
    index,
    allocationMethod: 'ACROSS',
    targetSelection: 'ALL',
    targetType: 'LINE_ITEM',
    value: {
      __typename: 'PricingPercentageValue',
      percentage: Number(/\d+/.exec(code)?.[0] ?? 0),
    },
  }))
}

function returnStatus({ returns }: OrderRecord): string {
  if (returns.length === 0) return 'NO_RETURN'
  return returns.every(({ status }) => status === 'CLOSED') ? 'RETURNED' : 'IN_PROGRESS'
}

const ofShop = (_order: OrderRecord, _args: unknown, { store }: RequestContext) =>
  store.shop.currencyCode

/** Orders: https://shopify.dev/docs/api/admin-graphql/2026-10/objects/Order */
export const ordersPart: SchemaPart = {
  resolvers: {
    Order: {
      name: (order: OrderRecord) => `#${order.number}`,
      closed: (order: OrderRecord) => order.closedAt !== null,
      confirmed: () => true,
      confirmationNumber: (order: OrderRecord) =>
        (order.id / 2).toString(36).slice(-9).toUpperCase(),
      discountCode: (order: OrderRecord) => order.discountCodes[0] ?? null,
      currencyCode: ofShop,
      presentmentCurrencyCode: ofShop,
      billingAddress: (order: OrderRecord) => order.shippingAddress,
      billingAddressMatchesShippingAddress: () => true,
      displayAddress: (order: OrderRecord) => order.shippingAddress,
      requiresShipping: (order: OrderRecord) => order.shippingAddress !== null,
      purchasingEntity: ({ customerId }: OrderRecord, _args, { store }) => {
        const customer = customerId === null ? undefined : store.customers.get(customerId)
        return customer === undefined ? null : { __typename: 'Customer', ...customer }
      },
      fullyPaid: (order: OrderRecord) => received(order) === order.total,
      unpaid: (order: OrderRecord) => received(order) === 0,
      canMarkAsPaid: (order: OrderRecord) => order.displayFinancialStatus === 'PENDING',
      capturable: (order: OrderRecord) => order.displayFinancialStatus === 'AUTHORIZED',
      fulfillable: (order: OrderRecord) =>
        order.cancelledAt === null && order.displayFulfillmentStatus !== 'FULFILLED',
      refundable: (order: OrderRecord) => received(order) > refunded(order),
      restockable: (order: OrderRecord) => itemsQuantity(order, (line) => line.currentQuantity) > 0,
      paymentGatewayNames: (order: OrderRecord) => [order.test ? 'bogus' : 'shopify_payments'],
      taxExempt: (order: OrderRecord) => order.tax === 0,
      taxLines: (order: OrderRecord) => taxLines(order, order.tax),
      currentTaxLines: (order: OrderRecord) => taxLines(order, currentSums(order).tax),
      shippingLine: (order: OrderRecord) => shippingLines(order)[0] ?? null,
      shippingLines,
      discountApplications,
      returnStatus,
      risk: () => ({ assessments: [], recommendation: 'ACCEPT' }),
      riskLevel: () => 'LOW',
      statusPageUrl: (order: OrderRecord, _args, { store }) =>
        `https://${store.shop.myshopifyDomain}/orders/${order.id.toString(36)}`,
      fulfillmentOrders: ({ id }: OrderRecord, args, context, info) =>
        ownedConnection('FulfillmentOrder', orderOfFulfillment, id, args, context, info),
      fulfillmentsCount: (order: OrderRecord) => order.fulfillments.length,
      transactionsCount: (order: OrderRecord) => order.transactions.length,
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
      currentTotalPriceSet: (order: OrderRecord) => currentSums(order).total,
      currentSubtotalPriceSet: (order: OrderRecord) => currentSums(order).subtotal,
      currentTotalTaxSet: (order: OrderRecord) => currentSums(order).tax,
      currentTotalDiscountsSet: (order: OrderRecord) => currentSums(order).discounts,
      currentShippingPriceSet: (order: OrderRecord) => currentSums(order).shipping,
      totalReceivedSet: received,
      totalRefundedSet: refunded,
      totalRefundedShippingSet: (order: OrderRecord) =>
        order.refunds.reduce((sum, { shippingSet }) => sum + shippingSet, 0),
      netPaymentSet: (order: OrderRecord) => received(order) - refunded(order),
      totalCapturableSet: (order: OrderRecord) =>
        order.displayFinancialStatus === 'AUTHORIZED' ? order.total : 0,
      totalOutstandingSet: (order: OrderRecord) =>
        order.cancelledAt === null ? order.total - received(order) : 0,
    },
    LineItem: {
      name: (line: LineItemRecord) =>
        line.variantTitle === null ? line.title : `${line.title} - ${line.variantTitle}`,
      requiresShipping: () => true,
      restockable: (line: LineItemRecord) => line.currentQuantity > 0,
      taxable: () => true,
      refundableQuantity: (line: LineItemRecord) => line.currentQuantity,
      originalUnitPriceSet: (line: LineItemRecord) => line.unitPrice,
      originalTotalSet: originalTotal,
      totalDiscountSet: (line: LineItemRecord) => line.discount,
      discountedTotalSet: discountedTotal,
      priceAfterAllDiscountsBeforeTaxesSet: discountedTotal,
      discountedUnitPriceSet: (line: LineItemRecord) =>
        Math.round(discountedTotal(line) / line.quantity),
      discountedUnitPriceAfterAllDiscountsSet: (line: LineItemRecord) =>
        Math.round(discountedTotal(line) / line.quantity),
    },
  },
  nodes: { LineItem: childFinder('Order', (order: OrderRecord) => order.lineItems) },
  searchable: { Order: () => searchableOrders },
  visible: { Order: visibleOrders },
}
