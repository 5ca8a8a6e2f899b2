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
