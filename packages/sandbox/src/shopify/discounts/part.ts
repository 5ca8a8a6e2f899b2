import type { RequestContext } from '../api/request-context.ts'
import type { SchemaPart } from '../api/schema-part.ts'
import { listConnection, tableConnection, tableCount } from '../paging/connection.ts'
import { childFinder } from '../store/child-finder.ts'
import type { DiscountRecord } from './record.ts'

const isOf = (method: DiscountRecord['method']) => (discount: DiscountRecord) =>
  discount.method === method

/** Finds a discount under its other name, as a thing of its own. */
const nodeOf =
  (method: DiscountRecord['method']) =>
  (id: number, { store }: RequestContext): DiscountRecord | undefined => {
    const discount = store.table<DiscountRecord>('DiscountNode').get(id)
    return discount?.method === method ? { ...discount } : undefined
  }

/** A discount as one of the types that the API has for it. */
function typed(discount: DiscountRecord) {
  const { method, kind } = discount
  return { ...discount, __typename: `Discount${method === 'code' ? 'Code' : 'Automatic'}${kind}` }
}

const timesUsed = ({ codes }: DiscountRecord) =>
  codes.reduce((sum, { asyncUsageCount }) => sum + asyncUsageCount, 0)
const summary = ({ percentage, kind }: DiscountRecord) =>
  kind === 'FreeShipping' ? 'Free shipping' : `${Math.round(percentage * 100)}% off entire order`

/** What all types of discounts have in common. */
const common: NonNullable<SchemaPart['resolvers']>[string] = {
  asyncUsageCount: timesUsed,
  codes: ({ codes }: DiscountRecord, args, context, info) =>
    listConnection('DiscountRedeemCode', codes, args, context, info),
  codesCount: ({ codes }: DiscountRecord) => codes.length,
  combinesWith: () => ({ orderDiscounts: false, productDiscounts: true, shippingDiscounts: true }),
  context: () => ({ __typename: 'DiscountBuyerSelectionAll', all: 'ALL' }),
  customerSelection: () => ({ __typename: 'DiscountCustomerAll', allCustomers: true }),
  customerGets: ({ percentage }: DiscountRecord) => ({
    appliesOnOneTimePurchase: true,
    items: { __typename: 'AllDiscountItems', allItems: true },
    value: { __typename: 'DiscountPercentage', percentage },
  }),
  destinationSelection: () => ({ __typename: 'DiscountCountryAll', allCountries: true }),
  discountClass: ({ kind }: DiscountRecord) => (kind === 'FreeShipping' ? 'SHIPPING' : 'ORDER'),
  discountClasses: ({ kind }: DiscountRecord) => [kind === 'FreeShipping' ? 'SHIPPING' : 'ORDER'],
  shortSummary: summary,
  summary,
}

/** Discounts: https://shopify.dev/docs/api/admin-graphql/2026-10/objects/DiscountNode */
export const discountsPart: SchemaPart = {
  resolvers: {
    QueryRoot: {
      codeDiscountNodes: (_source, args, context, info) =>
        tableConnection('DiscountNode', args, context, info, isOf('code')),
      automaticDiscountNodes: (_source, args, context, info) =>
        tableConnection('DiscountNode', args, context, info, isOf('automatic')),
      codeDiscountNodeByCode: (_source, { code }: { code: string }, { store }) =>
        [...store.table<DiscountRecord>('DiscountNode').values()].find(({ codes }) =>
          codes.some((one) => one.code.toLowerCase() === code.toLowerCase()),
        ) ?? null,
      discountCodesCount: (_source, _args, { store }) =>
        [...store.table<DiscountRecord>('DiscountNode').values()].reduce(
          (sum, { codes }) => sum + codes.length,
          0,
        ),
      discountNodesCount: (_source, args, context, info) =>
        tableCount('DiscountNode', args, context, info),
    },
    DiscountNode: { discount: typed },
    DiscountCodeNode: { codeDiscount: typed },
    DiscountAutomaticNode: { automaticDiscount: typed },
    DiscountCodeBasic: common,
    DiscountCodeFreeShipping: common,
    DiscountAutomaticBasic: common,
    DiscountAutomaticFreeShipping: common,
  },
  nodes: {
    DiscountAutomaticNode: nodeOf('automatic'),
    DiscountCodeNode: nodeOf('code'),
    DiscountRedeemCode: childFinder('DiscountNode', (row: DiscountRecord) => row.codes),
  },
  searchable: {
    DiscountNode: () => ({
      fields: {
        code: {
          type: 'keyword',
          of: ({ codes }) => codes.map(({ code }: { code: string }) => code),
        },
        method: {
          type: 'enumeration',
          values: ['automatic', 'code'],
          of: ({ method }) => [method],
        },
        discount_class: {
          type: 'enumeration',
          values: ['order', 'product', 'shipping'],
          of: ({ kind }) => [kind === 'FreeShipping' ? 'shipping' : 'order'],
        },
        times_used: { type: 'integer', of: timesUsed },
        title: { type: 'text', of: ({ title }) => title },
      },
    }),
  },
}
