import type { Shopify } from '../client/shopify.ts'
import type { TypeFacts } from './type-map.ts'

const typeFragment =
  'fragment T on __Type { kind name interfaces { name } fields(includeDeprecated: true) ' +
  '{ name isDeprecated deprecationReason args { name defaultValue type { kind } } ' +
  'type { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } }'

/** What a run has to know of a shop before it reads. */
export interface ShopFacts {
  readonly types: ReadonlyMap<string, TypeFacts | null>
  /** The scopes that the token has; undefined where they were not asked for. */
  readonly scopes: readonly string[] | undefined
}

/** Asks the shop about types of its schema, and on request about the scopes of the token, at once. */
export async function loadTypes(
  shopify: Shopify,
  names: readonly string[],
  options: { readonly withScopes?: boolean } = {},
): Promise<ShopFacts> {
  const types = names.map((name, index) => `t${index}: __type(name: "${name}") { ...T }`)
  const scopes = options.withScopes ? 'currentAppInstallation { accessScopes { handle } } ' : ''
  const document = `query discover { ${scopes}${types.join(' ')} } ${typeFragment}`
  const answer = await shopify.query<Record<string, unknown>>({ document, cost: 2 })
  const installation = answer.currentAppInstallation as
    | { readonly accessScopes: readonly { readonly handle: string }[] }
    | undefined
  return {
    types: new Map(names.map((name, index) => [name, answer[`t${index}`] as TypeFacts | null])),
    scopes: installation?.accessScopes.map(({ handle }) => handle),
  }
}
