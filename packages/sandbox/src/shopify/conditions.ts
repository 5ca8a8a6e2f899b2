/** Under which conditions a sandbox answers. They can be changed while it runs. */
export interface Conditions {
  /** How many points the bucket of an app holds. @default 2000 */
  bucketMaximum: number
  /** Points that come back into it each second. @default 100 */
  restoreRate: number
  /** How long a change takes to reach filters and sorting. @default 0 */
  indexLagMilliseconds: number
  /** The same for single connections, by the name of the field: `products`. @default none */
  indexLagMillisecondsOf: Readonly<Record<string, number>>
  /** How many objects of one connection can be paged through. @default 25000 */
  paginationLimit: number
  /** How many objects a bulk operation goes through in a second. @default 5000 */
  bulkObjectsPerSecond: number
  /**
   * How long the access tokens are good that are asked for. @default null: as long as the real ones,
   * an hour beside a refresh token and 24 hours for client credentials
   */
  tokenLifeSeconds: number | null
  /**
   * Whether tokens that do not expire are taken. Public apps lose them on 2027-01-01
   * (https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/offline-access-tokens).
   * @default true
   */
  lastingTokens: boolean
  /** Whether the app is approved for the names, addresses, e-mails and phones of customers. @default true */
  protectedCustomerData: boolean
  /** The oldest version that is still supported; it serves the older ones too. @default '2025-10' */
  oldestVersion: string
}

/** A sandbox that is told nothing answers like a shop on the standard plan, without a lag. */
export const usualConditions: Readonly<Conditions> = {
  bucketMaximum: 2000,
  restoreRate: 100,
  indexLagMilliseconds: 0,
  indexLagMillisecondsOf: {},
  paginationLimit: 25_000,
  bulkObjectsPerSecond: 5000,
  tokenLifeSeconds: null,
  lastingTokens: true,
  protectedCustomerData: true,
  oldestVersion: '2025-10',
}

/** What the conditions are called on the wire. */
export const conditionNames = {
  bucket_maximum: 'bucketMaximum',
  restore_rate: 'restoreRate',
  index_lag_ms: 'indexLagMilliseconds',
  index_lag_ms_of: 'indexLagMillisecondsOf',
  pagination_limit: 'paginationLimit',
  bulk_objects_per_second: 'bulkObjectsPerSecond',
  token_life_seconds: 'tokenLifeSeconds',
  lasting_tokens: 'lastingTokens',
  protected_customer_data: 'protectedCustomerData',
  oldest_version: 'oldestVersion',
} as const satisfies Record<string, keyof Conditions>
