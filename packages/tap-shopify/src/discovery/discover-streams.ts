import type { Shopify } from '../client/shopify.ts'
import { Granted } from './granted.ts'
import { loadTypes } from './load-types.ts'
import { nestedTypes } from './nested-types.ts'
import { planStream, scopesOf, type StreamPlan } from './plan-stream.ts'
import type { StreamDefinition } from './stream-definition.ts'
import type { TypeFacts } from './type-map.ts'

/** What a shop offers, and what is known of its schema by now. */
export interface Discovered {
  readonly plans: readonly StreamPlan[]
  /** Streams that the token lacks every scope for. */
  readonly denied: readonly StreamDefinition[]
}

/** Types lie so deep within each other at most; a schema that goes on is not asked further. */
const mostQuestions = 8

/**
 * Plans streams by the shop's own schema and the token's scopes. Mostly one question is enough; what is
 * found to lie deeper is asked for in another.
 */
export async function discoverStreams(
  shopify: Shopify,
  definitions: readonly StreamDefinition[],
): Promise<Discovered> {
  const types = new Map<string, TypeFacts | null>()
  let wanted = typesOf(definitions)
  let granted = new Granted([])
  for (let question = 0; question < mostQuestions && wanted.length > 0; question++) {
    const facts = await loadTypes(shopify, wanted, { withScopes: question === 0 })
    if (facts.scopes) granted = new Granted(facts.scopes)
    for (const [name, type] of facts.types) types.set(name, type)
    const missing = new Set<string>()
    for (const definition of definitions) planStream(definition, { types, granted, missing })
    wanted = [...missing]
  }
  shopify.granted = granted
  const plans = definitions.flatMap((definition) => {
    const denied = new Set<string>()
    const plan = planStream(definition, { types, granted, missing: new Set(), denied })
    if (plan && denied.size > 0) {
      const fields = [...denied]
      const { name: stream } = definition
      shopify.log.info('fields left out that the token may not see', { stream, fields })
    }
    return plan ?? []
  })
  const isDenied = (definition: StreamDefinition) => !granted.hasOneOf(scopesOf(definition))
  return { plans, denied: definitions.filter(isDenied) }
}

/** The types that are asked about at first. */
function typesOf(definitions: readonly StreamDefinition[]): string[] {
  const names = definitions.flatMap(({ type, through }) => [type, ...(through ? [through.type] : [])])
  return [...new Set(['QueryRoot', ...names, ...names.flatMap((name) => nestedTypes[name] ?? [])])]
}
