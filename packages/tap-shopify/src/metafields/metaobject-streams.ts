import type { JsonSchema } from '@descant/sdk'
import type { Shopify } from '../client/shopify.ts'
import {
  byUpdateUnsorted,
  type StreamDefinition,
  shopifyStream,
} from '../discovery/stream-definition.ts'
import { readDefinitions } from './read-definitions.ts'
import { typedSchema, typedValue } from './typed-value.ts'

interface MetaobjectDefinition {
  readonly type: string
  readonly name: string
  readonly fieldDefinitions: readonly {
    readonly key: string
    readonly type: { readonly name: string }
  }[]
}

/** Streams of the metaobjects of a shop, one for each kind that it defines: `metaobjects_lookbook`. */
export async function metaobjectStreams(shopify: Shopify): Promise<readonly StreamDefinition[]> {
  const definitions = await readDefinitions<MetaobjectDefinition>(
    shopify,
    'metaobjectDefinitions',
    'type name fieldDefinitions { key type { name } }',
  )
  const names = new Set<string>()
  return definitions.map((definition) => {
    const stream = metaobjectsOf(definition)
    // Two types may differ in signs alone that no stream's name has.
    let { name } = stream
    for (let number = 2; names.has(name); number++) name = `${stream.name}_${number}`
    names.add(name)
    return { ...stream, name }
  })
}

function metaobjectsOf({ type, name, fieldDefinitions }: MetaobjectDefinition): StreamDefinition {
  const properties = Object.fromEntries(
    fieldDefinitions.map((field): [string, JsonSchema] => [
      columnOf(field.key),
      typedSchema(field.type.name),
    ]),
  )
  return shopifyStream({
    name: `metaobjects_${type.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_|_$/g, '')}`,
    type: 'Metaobject',
    description: `Metaobjects: ${name}.`,
    root: 'metaobjects',
    arguments: `type: ${JSON.stringify(type)}`,
    find: byUpdateUnsorted,
    fields: 'id handle type displayName createdAt updatedAt fields { key type value }',
    unfold: {
      from: 'fields',
      properties,
      unfold: (items) =>
        Object.fromEntries(
          items.map(({ key, type: kind, value }) => [
            columnOf(String(key)),
            typedValue(String(kind), value),
          ]),
        ),
    },
  })
}

const ownColumns = new Set(['id', 'handle', 'type', 'displayName', 'createdAt', 'updatedAt'])

/** A field of a metaobject that is called as one of every metaobject has its place beside that. */
const columnOf = (key: string): string => (ownColumns.has(key) ? `field_${key}` : key)
