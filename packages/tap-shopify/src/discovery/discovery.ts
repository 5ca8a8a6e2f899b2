import type { Shopify } from '../client/shopify.ts'
import { Granted } from './granted.ts'
import { loadTypes } from './load-types.ts'
import { nestedTypes } from './nested-types.ts'
import { planStream, type StreamPlan, scopesOf } from './plan-stream.ts'
import type { StreamDefinition } from './stream-definition.ts'
import type { TypeFacts } from './type-map.ts'

/** What a shop offers of the streams that were asked about. */
export interface Offer {
  readonly plans: readonly StreamPlan[]
  /** Streams that the token lacks a scope for. */
  readonly denied: readonly StreamDefinition[]
}

/** Types lie so deep within each other at most; a schema that goes on is not asked further. */
const mostQuestions = 8

/**
 * Finds out what a shop offers, by the schema of its version and the token's scopes. Types that are
 * known are not asked about again.
 */
export class Discovery {
  readonly #shopify: Shopify
  readonly #types = new Map<string, TypeFacts | null>()
  #knowsScopes = false

  constructor(shopify: Shopify) {
    this.#shopify = shopify
  }

  /**
   * Plans streams. Mostly one question is enough; types that are found to lie deeper are asked about in
   * another.
   *
   * @param further Types that will be needed later.
   */
  async plan(
    definitions: readonly StreamDefinition[],
    further: readonly string[] = [],
  ): Promise<Offer> {
    const { granted } = await this.#learn(definitions, [...typesOf(definitions), ...further])
    const plans = definitions.flatMap((definition) => {
      const denied = new Set<string>()
      const context = { types: this.#types, granted, missing: new Set<string>(), denied }
      const plan = planStream(definition, context)
      if (plan && denied.size > 0) {
        const facts = { stream: definition.name, fields: [...denied] }
        this.#shopify.log.info('fields left out that the token may not see', facts)
      }
      return plan ?? []
    })
    const isDenied = (definition: StreamDefinition) =>
      !scopesOf(definition).every((group) => granted.hasOneOf(group))
    return { plans, denied: definitions.filter(isDenied) }
  }

  /** Asks until all types are known that the streams reach. */
  async #learn(
    definitions: readonly StreamDefinition[],
    first: readonly string[],
  ): Promise<Shopify> {
    let wanted = first.filter((name) => !this.#types.has(name))
    for (let question = 0; question < mostQuestions && wanted.length > 0; question++) {
      const facts = await loadTypes(this.#shopify, wanted, { withScopes: !this.#knowsScopes })
      if (facts.scopes) this.#shopify.granted = new Granted(facts.scopes)
      this.#knowsScopes = true
      for (const [name, type] of facts.types) this.#types.set(name, type)
      const missing = new Set<string>()
      const { granted } = this.#shopify
      for (const definition of definitions) {
        planStream(definition, { types: this.#types, granted, missing })
      }
      wanted = [...missing].filter((name) => !this.#types.has(name))
    }
    return this.#shopify
  }
}

/** The types that are asked about at first. */
function typesOf(definitions: readonly StreamDefinition[]): string[] {
  const names = definitions.flatMap(({ type, through }) => [
    type,
    ...(through ? [through.type] : []),
  ])
  return [...new Set(['QueryRoot', ...names, ...names.flatMap((name) => nestedTypes[name] ?? [])])]
}
