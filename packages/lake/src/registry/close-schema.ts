import type { SchemaObject } from './schema-field.ts'

/**
 * A schema that refuses what it does not declare, wherever it says nothing of that: a new field does
 * not fit it. Only what the pipeline itself adds to a record (`_sdc_*`) is let through.
 */
export function closeSchema(schema: SchemaObject): SchemaObject {
  const root = closed(schema)
  return root.additionalProperties === false && root.patternProperties === undefined
    ? { ...root, patternProperties: { '^_sdc_': {} } }
    : root
}

function closed(schema: SchemaObject): SchemaObject {
  const { properties, items, anyOf, oneOf } = schema
  const isSilent =
    properties !== undefined &&
    schema.additionalProperties === undefined &&
    schema.patternProperties === undefined
  return {
    ...schema,
    ...(properties === undefined ? {} : { properties: closedMembers(properties as object) }),
    ...(isSilent ? { additionalProperties: false } : {}),
    ...(items === undefined ? {} : { items: closedPart(items) }),
    ...(anyOf === undefined ? {} : { anyOf: closedPart(anyOf) }),
    ...(oneOf === undefined ? {} : { oneOf: closedPart(oneOf) }),
  }
}

const closedMembers = (properties: object) =>
  Object.fromEntries(Object.entries(properties).map(([name, member]) => [name, closedPart(member)]))

const closedPart = (part: unknown): unknown =>
  Array.isArray(part)
    ? part.map(closedPart)
    : typeof part === 'object' && part !== null
      ? closed(part as SchemaObject)
      : part
