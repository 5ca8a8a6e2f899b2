import type { RequestContext } from '../api/request-context.ts'
import type { SchemaPart } from '../api/schema-part.ts'
import type { LocationRecord } from '../inventory/record.ts'
import type { LineItemRecord, OrderRecord } from '../orders/record.ts'
import { visibleOrders } from '../orders/visible-orders.ts'
import { tableConnection } from '../paging/connection.ts'
import { childFinder } from '../store/child-finder.ts'
import { gid } from '../store/ids.ts'
import type { FulfillmentOrderRecord } from './record.ts'

type Line = FulfillmentOrderRecord['lineItems'][number]

const orderOf = ({ orderId }: FulfillmentOrderRecord, { store }: RequestContext) =>
  store.orders.get(orderId)
const lineOf = ({ lineItemId }: Line, context: RequestContext) =>
  context.record('LineItem', lineItemId) as LineItemRecord | undefined
const ended: readonly string[] = ['CANCELLED', 'CLOSED']

/** Fulfillment orders: https://shopify.dev/docs/api/admin-graphql/2026-10/objects/FulfillmentOrder */
export const fulfillmentOrdersPart: SchemaPart = {
  resolvers: {
    QueryRoot: {
      // The closed ones are left out unless they are asked for.
      fulfillmentOrders: (_source, args, context, info) =>
        tableConnection<FulfillmentOrderRecord>(
          'FulfillmentOrder',
          args,
          context,
          info,
          args.includeClosed ? undefined : ({ status }) => !ended.includes(status),
        ),
    },
    FulfillmentOrder: {
      assignedLocation: ({ locationId }: FulfillmentOrderRecord, _args, context) => {
        const location = context.record('Location', locationId) as LocationRecord | undefined
        return { ...location?.address, name: location?.name ?? '', locationId }
      },
      destination: (record: FulfillmentOrderRecord, _args, context) => {
        const order = orderOf(record, context)
        const address = order?.shippingAddress
        return address == null
          ? null
          : { ...address, id: record.id, countryCode: address.countryCodeV2, email: order?.email }
      },
      fulfillments: (record: FulfillmentOrderRecord, _args, context) =>
        orderOf(record, context)?.fulfillments ?? [],
      orderId: ({ orderId }: FulfillmentOrderRecord) => gid('Order', orderId),
      requestStatus: () => 'UNSUBMITTED',
      supportedActions: ({ status }: FulfillmentOrderRecord) =>
        status === 'OPEN' ? [{ action: 'CREATE_FULFILLMENT' }, { action: 'HOLD' }] : [],
    },
    FulfillmentOrderLineItem: {
      inventoryItemId: (line: Line, _args, context) => {
        const variantId = lineOf(line, context)?.variantId
        const variant = variantId == null ? undefined : context.store.variants.get(variantId)
        return variant === undefined ? null : gid('InventoryItem', variant.inventoryItemId)
      },
      originalUnitPriceSet: (line: Line, _args, context) => lineOf(line, context)?.unitPrice ?? 0,
      productTitle: (line: Line, _args, context) => lineOf(line, context)?.title ?? '',
      requiresShipping: () => true,
      sku: (line: Line, _args, context) => lineOf(line, context)?.sku,
      variant: (line: Line, _args, context) => {
        const variantId = lineOf(line, context)?.variantId
        return variantId == null ? null : context.record('ProductVariant', variantId)
      },
      variantTitle: (line: Line, _args, context) => lineOf(line, context)?.variantTitle,
      vendor: (line: Line, _args, context) => lineOf(line, context)?.vendor,
    },
  },
  nodes: {
    FulfillmentOrderLineItem: childFinder(
      'FulfillmentOrder',
      (record: FulfillmentOrderRecord) => record.lineItems,
    ),
  },
  searchable: {
    FulfillmentOrder: () => ({
      fields: {
        assigned_location_id: { type: 'id', of: ({ locationId }) => locationId },
      },
    }),
  },
  visible: {
    FulfillmentOrder: (context) => {
      const visible = visibleOrders(context)
      if (visible === undefined) return undefined
      return ({ orderId }: FulfillmentOrderRecord) => {
        const order: OrderRecord | undefined = context.store.orders.get(orderId)
        return order !== undefined && visible(order)
      }
    },
  },
}
