import type { JsonSchema } from '@descant/sdk'

/**
 * The JSON Schema of a GraphQL scalar as Shopify writes it. Decimals, money and 64-bit numbers are
 * JSON strings and stay so; what is not known here is a string too, since that is what Shopify's own
 * scalars are (https://shopify.dev/docs/api/admin-graphql/latest/scalars).
 */
export function scalarSchema(name: string): JsonSchema {
  return scalars[name] ?? { type: 'string' }
}

const scalars: Readonly<Record<string, JsonSchema>> = {
  Boolean: { type: 'boolean' },
  Int: { type: 'integer' },
  Float: { type: 'number' },
  DateTime: { type: 'string', format: 'date-time' },
  Date: { type: 'string', format: 'date' },
  JSON: { type: ['object', 'array', 'string', 'number', 'boolean'] },
}

/** The schema of the same values, or null. */
export function orNull(schema: JsonSchema): JsonSchema {
  const names = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? [])
  return { ...schema, type: ['null', ...names] }
}
