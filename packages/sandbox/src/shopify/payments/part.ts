import type { RequestContext } from '../api/request-context.ts'
import type { Resolver, SchemaPart } from '../api/schema-part.ts'
import { visibleOrders } from '../orders/visible-orders.ts'
import { tableConnection } from '../paging/connection.ts'
import { gid } from '../store/ids.ts'
import type {
  BalanceTransactionRecord,
  DisputeRecord,
  PayoutRecord,
  TenderTransactionRecord,
} from './generate.ts'

const wholeTable =
  (type: string): Resolver =>
  (_source, args, context, info) =>
    tableConnection(type, args, context, info)

/** What belongs to an order that the token may not see is not seen either. */
const ofVisibleOrders = (context: RequestContext) => {
  const visible = visibleOrders(context)
  if (visible === undefined) return undefined
  return ({ orderId }: { readonly orderId: number }) => {
    const order = context.store.orders.get(orderId)
    return order !== undefined && visible(order)
  }
}

/** What went through Shopify Payments, and the tender transactions of all payments. */
export const paymentsPart: SchemaPart = {
  resolvers: {
    QueryRoot: {
      disputes: wholeTable('ShopifyPaymentsDispute'),
      shopifyPaymentsAccount: (_source, _args, { store }) => ({
        id: store.shop.id,
        activated: true,
        country: 'US',
        defaultCurrency: store.shop.currencyCode,
        onboardable: false,
        payoutSchedule: { interval: 'DAILY' },
        payoutStatementDescriptor: store.shop.name.toUpperCase(),
      }),
    },
    ShopifyPaymentsAccount: {
      balance: (_account, _args, { store }) => [
        { amount: 0, currencyCode: store.shop.currencyCode },
      ],
      balanceTransactions: wholeTable('ShopifyPaymentsBalanceTransaction'),
      disputes: wholeTable('ShopifyPaymentsDispute'),
      payouts: wholeTable('ShopifyPaymentsPayout'),
    },
    ShopifyPaymentsPayout: {
      summary: (payout: PayoutRecord) => ({
        chargesGross: payout.chargesGross,
        chargesFee: payout.chargesFee,
        refundsFeeGross: payout.refundsGross,
      }),
    },
    ShopifyPaymentsBalanceTransaction: {
      associatedOrder: ({ orderId, orderName }: BalanceTransactionRecord) => ({
        id: orderId,
        name: orderName,
      }),
      associatedPayout: ({ payoutId }: BalanceTransactionRecord) => ({
        id: payoutId === null ? null : gid('ShopifyPaymentsPayout', payoutId),
        status: payoutId === null ? 'PENDING' : 'PAID',
      }),
      sourceType: ({ type }: BalanceTransactionRecord) => type,
    },
    ShopifyPaymentsAssociatedOrder: { id: ({ id }: { id: number }) => gid('Order', id) },
    ShopifyPaymentsDispute: {
      reasonDetails: ({ reason }: DisputeRecord) => ({ reason, networkReasonCode: null }),
    },
    TenderTransaction: {
      transactionDetails: () => ({
        __typename: 'TenderTransactionCreditCardDetails',
        creditCardCompany: 'Visa',
        creditCardNumber: '•••• •••• •••• 4242',
      }),
    },
  },
  searchable: {
    ShopifyPaymentsBalanceTransaction: () => ({
      fields: {
        processed_at: {
          type: 'time',
          of: ({ transactionDate }: BalanceTransactionRecord) => transactionDate,
        },
        transaction_type: { type: 'keyword', of: ({ type }: BalanceTransactionRecord) => type },
      },
      sortKeys: {
        AMOUNT: { type: 'number', of: ({ amount }: BalanceTransactionRecord) => amount },
        PROCESSED_AT: {
          type: 'time',
          of: ({ transactionDate }: BalanceTransactionRecord) => transactionDate,
        },
      },
    }),
    ShopifyPaymentsPayout: () => ({
      fields: { amount: { type: 'money', of: ({ net }: PayoutRecord) => net } },
    }),
    TenderTransaction: () => ({
      fields: {
        processed_at: { type: 'time', of: (row: TenderTransactionRecord) => row.processedAt },
      },
    }),
  },
  visible: {
    TenderTransaction: ofVisibleOrders,
    ShopifyPaymentsDispute: ofVisibleOrders,
  },
}
