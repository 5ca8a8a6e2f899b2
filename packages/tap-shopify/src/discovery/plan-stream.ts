import type { FieldMetadata, JsonSchema, ObjectSchema } from '@descant/sdk'
import type { Field } from '../query/field.ts'
import { parseFields } from '../query/parse-fields.ts'
import { Granted } from './granted.ts'
import { knownArguments } from './known-arguments.ts'
import { furtherFields, type ResolveContext, resolveFields } from './resolve-fields.ts'
import type { StreamDefinition } from './stream-definition.ts'
import { fieldOf, innerType, isList, nodeTypeOf, type TypeMap } from './type-map.ts'

/** A stream as this shop and this token can be asked for it. */
export interface StreamPlan {
  readonly definition: StreamDefinition
  /** What the root holds. */
  readonly rootKind: 'connection' | 'list' | 'object'
  /** Arguments of the root, as written, that the version has. */
  readonly rootArguments: string | undefined
  /** The fields of a record, all that are offered. */
  readonly fields: readonly Field[]
  /** The list that holds the records, where they lie within others. */
  readonly list: Field | undefined
  readonly schema: ObjectSchema & { readonly properties: Readonly<Record<string, JsonSchema>> }
  readonly metadata: FieldMetadata
  readonly keyProperties: readonly string[]
  readonly replicationKey: string | undefined
}

type PlanContext = Omit<ResolveContext, 'witnesses'>

/**
 * Plans how a stream is read from a shop. Undefined where the version does not have it, the token may
 * not see it, or types are not known yet; those are then in `context.missing`.
 */
export function planStream(
  definition: StreamDefinition,
  context: PlanContext,
): StreamPlan | undefined {
  const { types, granted, missing } = context
  const { type, through, find, unfold, keyProperties = ['id'] } = definition
  if (!scopesOf(definition).every((group) => granted.hasOneOf(group))) return undefined
  const root = rootOf(definition, types, missing)
  if (root === undefined) return undefined
  const resolving = { ...context, witnesses: definition.witnesses ?? {} }
  const asked = parseFields(definition.fields)
  const own = resolveFields(type, asked, resolving)
  const list = through && listOf(definition, resolving)
  if (own.fields.length === 0 || (through && list === undefined)) return undefined
  const names = asked.map(({ of, name }) => of ?? name)
  const { denied: _, ...offering } = resolving
  const further = resolveFields(type, furtherFields(type, names, offering), offering)
  const around = aroundOf(definition)
  const replicationKey = replicationKeyOf(definition)
  const { [unfold?.from ?? '']: _unfolded, ...named } = own.properties
  const properties = {
    ...around,
    ...named,
    ...unfold?.properties,
    ...further.properties,
    ...(find.keyIn && find.key && { [find.key]: { type: 'string', format: 'date-time' } }),
    ...(isForEver(definition) ? {} : tombstoneMark),
  }
  const needed = new Set([
    ...keyProperties,
    ...(find.key && !through ? [find.keyIn ?? find.key] : []),
  ])
  return {
    definition,
    ...root,
    fields: [...own.fields, ...further.fields].map((field) =>
      field.name === unfold?.from
        ? wholly(field)
        : needed.has(field.name)
          ? neededWith(field, find.key)
          : field,
    ),
    list,
    // A tombstone has its key alone.
    schema: { type: 'object', required: keyProperties, properties },
    metadata: {
      ...metadataOf(type, Object.keys(further.properties), own.properties, types),
      // Whoever leaves it out would take a tombstone for a record.
      ...(isForEver(definition) ? {} : { _sdc_deleted_at: { inclusion: 'automatic' } }),
    },
    keyProperties,
    replicationKey,
  }
}

const tombstoneMark = {
  _sdc_deleted_at: { type: ['null', 'string'], format: 'date-time' },
} as const

/** Whether records are never deleted: what has happened has happened. */
export const isForEver = ({ find }: StreamDefinition): boolean =>
  find.key === 'createdAt' || find.key === 'processedAt'

/** A field that is asked for with all that is in it: the catalog does not know it by its parts. */
const wholly = (field: Field): Field => ({
  ...field,
  isNeeded: true,
  ...(field.fields && { fields: field.fields.map(wholly) }),
})

/** A field that is asked for whatever is selected, and the key that may lie within it. */
const neededWith = (field: Field, key: string | undefined): Field => ({
  ...field,
  isNeeded: true,
  ...(field.fields && {
    fields: field.fields.map((inner) =>
      inner.isFragment || inner.name === key ? neededWith(inner, key) : inner,
    ),
  }),
})

/** Scopes that a stream needs, one of each group. */
export function scopesOf({
  scopes,
  type,
  through,
}: StreamDefinition): readonly (readonly string[])[] {
  const groups = [scopes ?? Granted.needed(type), through ? Granted.needed(through.type) : []]
  return groups.filter((group) => group.length > 0)
}

/** The field of the record that is its replication key. */
function replicationKeyOf({ find, through }: StreamDefinition): string | undefined {
  if (through?.isSearched) return 'updatedAt'
  if (find.key === undefined) return undefined
  return through ? `${through.as}${capital(find.key)}` : find.key
}

/** What a record tells of the record around it. */
function aroundOf({ through, find }: StreamDefinition): Record<string, JsonSchema> {
  if (through === undefined) return {}
  const time = { type: 'string', format: 'date-time' }
  const key = find.key && `${through.as}${capital(find.key)}`
  return { [`${through.as}Id`]: { type: 'string' }, ...(key && { [key]: time }) }
}

const capital = (name: string): string => name[0]?.toUpperCase() + name.slice(1)

function rootOf(
  { root, arguments: given }: StreamDefinition,
  types: TypeMap,
  missing: Set<string>,
): Pick<StreamPlan, 'rootKind' | 'rootArguments'> | undefined {
  const steps = root.split('.')
  const name = steps.pop() as string
  let owner = 'QueryRoot'
  for (const step of steps) {
    const field = fieldOf(types.get(owner), step)
    if (!types.has(owner)) missing.add(owner)
    if (field === undefined) return undefined
    owner = innerType(field.type).name ?? ''
  }
  if (!types.has(owner)) missing.add(owner)
  const field = fieldOf(types.get(owner), name)
  if (field === undefined) return undefined
  const isConnection = nodeTypeOf(innerType(field.type).name ?? '') !== undefined
  return {
    rootKind: isConnection ? 'connection' : isList(field.type) ? 'list' : 'object',
    rootArguments: knownArguments(given, field),
  }
}

/** The list within the records around, with what is asked of its records. */
function listOf(definition: StreamDefinition, context: ResolveContext): Field | undefined {
  const { through, fields } = definition
  if (through === undefined) return undefined
  const [last = '', ...outer] = through.path.split('/').reverse()
  const given = through.arguments ? `(${through.arguments})` : ''
  const text = outer.reduce(
    (inner, step) => `${step} { ${inner} }`,
    `${last}${given} { ${fields} }`,
  )
  return resolveFields(through.type, parseFields(text), context).fields[0]
}

function metadataOf(
  type: string,
  further: readonly string[],
  own: Readonly<Record<string, JsonSchema>>,
  types: TypeMap,
): FieldMetadata {
  const entries = [...further, ...Object.keys(own)].flatMap((name) => {
    const field = fieldOf(types.get(type), name)
    const facts = {
      ...(further.includes(name) && { 'selected-by-default': false }),
      ...(field?.isDeprecated && { deprecated: field.deprecationReason ?? true }),
    }
    return Object.keys(facts).length > 0 ? [[name, facts] as const] : []
  })
  return Object.fromEntries(entries)
}
