import type {
  CondensedField,
  CondensedInput,
  CondensedSchema,
  CondensedSearch,
  CondensedType,
} from '../packages/sandbox/src/shopify/published/condensed-schema.ts'

interface TypeReference {
  readonly kind: string
  readonly name: string | null
  readonly ofType: TypeReference | null
}

interface PublishedInput {
  readonly name: string
  readonly description: string | null
  readonly type: TypeReference
  readonly defaultValue: string | null
  readonly isDeprecated?: boolean
  readonly deprecationReason?: string | null
}

interface PublishedField {
  readonly name: string
  readonly args: readonly PublishedInput[]
  readonly type: TypeReference
  readonly isDeprecated: boolean
  readonly deprecationReason: string | null
  /** Whether it shows personal data, for which an app needs an approval of its own. */
  readonly isProtected?: boolean
}

interface PublishedType {
  readonly kind: CondensedType['kind']
  readonly name: string
  readonly specifiedByURL?: string | null
  readonly isOneOf?: boolean
  readonly fields: readonly PublishedField[] | null
  readonly inputFields: readonly PublishedInput[] | null
  readonly interfaces: readonly TypeReference[] | null
  readonly enumValues:
    | readonly { name: string; isDeprecated: boolean; deprecationReason: string | null }[]
    | null
  readonly possibleTypes: readonly TypeReference[] | null
}

interface AccessItem {
  readonly type: 'field' | 'type'
  readonly typeName: string
  readonly fieldName?: string
  readonly requiredAccess: string
  readonly offlineScopes: readonly string[]
}

/** A file of `@shopify/dev-mcp`, as far as it is read. */
export interface PublishedFile {
  readonly data: {
    readonly __schema: {
      readonly queryType: { readonly name: string }
      readonly mutationType: { readonly name: string }
      readonly types: readonly PublishedType[]
      readonly directives: readonly {
        readonly name: string
        readonly locations: readonly string[]
        readonly args: readonly PublishedInput[]
        readonly isRepeatable?: boolean
      }[]
    }
  }
  readonly offline_scopes: { readonly items: readonly AccessItem[] }
}

/** Keeps of a published schema what a server needs, and leaves out what only people read. */
export function condenseSchema(file: PublishedFile): CondensedSchema {
  const { queryType, mutationType, types, directives } = file.data.__schema
  const searches = new Numbered<CondensedSearch>()
  const accesses = new Numbered<CondensedSchema['accesses'][number]>()
  const accessOf = new Map(
    file.offline_scopes.items
      .filter((item) => item.offlineScopes.length > 0)
      .map((item) => [
        [item.typeName, item.fieldName ?? ''].join('.'),
        accesses.numberOf([item.requiredAccess, ...new Set(item.offlineScopes)]),
      ]),
  )

  const field = (type: PublishedType, { name, args, ...rest }: PublishedField): CondensedField => {
    const search = args
      .map((arg) => filtersOf(arg.description ?? ''))
      .find((it) => it !== undefined)
    return {
      type: referenceText(rest.type),
      ...(args.length > 0 ? { args: inputs(args) } : {}),
      ...deprecation(rest),
      ...optional('access', accessOf.get(`${type.name}.${name}`)),
      ...optional('search', search && searches.numberOf(search)),
      ...optional('protected', rest.isProtected === true ? true : undefined),
    }
  }

  const condensedTypes = types
    .filter(({ name }) => !name.startsWith('__'))
    .map((type): [string, CondensedType] => {
      const interfaces = (type.interfaces ?? []).map(({ name }) => name as string)
      return [
        type.name,
        {
          kind: type.kind,
          ...(interfaces.length > 0 ? { interfaces } : {}),
          ...optional(
            'fields',
            type.fields && Object.fromEntries(type.fields.map((it) => [it.name, field(type, it)])),
          ),
          ...optional('inputs', type.inputFields && inputs(type.inputFields)),
          ...optional(
            'values',
            type.enumValues &&
              Object.fromEntries(
                type.enumValues.map((value) => [
                  value.name,
                  value.isDeprecated ? (value.deprecationReason ?? '') : null,
                ]),
              ),
          ),
          ...optional(
            'members',
            type.kind === 'UNION' ? type.possibleTypes?.map(({ name }) => name as string) : null,
          ),
          ...(type.isOneOf ? { isOneOf: true } : {}),
          ...optional('specifiedBy', type.specifiedByURL),
          ...optional('access', accessOf.get(`${type.name}.`)),
        },
      ]
    })
  return {
    query: queryType.name,
    mutation: mutationType.name,
    types: Object.fromEntries(condensedTypes),
    directives: Object.fromEntries(
      directives.map(({ name, locations, args, isRepeatable }) => [
        name,
        {
          locations,
          ...(args.length > 0 ? { args: inputs(args) } : {}),
          ...(isRepeatable ? { isRepeatable } : {}),
        },
      ]),
    ),
    searches: searches.values,
    accesses: accesses.values,
  }
}

/** Values that come again and again, kept once and called by number. */
class Numbered<Value> {
  readonly values: Value[] = []
  readonly #numbers = new Map<string, number>()

  numberOf(value: Value): number {
    const key = JSON.stringify(value)
    const number = this.#numbers.get(key) ?? this.values.push(value) - 1
    this.#numbers.set(key, number)
    return number
  }
}

function inputs(all: readonly PublishedInput[]): Record<string, CondensedInput> {
  return Object.fromEntries(
    all.map(({ name, type, defaultValue, ...rest }) => [
      name,
      { type: referenceText(type), ...optional('default', defaultValue), ...deprecation(rest) },
    ]),
  )
}

/** A type as the schema definition language writes it: `[Order!]!`. */
function referenceText({ kind, name, ofType }: TypeReference): string {
  if (kind === 'NON_NULL') return `${referenceText(ofType as TypeReference)}!`
  if (kind === 'LIST') return `[${referenceText(ofType as TypeReference)}]`
  return name as string
}

function deprecation(of: {
  readonly isDeprecated?: boolean
  readonly deprecationReason?: string | null
}): { deprecated?: string } {
  return of.isDeprecated ? { deprecated: of.deprecationReason ?? '' } : {}
}

function optional<Key extends string, Value>(
  key: Key,
  value: Value | null | undefined,
): { [K in Key]?: Value } {
  return value == null ? {} : ({ [key]: value } as { [K in Key]: Value })
}

/** Where a row of the table begins: `| created_at | time |`. Rows run over several lines. */
const rowStart =
  /^\| *([\w.{}$-]+) \| (string|id|time|date|integer|float|bigdecimal|boolean|mixed) \|/gm

/**
 * The filters that the Markdown table in the description of a `query` argument lists, with the
 * values that a filter accepts where it is choosy; undefined where there is no table.
 */
function filtersOf(description: string): CondensedSearch | undefined {
  const starts = [...description.matchAll(rowStart)]
  if (starts.length === 0) return undefined
  return Object.fromEntries(
    starts.map((start, index) => {
      const row = description.slice(start.index, starts[index + 1]?.index).replace(/\s+/g, ' ')
      const acceptable = row.split('|')[4] ?? ''
      const values = [...acceptable.matchAll(/`([^`]+)`/g)].map(([, value]) => value as string)
      return [start[1] as string, [start[2] as string, ...values]]
    }),
  )
}
