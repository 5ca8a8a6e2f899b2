import { defineStream, RequestError, type Stream } from '@descant/sdk'
import type { Shopify } from './client/shopify.ts'
import { type StreamPlan, scopesOf } from './discovery/plan-stream.ts'
import type { StreamDefinition } from './discovery/stream-definition.ts'
import { readStream } from './reading/read-stream.ts'

/** The streams of the sdk for what a shop offers. */
export const openStreams = (
  plans: readonly StreamPlan[],
  { settings }: Shopify,
): readonly Stream<Shopify>[] =>
  plans.map((plan) => {
    const { definition, schema, keyProperties, replicationKey, metadata } = plan
    return defineStream({
      name: definition.name,
      description: definition.description,
      schema,
      keyProperties,
      ...(replicationKey === undefined
        ? {}
        : { replicationKey, lookbackSeconds: settings.lookbackSeconds }),
      fieldMetadata: metadata,
      selectedByDefault: definition.isDefault ?? false,
      read: (shopify: Shopify, context) => readStream(shopify, plan, context),
    })
  })

/**
 * A stream that is asked for and that the token may not see: reading it is an error that names the
 * scope, so that it is not taken for an empty one.
 */
export const deniedStream = (definition: StreamDefinition): Stream<Shopify> => {
  const { name, description, isDefault = false } = definition
  return defineStream({
    name,
    description,
    schema: { type: 'object', properties: { id: { type: 'string' } } },
    keyProperties: ['id'],
    selectedByDefault: isDefault,
    async *read(_: Shopify) {
      throw new RequestError(
        `The access token may not read ${name}: give the app the scope ` +
          `${scopesOf(definition)
            .map((group) => group.join(' or '))
            .join(', and ')} and install it again, or do not select the stream.`,
        { isRetryable: false },
      )
    },
  })
}
