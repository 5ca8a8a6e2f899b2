import type { PublishedSchema, RequiredAccess } from '../published/published-schema.ts'
import { gid } from '../store/ids.ts'
import { accessDenied, badRequest, notApproved } from './api-error.ts'
import { type GraphQLResolveInfo, getNamedType } from './graphql.ts'
import { presentValue } from './present-value.ts'
import type { RequestContext } from './request-context.ts'
import { rootResolver } from './root-resolver.ts'
import type { Resolver } from './schema-part.ts'
import { resolverOf } from './schema-parts.ts'

/** How one field of one version is answered. */
interface FieldPlan {
  readonly resolve: Resolver
  /** All of them have to be met. */
  readonly accesses: readonly RequiredAccess[]
  readonly isProtected: boolean
}

const plans = new WeakMap<PublishedSchema, Map<string, FieldPlan>>()

/**
 * Answers any field of the API: checks that the token may see it, asks the resolver of its subject,
 * or else the root's or the record's property, and shows what they give as the schema wants it.
 */
export function answerField(
  source: unknown,
  args: Readonly<Record<string, unknown>>,
  context: RequestContext,
  info: GraphQLResolveInfo,
): unknown {
  const { resolve, accesses, isProtected } = planOf(info)
  const denied = context.deniedFields.get(info.fieldName)
  if (denied !== undefined) throw accessDenied(info.fieldName, `\`${denied}\` access scope.`)
  for (const { scopes, requirement } of accesses) {
    if (!scopes.some((scope) => context.grant.scopes.has(scope))) {
      throw accessDenied(info.fieldName, requirement)
    }
  }
  if (isProtected && !context.conditions.protectedCustomerData) throw notApproved(info.fieldName)
  return presentValue(resolve(source, args, context, info), source, args, context, info)
}

function planOf(info: GraphQLResolveInfo): FieldPlan {
  const schema = info.schema as PublishedSchema
  let ofSchema = plans.get(schema)
  if (ofSchema === undefined) {
    ofSchema = new Map()
    plans.set(schema, ofSchema)
  }
  const name = `${info.parentType.name}.${info.fieldName}`
  let plan = ofSchema.get(name)
  if (plan === undefined) {
    plan = makePlan(schema, info)
    ofSchema.set(name, plan)
  }
  return plan
}

/** Properties that every record shows in the same way. */
const propertyResolvers: Readonly<Record<string, Resolver>> = {
  id: (source, _args, _context, { parentType }) =>
    typeof source?.id === 'number' ? gid(parentType.name, source.id) : source?.id,
  legacyResourceId: (source) => source?.legacyResourceId ?? source?.id,
}

/**
 * Reads the property of a field. A record may name another by its id instead, as `orderId` does for
 * `order`; and what is there as `totalPriceSet` is there as `totalPrice` too.
 */
function propertyResolver({ fieldName, parentType }: GraphQLResolveInfo, type: string): Resolver {
  const reference = `${fieldName}Id`
  const set = type === 'Money' || type === 'MoneyV2' ? `${fieldName}Set` : undefined
  const resolveSet = set === undefined ? undefined : resolverOf(parentType.name, set)
  return (source, args, context, info) => {
    const value = source?.[fieldName]
    if (value !== undefined) return value
    const id = source?.[reference]
    if (typeof id === 'number') return context.record(type, id) ?? null
    if (id === null) return null
    return set === undefined
      ? undefined
      : (resolveSet?.(source, args, context, info) ?? source?.[set])
  }
}

/** A mutation that did nothing and said nothing would be taken for one that was done. */
const refuseMutation: Resolver = (_source, _args, _context, { fieldName }) => {
  throw badRequest(`The sandbox does not carry out ${fieldName}; change the store by its control.`)
}

function makePlan(schema: PublishedSchema, info: GraphQLResolveInfo): FieldPlan {
  const { parentType, fieldName } = info
  const returned = getNamedType(info.returnType).name.replace(/Connection$/, '')
  const access = [schema.access(parentType.name, fieldName), schema.access(returned)]
  return {
    resolve:
      resolverOf(parentType.name, fieldName) ??
      (parentType.name === 'QueryRoot' ? rootResolver(schema, fieldName) : undefined) ??
      (parentType.name === 'Mutation' ? refuseMutation : undefined) ??
      propertyResolvers[fieldName] ??
      propertyResolver(info, returned),
    accesses: access.filter((it) => it !== undefined),
    isProtected: schema.field(parentType.name, fieldName)?.protected === true,
  }
}
