import type { Shopify } from '../client/shopify.ts'
import type { StreamDefinition } from '../discovery/stream-definition.ts'
import { readDefinitions } from './read-definitions.ts'
import { typedSchema, typedValue } from './typed-value.ts'

/** What the shop's metafield definitions call the owners (`MetafieldOwnerType`), by their types. */
const ownerTypes: Readonly<Record<string, string>> = {
  Article: 'ARTICLE',
  Blog: 'BLOG',
  Collection: 'COLLECTION',
  Company: 'COMPANY',
  CompanyLocation: 'COMPANY_LOCATION',
  Customer: 'CUSTOMER',
  DeliveryCustomization: 'DELIVERY_CUSTOMIZATION',
  DraftOrder: 'DRAFTORDER',
  Location: 'LOCATION',
  Market: 'MARKET',
  Order: 'ORDER',
  Page: 'PAGE',
  PaymentCustomization: 'PAYMENT_CUSTOMIZATION',
  Product: 'PRODUCT',
  ProductVariant: 'PRODUCTVARIANT',
  Shop: 'SHOP',
  Validation: 'VALIDATION',
}

interface MetafieldDefinition {
  readonly namespace: string
  readonly key: string
  readonly type: { readonly name: string }
}

/**
 * The same streams with a field `metafieldValues`, which has a typed field for each metafield that the
 * shop defines for their records: `{ "custom.material": "wool", "custom.rank": 5 }`.
 */
export function withMetafieldColumns(
  shopify: Shopify,
  definitions: readonly StreamDefinition[],
): Promise<readonly StreamDefinition[]> {
  return Promise.all(
    definitions.map(async (definition) => {
      const owner = definition.through ? undefined : ownerTypes[definition.type]
      if (owner === undefined || definition.unfold) return definition
      const defined = await readDefinitions<MetafieldDefinition>(
        shopify,
        'metafieldDefinitions',
        'namespace key type { name }',
        `ownerType: ${owner}`,
      )
      return defined.length === 0 ? definition : withColumns(definition, defined)
    }),
  )
}

function withColumns(
  definition: StreamDefinition,
  defined: readonly MetafieldDefinition[],
): StreamDefinition {
  const keys = defined.map(({ namespace, key }) => `${namespace}.${key}`)
  const columns = defined.map(
    ({ type }, index) => [keys[index] as string, typedSchema(type.name)] as const,
  )
  const list = `metafieldValues: metafields(keys: ${JSON.stringify(keys)}) { namespace key type value }`
  return {
    ...definition,
    fields: `${definition.fields} ${list}`,
    unfold: {
      from: 'metafieldValues',
      properties: {
        metafieldValues: { type: 'object', properties: Object.fromEntries(columns) },
      },
      unfold: (items) => ({
        metafieldValues: Object.fromEntries(
          items.map(({ namespace, key, type, value }) => [
            `${namespace}.${key}`,
            typedValue(String(type), value),
          ]),
        ),
      }),
    },
  }
}
