import { readFileSync } from 'node:fs'
import { brotliDecompressSync } from 'node:zlib'
import { packageFile } from '../../package-file.ts'
import {
  GraphQLEnumType,
  GraphQLInputObjectType,
  GraphQLInterfaceType,
  type GraphQLNamedType,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLSchema,
  GraphQLUnionType,
  introspectionTypes,
  isInterfaceType,
  specifiedScalarTypes,
} from '../api/graphql.ts'
import { scalarSerializers } from '../api/scalars.ts'
import type { CondensedField, CondensedSchema, CondensedSearch } from './condensed-schema.ts'
import { argumentsOf, directivesOf, typeOf } from './inputs-of.ts'

/** What a token needs: one of the scopes; the requirement is how the API puts it. */
export interface RequiredAccess {
  readonly requirement: string
  readonly scopes: readonly string[]
}

/**
 * The schema of one version of the Admin API, as Shopify publishes it. Of its thousands of types a
 * few are ever asked for, so each is made when it is first named.
 */
export class PublishedSchema extends GraphQLSchema {
  readonly version: string
  readonly #condensed: CondensedSchema
  readonly #made = new Map<string, GraphQLNamedType>()
  #typeMap: Record<string, GraphQLNamedType> | undefined
  readonly #members = new Map<string, ReadonlySet<string>>()

  constructor(version: string, condensed: CondensedSchema) {
    super({ assumeValid: true, directives: directivesOf(condensed) })
    this.version = version
    this.#condensed = condensed
    const ofEverySchema = [...specifiedScalarTypes, ...introspectionTypes]
    for (const type of ofEverySchema) this.#made.set(type.name, type)
  }

  /** What is published of a field, or undefined where there is no such field. */
  field(type: string, name: string): CondensedField | undefined {
    return this.#condensed.types[type]?.fields?.[name]
  }

  /**
   * The filters that the `query` argument of a field takes. Those of a count are those of what it
   * counts, where nothing else is published.
   */
  filters(type: string, field: string): CondensedSearch | undefined {
    const number =
      this.field(type, field)?.search ?? this.field(type, field.replace(/Count$/, ''))?.search
    return number === undefined ? undefined : this.#condensed.searches[number]
  }

  /** The enumeration of what the connection at a field can be sorted by, if it can be sorted. */
  sortKeyType(type: string, field: string): string | undefined {
    return this.field(type, field)?.args?.sortKey?.type.replace('!', '')
  }

  /** What a token needs to see a field, or, without one, anything of a type. */
  access(type: string, field?: string): RequiredAccess | undefined {
    const number =
      field === undefined ? this.#condensed.types[type]?.access : this.field(type, field)?.access
    const access = number === undefined ? undefined : this.#condensed.accesses[number]
    return access && { requirement: access[0], scopes: access.slice(1) }
  }

