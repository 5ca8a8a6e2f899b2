import type { WireError } from './api-error.ts'
import { MAXIMUM_QUERY_COST } from './cost.ts'

const RATE_LIMITS_PAGE = 'https://shopify.dev/api/usage/rate-limits'

/** The words of a 401. */
export const INVALID_TOKEN =
  '[API] Invalid API key or access token (unrecognized login or wrong password)'

/** The words of a 403 to a token that does not expire, where only those are taken that do. */
export const LASTING_TOKEN =
  '[API] Non-expiring access tokens are no longer accepted for the Admin API. Start using expiring offline tokens.'

/** The refusal of a query for which the bucket holds too few points. */
export const throttled: WireError = {
  message: 'Throttled',
  extensions: { code: 'THROTTLED', documentation: RATE_LIMITS_PAGE },
}

/** The refusal of a query that no bucket could pay for. */
export function tooCostly(cost: number): WireError {
  return {
    message: `Query cost is ${cost}, which exceeds the single query max cost limit (${MAXIMUM_QUERY_COST}).`,
    extensions: {
      code: 'MAX_COST_EXCEEDED',
      cost,
      maxCost: MAXIMUM_QUERY_COST,
      documentation: RATE_LIMITS_PAGE,
    },
  }
}

/** The refusal of a document from which no operation could be chosen. */
export function noOperation(name: unknown): WireError {
  return {
    message:
      typeof name === 'string' && name !== ''
        ? `No operation named "${name}"`
        : 'An operation name is required',
    extensions: { code: 'BAD_REQUEST' },
  }
}

/** An answer that says only that something broke on the other side; it comes with status 200. */
export function internalError(requestId: string): object {
  return {
    errors: [
      {
        message: `Internal error. Looks like something went wrong on our end.\nRequest ID: ${requestId} (include this in support requests).`,
        extensions: { code: 'INTERNAL_SERVER_ERROR', requestId },
      },
    ],
    data: null,
  }
}
