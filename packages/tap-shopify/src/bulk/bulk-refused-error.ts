import { RequestError } from '@descant/sdk'

/** Thrown where Shopify will not run a query as a bulk operation; another try would not help. */
export class BulkRefusedError extends RequestError {}
