import type { Field } from './field.ts'

/** Writes a field as GraphQL, with what stands in its braces. */
export function printField(field: Field): string {
  const { name, of, arguments: own, fields, first, isFragment, witness } = field
  if (isFragment) return `... on ${name} { ${printFields(fields ?? [])} }`
  const start = of === undefined ? name : `${name}: ${of}`
  const list = [...(own ? [own] : []), ...(first === undefined ? [] : [`first: ${first}`])]
  const head = list.length === 0 ? start : `${start}(${list.join(', ')})`
  if (fields === undefined) return head
  if (first === undefined) return `${head} { ${printFields(fields)} }`
  const beside = witness ? ` ${printField(witness.field)}` : ''
  return `${head} ${printPage(fields)}${beside}`
}

/** Writes fields side by side. */
export const printFields = (fields: readonly Field[]): string => fields.map(printField).join(' ')

/** Writes what is asked of a page of a connection. */
export const printPage = (fields: readonly Field[]): string =>
  `{ nodes { ${printFields(fields)} } pageInfo { hasNextPage endCursor } }`
