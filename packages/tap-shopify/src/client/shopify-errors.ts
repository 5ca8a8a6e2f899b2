import { type ErrorMap, type GraphqlError, type GraphqlErrorMap, RequestError } from '@descant/sdk'
import { costOf, secondsUntil } from './throttle.ts'

/** What statuses mean to Shopify (https://shopify.dev/docs/api/usage/response-codes). */
export const httpErrors: ErrorMap = {
  401: {
    kind: 'authentication',
    advice:
      'Shopify does not know this access token: check `access_token`, that it is of this `shop`, ' +
      'and that the app is still installed there.',
  },
  402: { kind: 'fail', advice: 'The shop is frozen: its owner must settle the bill with Shopify.' },
  403: {
    kind: 'authentication',
    advice:
      'The access token may not read this shop: give the app the scopes of the ' +
      'streams that you want, and install it again.',
  },
  404: {
    kind: 'fail',
    advice: 'There is no such shop or no such API version: check `shop` and `api_version`.',
  },
  423: { kind: 'fail', advice: 'The shop is locked: its owner must ask Shopify why.' },
  430: {
    kind: 'fail',
    advice:
      'Shopify took the request for an attack: ask its support, and tell them from where you call.',
  },
}

const noFile = {
  kind: 'fail',
  advice: 'The file of a bulk operation cannot be had: it may have expired.',
} as const

/** Of files that Shopify has written: what is refused there says nothing about the token. */
export const fileErrors: ErrorMap = {
  400: noFile,
  401: noFile,
  403: noFile,
  404: noFile,
  410: noFile,
}

/** Thrown where a query costs more than any may; a smaller page of it may do. */
export class TooCostlyError extends RequestError {}

/** What the codes of GraphQL errors mean; they come with status 200. */
export const graphqlErrors: GraphqlErrorMap = {
  THROTTLED: (_, { extensions }) => {
    const cost = costOf(extensions)
    return {
      kind: 'rate-limit',
      retryAfterSeconds: cost && secondsUntil(cost.requestedQueryCost, cost.throttleStatus),
    }
  },
  MAX_COST_EXCEEDED: ({ message }) =>
    new TooCostlyError(
      `Shopify will not run a query that costs so much: ${message} Set a smaller \`page_size\` or ` +
        '`nested_page_size`, or leave fields out in the catalog.',
      { isRetryable: false },
    ),
  ACCESS_DENIED: (error) => ({
    kind: 'fail',
    advice:
      `${scopesIn(error)}, or leave ${placeOf(error)} out in the catalog. Names, addresses, e-mail ` +
      'and phone also need approval for protected customer data.',
  }),
  INTERNAL_SERVER_ERROR: 'retry',
  SHOP_INACTIVE: { kind: 'fail', advice: 'The shop is not active: its owner must reopen it.' },
}

function scopesIn({ message, extensions }: GraphqlError): string {
  const text = `${extensions?.requiredAccess ?? ''} ${message}`
  const scopes = new Set([...text.matchAll(/`((?:read|write)_[a-z_]+)`/g)].map(([, name]) => name))
  if (scopes.size === 0) return 'Give the app the access that the message names'
  return `Give the app the scope ${[...scopes].join(' or ')} and install it again`
}

/** Where in the record it happened, without the positions in lists: `orders.customer`. */
function placeOf({ path = [] }: GraphqlError): string {
  const names = path.filter((step) => typeof step === 'string' && !/^(?:nodes?|edges)$/.test(step))
  return names.length === 0 ? 'the field' : names.join('.')
}