  /** The names of the scopes that some type or field asks for. */
  get scopes(): string[] {
    return [...new Set(this.#condensed.accesses.flatMap(([, ...names]) => names))].sort()
  }

  override getQueryType() {
    return this.#named(this.#condensed.query) as GraphQLObjectType
  }

  override getMutationType() {
    return this.#named(this.#condensed.mutation) as GraphQLObjectType
  }

  override getRootType(operation: string) {
    if (operation === 'subscription') return undefined
    return operation === 'query' ? this.getQueryType() : this.getMutationType()
  }

  override getType(name: string): GraphQLNamedType | undefined {
    const made = this.#made.get(name)
    if (made !== undefined) return made
    return Object.hasOwn(this.#condensed.types, name) ? this.#named(name) : undefined
  }

  /** All types by name; each is made when it is read. */
  override getTypeMap() {
    this.#typeMap ??= this.#makeTypeMap()
    return this.#typeMap
  }

  #makeTypeMap(): Record<string, GraphQLNamedType> {
    const all: Record<string, GraphQLNamedType> = Object.create(null)
    for (const name of new Set([...Object.keys(this.#condensed.types), ...this.#made.keys()])) {
      Object.defineProperty(all, name, { enumerable: true, get: () => this.getType(name) })
    }
    return all
  }

  override getPossibleTypes(type: GraphQLInterfaceType | GraphQLUnionType) {
    return [...this.#membersOf(type.name)]
      .map((name) => this.#named(name))
      .filter((member) => member instanceof GraphQLObjectType)
  }

  override getImplementations(type: GraphQLInterfaceType) {
    const all = [...this.#membersOf(type.name)].map((name) => this.#named(name))
    return {
      objects: all.filter((it) => it instanceof GraphQLObjectType),
      interfaces: all.filter((it) => isInterfaceType(it)),
    }
  }

  override isSubType(
    abstract: GraphQLInterfaceType | GraphQLUnionType,
    maybe: GraphQLInterfaceType | GraphQLObjectType,
  ): boolean {
    return this.#membersOf(abstract.name).has(maybe.name)
  }

  /** The names of the types of a union, or of those that implement an interface. */
  #membersOf(abstract: string): ReadonlySet<string> {
    let members = this.#members.get(abstract)
    if (members === undefined) {
      const { types } = this.#condensed
      members = new Set(
        types[abstract]?.members ??
          Object.keys(types).filter((name) => types[name]?.interfaces?.includes(abstract)),
      )
      this.#members.set(abstract, members)
    }
    return members
  }

  #named(name: string): GraphQLNamedType {
    const made = this.#made.get(name) ?? this.#make(name)
    this.#made.set(name, made)
    return made
  }

  #make(name: string): GraphQLNamedType {
    const type = this.#condensed.types[name]
    if (type === undefined) throw new Error(`There is no type ${name} in ${this.version}.`)
    const find = (other: string) => this.#named(other)
    const interfaces = () => (type.interfaces ?? []).map(find) as GraphQLInterfaceType[]
    const fields = () =>
      Object.fromEntries(
        Object.entries(type.fields ?? {}).map(([field, published]) => [
          field,
          {
            type: typeOf(published.type, find),
            args: argumentsOf(published.args, find),
            deprecationReason: published.deprecated,
          },
        ]),
      )
    switch (type.kind) {
      case 'SCALAR':
        return new GraphQLScalarType({
          name,
          specifiedByURL: type.specifiedBy,
          serialize: scalarSerializers[name] ?? ((value) => value),
        })
      case 'ENUM':
        return new GraphQLEnumType({
          name,
          values: Object.fromEntries(
            Object.entries(type.values ?? {}).map(([value, reason]) => [
              value,
              { deprecationReason: reason },
            ]),
          ),
        })
      case 'INPUT_OBJECT':
        return new GraphQLInputObjectType({
          name,
          isOneOf: type.isOneOf ?? false,
          fields: () => argumentsOf(type.inputs, find),
        })
      case 'UNION':
        return new GraphQLUnionType({
          name,
          types: () => (type.members ?? []).map(find) as GraphQLObjectType[],
        })
      case 'INTERFACE':
        return new GraphQLInterfaceType({ name, interfaces, fields })
      case 'OBJECT':
        return new GraphQLObjectType({ name, interfaces, fields })
    }
  }
}

const read = new Map<string, PublishedSchema>()

/**
 * The schema of a version. It is read from its file once, and shared by all sandboxes of a process.
 *
 * @example
 * publishedSchema('2026-10').access('GiftCard')?.scopes // ['read_gift_cards']
 */
export function publishedSchema(version: string): PublishedSchema {
  let schema = read.get(version)
  if (schema === undefined) {
    const file = readFileSync(packageFile(`schemas/admin-${version}.json.br`))
    schema = new PublishedSchema(version, JSON.parse(brotliDecompressSync(file).toString()))
    read.set(version, schema)
  }
  return schema
}
