import type { Row } from '../store/table.ts'

/** What one location has to send for an order. */
export interface FulfillmentOrderRecord extends Row {
  readonly orderId: number
  readonly orderName: string
  readonly orderProcessedAt: number
  readonly locationId: number
  readonly status: 'CANCELLED' | 'CLOSED' | 'OPEN'
  readonly fulfillAt: number
  readonly lineItems: readonly {
    readonly id: number
    readonly lineItemId: number
    readonly totalQuantity: number
    readonly remainingQuantity: number
  }[]
}
