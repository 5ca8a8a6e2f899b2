import { GraphQLError } from './graphql.ts'

/** A refusal of the arguments of one field, in the shape of the API's own. */
export function badRequest(message: string, code = 'BAD_REQUEST'): GraphQLError {
  return new GraphQLError(message, { extensions: { code } })
}

/** The error for an id of another type than the field looks for. The field is null. */
export function resourceNotFound(id: string): GraphQLError {
  return new GraphQLError(`Invalid id: ${id}`, { extensions: { code: 'RESOURCE_NOT_FOUND' } })
}

/**
 * The error for a field whose access scope the token lacks. The field is null, the rest of the
 * answer is delivered.
 *
 * @param requiredAccess As Shopify publishes it: "`read_orders` access scope."
 */
export function accessDenied(field: string, requiredAccess: string): GraphQLError {
  return new GraphQLError(`Access denied for ${field} field. Required access: ${requiredAccess}`, {
    extensions: {
      code: 'ACCESS_DENIED',
      documentation: 'https://shopify.dev/api/usage/access-scopes',
      requiredAccess,
    },
  })
}

/**
 * The error for a field of protected customer data, where the app is not approved for that. The field
 * is null, the rest of the answer is delivered
 * (https://shopify.dev/docs/apps/launch/protected-customer-data).
 */
export function notApproved(field: string): GraphQLError {
  return new GraphQLError(
    `This app is not approved to use the ${field} field. See https://shopify.dev/docs/apps/launch/protected-customer-data for more details.`,
    {
      extensions: {
        code: 'ACCESS_DENIED',
        documentation: 'https://shopify.dev/api/usage/access-scopes',
      },
    },
  )
}

/** An error of a GraphQL answer, as it goes over the wire. */
export interface WireError {
  readonly message: string
  readonly locations?: readonly { readonly line: number; readonly column: number }[]
  readonly path?: readonly (string | number)[]
  readonly extensions?: Readonly<Record<string, unknown>>
}

/** An execution error as it goes over the wire. */
export function toWireError(error: GraphQLError): WireError {
  return {
    message: error.message,
    ...(error.locations === undefined ? {} : { locations: error.locations }),
    extensions: error.extensions,
    ...(error.path === undefined ? {} : { path: error.path }),
  }
}
