import type { SchemaPart } from '../api/schema-part.ts'
import { childFinder } from '../store/child-finder.ts'
import { childIdOf } from '../store/ids.ts'
import { originalTotal } from './money-of-order.ts'
import type {
  FulfillmentRecord,
  LineItemRecord,
  OrderRecord,
  QuantityOfLine,
  RefundRecord,
  ReturnRecord,
  TransactionRecord,
} from './record.ts'

/** What happens to an order after the sale: payments, deliveries, returns and refunds. */
export const afterSalePart: SchemaPart = {
  resolvers: {
    OrderTransaction: {
      formattedGateway: ({ gateway }: TransactionRecord) =>
        gateway === 'bogus' ? 'Bogus Gateway' : 'Shopify Payments',
      parentTransaction: ({ parentTransactionId }: TransactionRecord, _args, context) =>
        parentTransactionId === null
          ? null
          : context.record('OrderTransaction', parentTransactionId),
      maximumRefundableV2: ({ kind, status, amountSet }: TransactionRecord) =>
        status === 'SUCCESS' && (kind === 'SALE' || kind === 'CAPTURE') ? amountSet : null,
      paymentDetails: () => ({
        __typename: 'CardPaymentDetails',
        company: 'Visa',
        number: '•••• •••• •••• 4242',
        bin: '424242',
      }),
      receiptJson: ({ amountSet }: TransactionRecord) =>
        JSON.stringify({ amount: amountSet, paid: true }),
    },
    Fulfillment: {
      requiresShipping: () => true,
      fulfillmentOrders: ({ orderId }: FulfillmentRecord, _args, context) => {
        const id = childIdOf('FulfillmentOrder', 'Order', orderId, 0, 1)
        const found = context.record('FulfillmentOrder', id)
        return found === undefined ? [] : [found]
      },
      totalQuantity: ({ fulfillmentLineItems }: FulfillmentRecord) =>
        quantityOf(fulfillmentLineItems),
    },
    FulfillmentLineItem: {
      originalTotalSet: (line: QuantityOfLine, _args, context) =>
        originalTotalOf(context.record('LineItem', line.lineItemId)),
      discountedTotalSet: (line: QuantityOfLine, _args, context) =>
        originalTotalOf(context.record('LineItem', line.lineItemId)),
    },
    Refund: {
      transactions: ({ transactionId }: RefundRecord, _args, context) => {
        const transaction = context.record('OrderTransaction', transactionId)
        return transaction === undefined ? [] : [transaction]
      },
    },
    RefundLineItem: {
      restocked: ({ restockType }: RefundRecord['refundLineItems'][number]) =>
        restockType !== 'NO_RESTOCK',
    },
    Return: {
      requestApprovedAt: ({ createdAt }: ReturnRecord) => createdAt,
      totalQuantity: ({ returnLineItems }: ReturnRecord) => quantityOf(returnLineItems),
      refunds: ({ id, orderId }: ReturnRecord, _args, { store }) =>
        store.orders.get(orderId)?.refunds.filter((refund) => refund.returnId === id) ?? [],
    },
    ReturnLineItem: {
      processedQuantity: ({ quantity }: QuantityOfLine) => quantity,
      refundedQuantity: ({ quantity }: QuantityOfLine) => quantity,
    },
  },
  nodes: {
    OrderTransaction: childFinder('Order', (order: OrderRecord) => order.transactions),
    Fulfillment: childFinder('Order', (order: OrderRecord) => order.fulfillments),
    FulfillmentLineItem: childFinder('Order', (order: OrderRecord) =>
      order.fulfillments.flatMap(({ fulfillmentLineItems }) => fulfillmentLineItems),
    ),
    Refund: childFinder('Order', (order: OrderRecord) => order.refunds),
    RefundLineItem: childFinder('Order', (order: OrderRecord) =>
      order.refunds.flatMap(({ refundLineItems }) => refundLineItems),
    ),
    Return: childFinder('Order', (order: OrderRecord) => order.returns),
    ReturnLineItem: childFinder('Order', (order: OrderRecord) =>
      order.returns.flatMap(({ returnLineItems }) => returnLineItems),
    ),
  },
}

function quantityOf(lines: readonly QuantityOfLine[]): number {
  return lines.reduce((sum, { quantity }) => sum + quantity, 0)
}

function originalTotalOf(line: object | undefined): number {
  return line === undefined ? 0 : originalTotal(line as LineItemRecord)
}
