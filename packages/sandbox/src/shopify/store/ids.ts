/** The distance between two ids that Shopify hands out one after the other. */
const ID_STEP = 32768

/** The first id of each kind. All lie beyond 2^32 and below 2^53. */
const firstIds = {
  Customer: 6157654556905,
  MailingAddress: 7432561492265,
  Order: 8938797826354,
  LineItem: 19925001044274,
  Product: 9801098789170,
  ProductVariant: 49875425296690,
  InventoryItem: 51487966167346,
  AbandonedCheckout: 37318226641202,
  AbandonedCheckoutLineItem: 37318226674000,
  Article: 560227156210,
  BalanceTransaction: 2087412728114,
  BasicEvent: 166847019974962,
  Blog: 87384031538,
  Collection: 296895709490,
  Comment: 135928053810,
  Company: 5893914930,
  CompanyContact: 6742081842,
  CompanyLocation: 7127335218,
  DiscountNode: 1206894755122,
  DiscountRedeemCode: 17348205281586,
  Dispute: 9862545714,
  DraftOrder: 1069920470322,
  DraftOrderLineItem: 58120334119218,
  Fulfillment: 5012340408626,
  FulfillmentLineItem: 13720463089970,
  FulfillmentOrder: 6122014114098,
  FulfillmentOrderLineItem: 13281106690354,
  GiftCard: 603462041906,
  InventoryLevel: 104875000041,
  InventoryTransfer: 8103952434,
  Location: 70210961714,
  Market: 22093561138,
  Metafield: 22503818723634,
  MetafieldDefinition: 11938955570,
  Metaobject: 79438913842,
  MetaobjectDefinition: 5230461234,
  OrderTransaction: 9170112413874,
  Page: 98283814194,
  Payout: 104390852914,
  PriceList: 18798543154,
  Refund: 1018347405490,
  RefundLineItem: 608139346226,
  Return: 15206580530,
  ReturnLineItem: 19482312114,
  ShippingLine: 5211489763634,
  TenderTransaction: 3721885188402,
} as const

/** The kinds of things that have an id of their own, by their GraphQL type name. */
export type IdKind = keyof typeof firstIds

/**
 * The id of the `index`-th thing of a kind, counted from 0.
 *
 * @example
 * idOf('Product', 1) // 9801098821938
 */
export function idOf(kind: IdKind, index: number): number {
  return firstIds[kind] + index * ID_STEP
}

/**
 * The index that comes after those of all these ids of a kind; 0 where there are none.
 *
 * @example
 * indexAfter('Product', [9801098789170, 9801098821938]) // 2
 */
export function indexAfter(kind: IdKind, ids: Iterable<number>): number {
  let last = firstIds[kind] - ID_STEP
  for (const id of ids) last = Math.max(last, id)
  return Math.round((last - firstIds[kind]) / ID_STEP) + 1
}

/**
 * The id of the `position`-th child of a record, counted from 0, where no record has more than
 * `most` of that kind. It follows from the record's own id, so that it does not depend on what
 * other records have.
 *
 * @example
 * childIdOf('Refund', 'Order', order.id, 0, 4)
 */
export function childIdOf(
  kind: IdKind,
  parentKind: IdKind,
  parentId: number,
  position: number,
  most: number,
): number {
  const parentIndex = (parentId - firstIds[parentKind]) / ID_STEP
  return idOf(kind, parentIndex * most + position)
}

/**
 * A global id, as GraphQL shows it.
 *
 * @example
 * gid('Order', 8938797826354) // 'gid://shopify/Order/8938797826354'
 */
export function gid(kind: string, id: number): string {
  return `gid://shopify/${kind}/${id}`
}

/** The parts of a global id, or undefined where the text is none. */
export function parseGid(text: string): { kind: string; id: number } | undefined {
  const match = /^gid:\/\/shopify\/([A-Z][A-Za-z]*)\/(\d{1,19})(\?.*)?$/.exec(text)
  return match ? { kind: match[1] as string, id: Number(match[2]) } : undefined
}
