import type { JsonSchema } from '@descant/sdk'
import type { Field, Witness } from '../query/field.ts'
import { type NamedField, parseFields } from '../query/parse-fields.ts'
import { Granted } from './granted.ts'
import { knownArguments } from './known-arguments.ts'
import { orNull, scalarSchema } from './scalar-schema.ts'
import {
  fieldOf,
  innerType,
  isList,
  needsNoArguments,
  nodeTypeOf,
  type TypeField,
  type TypeMap,
  type TypeReference,
} from './type-map.ts'
import { valueObjects } from './value-objects.ts'

/** What is known where fields are looked up. */
export interface ResolveContext {
  readonly types: TypeMap
  readonly granted: Granted
  /** Takes the names of types that would have to be known. */
  readonly missing: Set<string>
  /** Takes what the token may not see, as `Order.customer (read_customers)`. */
  readonly denied?: Set<string>
  /** What bears witness to the lists of a type, by `Type.field`. */
  readonly witnesses: Readonly<Record<string, Witness>>
}

/** Fields to ask for, and the schema of what comes back. */
export interface Resolved {
  readonly fields: readonly Field[]
  readonly properties: Readonly<Record<string, JsonSchema>>
}

/**
 * Looks up the fields that a stream names in the shop's own schema: what the version does not have and
 * what the token may not see is left out; types come from the schema.
 */
export function resolveFields(
  type: string,
  named: readonly NamedField[],
  context: ResolveContext,
): Resolved {
  const facts = context.types.get(type)
  if (facts === undefined) context.missing.add(type)
  const fields: Field[] = []
  const properties: Record<string, JsonSchema> = {}
  for (const own of named) {
    if (own.isFragment) {
      const inner = resolveFields(own.name, own.fields ?? [], context)
      if (inner.fields.length === 0) continue
      fields.push({ name: own.name, isFragment: true, fields: inner.fields })
      // The field is absent from objects of other types, and of another type there.
      for (const [name, schema] of Object.entries(inner.properties)) {
        properties[name] = orNullAlso(properties[name] ?? schema)
      }
      continue
    }
    const known = fieldOf(facts, own.of ?? own.name)
    if (own.name === '__typename') {
      fields.push({ name: own.name, isNeeded: true })
      properties[own.name] = { type: 'string' }
    } else if (known && isGranted(type, known, context)) {
      const resolved = resolveField(type, own, known, context)
      if (resolved === undefined) continue
      fields.push(resolved.field)
      properties[own.name] = resolved.schema
    }
  }
  return { fields, properties }
}

function isGranted(
  type: string,
  { name, type: reference }: TypeField,
  { granted, denied }: ResolveContext,
): boolean {
  const inner = innerType(reference).name ?? ''
  for (const scopes of [Granted.needed(type, name), Granted.needed(nodeTypeOf(inner) ?? inner)]) {
    if (granted.hasOneOf(scopes)) continue
    denied?.add(`${type}.${name} (${scopes.join(' or ')})`)
    return false
  }
  return true
}

function resolveField(
  owner: string,
  { name, of, arguments: given, fields: named }: NamedField,
  known: TypeField,
  context: ResolveContext,
): { readonly field: Field; readonly schema: JsonSchema } | undefined {
  const { kind, name: typeName } = innerType(known.type)
  const inner = typeName ?? ''
  const accepted = knownArguments(given, known)
  const basic = {
    name,
    ...(of === undefined ? {} : { of }),
    ...(accepted === undefined ? {} : { arguments: accepted }),
    ...(name === 'id' && { isNeeded: true }),
  }
  if (kind === 'SCALAR' || kind === 'ENUM') {
    return { field: basic, schema: around(known.type, scalarSchema(inner)) }
  }
  const node = nodeTypeOf(inner)
  const type = node ?? inner
  const value = valueObjects[type]
  const within = resolveFields(type, named ?? parseFields(value ?? 'id'), context)
  if (within.fields.length === 0) return undefined
  const object = { type: 'object', properties: within.properties }
  const isNode = isNodeType(type, context.types)
  const field: Field = {
    ...basic,
    type,
    fields: within.fields,
    ...(isNode && { isNode }),
    ...(value !== undefined && { isFree: true }),
    ...(node !== undefined && connectionFacts(owner, known, context)),
  }
  const schema = node === undefined ? around(known.type, object) : { type: 'array', items: object }
  return { field, schema }
}

/** A connection, and the count beside it where the schema has one. */
function connectionFacts(
  owner: string,
  { name }: TypeField,
  { types, witnesses }: ResolveContext,
): Partial<Field> {
  const witness = witnesses[`${owner}.${name}`] ?? countOf(owner, name, types)
  return { isConnection: true, ...(witness && { witness }) }
}

/** `variantsCount { count precision }` counts `variants`, exactly or not. */
function countOf(owner: string, name: string, types: TypeMap): Witness | undefined {
  const counter = fieldOf(types.get(owner), `${name}Count`)
  if (counter === undefined || innerType(counter.type).name !== 'Count') return undefined
  const fields = [{ name: 'count' }, { name: 'precision' }]
  return {
    field: { name: counter.name, isFree: true, fields },
    least: (told) => (told as { count?: number } | null)?.count,
    measure: (items) => items.length,
  }
}

const isNodeType = (type: string, types: TypeMap): boolean =>
  types.get(type)?.interfaces?.some(({ name }) => name === 'Node') ?? false

/** The schema of a value, with the lists and the nulls around it. */
function around(type: TypeReference, schema: JsonSchema): JsonSchema {
  if (type.kind === 'NON_NULL') return bare(type.ofType as TypeReference, schema)
  return orNull(bare(type, schema))
}

const bare = (type: TypeReference, schema: JsonSchema): JsonSchema =>
  isList(type) ? { type: 'array', items: around(type.ofType as TypeReference, schema) } : schema

const orNullAlso = (schema: JsonSchema): JsonSchema =>
  [schema.type].flat().includes('null') ? schema : orNull(schema)

/**
 * What else a type has that costs no points: scalars, money and addresses that need no arguments. It is
 * offered beside what the stream names, and read where it is selected.
 */
export function furtherFields(
  type: string,
  named: readonly string[],
  context: ResolveContext,
): NamedField[] {
  return (context.types.get(type)?.fields ?? [])
    .filter((field) => {
      const { kind, name } = innerType(field.type)
      const isFree = kind === 'SCALAR' || kind === 'ENUM' || (name ?? '') in valueObjects
      return isFree && needsNoArguments(field) && !named.includes(field.name)
    })
    .map(({ name }) => ({ name }))
}
