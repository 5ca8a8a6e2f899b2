import { defineStream, type JsonSchema, type ObjectSchema, type Stream } from '@descant/sdk'
import { lookbackSeconds } from './index-lag.ts'
import { type ChangeSource, readChanges } from './read-changes.ts'
import type { Shopify } from './shopify.ts'

/** How a stream is declared whose records Shopify finds by the time of their last update. */
export interface ChangeStreamDefinition extends ChangeSource {
  readonly description: string
  readonly schema: ObjectSchema & {
    readonly properties: { readonly id: JsonSchema; readonly updatedAt: JsonSchema }
  }
}

/**
 * Declares a stream that follows `updatedAt`. Reading begins somewhat before the bookmark, because the
 * search index shows changes late.
 *
 * @example
 * export const pages = defineChangeStream({
 *   name: 'pages',
 *   type: 'Page',
 *   description: 'Pages of the online store.',
 *   schema: {
 *     type: 'object',
 *     required: ['id', 'updatedAt'],
 *     properties: { id: { type: 'string' }, updatedAt: { type: 'string', format: 'date-time' } },
 *   },
 * })
 */
export function defineChangeStream(definition: ChangeStreamDefinition): Stream<Shopify> {
  const { name, description, schema } = definition
  return defineStream({
    name,
    description,
    schema,
    keyProperties: ['id'],
    replicationKey: 'updatedAt',
    sorted: true,
    lookbackSeconds,
    read: (shopify: Shopify, context) => readChanges(shopify, definition, context),
  })
}
