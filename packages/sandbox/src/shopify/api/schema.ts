import { bulkPart } from '../bulk/part.ts'
import { customersPart } from '../customers/part.ts'
import { ordersPart } from '../orders/part.ts'
import { productsPart } from '../products/part.ts'
import { shopPart } from '../shop/part.ts'
import { accessDenied } from './api-error.ts'
import { basePart } from './base-part.ts'
import { nodeType } from './find-node.ts'
import {
  buildSchema,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  isScalarType,
} from './graphql.ts'
import type { RequestContext } from './request-context.ts'
import { scalarSerializers } from './scalars.ts'
import type { Resolver, SchemaPart } from './schema-part.ts'

/** The subjects of the API. A new one is added here. */
const schemaParts: readonly SchemaPart[] = [
  basePart,
  bulkPart,
  customersPart,
  ordersPart,
  productsPart,
  shopPart,
]

const scopes: Readonly<Record<string, string>> = Object.assign(
  {},
  ...schemaParts.map((part) => part.scopes),
)

const finders: NonNullable<SchemaPart['nodes']> = Object.assign(
  {},
  ...schemaParts.map((part) => part.nodes),
)

/** The whole schema of the sandbox, with its answers in it. Built once, shared by all sandboxes. */
export const adminSchema: GraphQLSchema = buildAdminSchema()

/**
 * What has a global id of this kind and number. Types that the token may not see are reported as
 * such, not as missing.
 *
 * @throws GraphQLError ACCESS_DENIED where the scope of the type is missing.
 */
export function findByKind(kind: string, id: number, context: RequestContext): object | undefined {
  const finder = Object.hasOwn(finders, kind) ? finders[kind] : undefined
  const scope = scopes[kind]
  if (scope !== undefined && !context.grant.scopes.has(scope)) throw accessDenied('node', scope)
  return finder?.(id, context) as object | undefined
}

function buildAdminSchema(): GraphQLSchema {
  const schema = buildSchema(schemaParts.map((part) => part.sdl).join('\n'))
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue
    if (isScalarType(type)) type.serialize = scalarSerializers[type.name] ?? type.serialize
    if (isInterfaceType(type)) type.resolveType = nodeType
    if (isObjectType(type)) addResolvers(type)
  }
  return schema
}

function addResolvers(type: GraphQLObjectType): void {
  const resolvers: Record<string, Resolver> = Object.assign(
    {},
    ...schemaParts.map((part) => part.resolvers[type.name]),
  )
  for (const field of Object.values(type.getFields())) {
    const resolve = resolvers[field.name] ?? ((source) => source[field.name])
    const scope =
      scopes[`${type.name}.${field.name}`] ??
      scopes[getNamedType(field.type).name.replace(/Connection$/, '')]
    field.resolve = (source, args, context: RequestContext, info) => {
      const denied = context.deniedFields.get(field.name)
      if (denied !== undefined) throw accessDenied(field.name, denied)
      if (scope !== undefined && !context.grant.scopes.has(scope)) {
        throw accessDenied(field.name, scope)
      }
      return resolve(source, args, context, info)
    }
  }
}
