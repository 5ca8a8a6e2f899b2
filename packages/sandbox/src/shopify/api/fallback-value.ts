import { gid } from '../store/ids.ts'
import {
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  isAbstractType,
  isEnumType,
  isListType,
} from './graphql.ts'
import { moneyBag, moneyOf } from './money-values.ts'
import type { RequestContext } from './request-context.ts'

/** What a record is known by and when it was, as far as it says so. */
interface Known {
  readonly id?: unknown
  readonly createdAt?: unknown
  readonly updatedAt?: unknown
}

/**
 * The plainest value of a type: what a field that cannot be null shows where the store knows
 * nothing of it. A thing has the id and the times of the record that it belongs to.
 */
export function fallbackValue(
  type: GraphQLOutputType,
  source: unknown,
  context: RequestContext,
  info: GraphQLResolveInfo,
): unknown {
  const known = (source ?? {}) as Known
  if (isListType(type)) return []
  if (isEnumType(type)) {
    const values = type.getValues()
    return (values.find((value) => value.deprecationReason == null) ?? values[0])?.name
  }
  const name = String(type)
  switch (name) {
    case 'ID':
      return typeof known.id === 'string'
        ? known.id
        : gid(info.parentType.name, Number(known.id ?? 1))
    case 'MoneyBag':
      return moneyBag(0, context)
    case 'MoneyV2':
      return moneyOf(0, context)
    case 'Count':
      return { count: 0, precision: 'EXACT' }
    case 'Date':
    case 'DateTime':
      return known.createdAt ?? context.store.shop.createdAt
    case 'URL':
      return `https://${context.store.shop.myshopifyDomain}/`
    case 'Boolean':
      return false
    case 'JSON':
      return {}
    case 'UtcOffset':
      return '+00:00'
    case 'Color':
      return '#000000'
    case 'BigInt':
    case 'Decimal':
    case 'Float':
    case 'Int':
    case 'Money':
    case 'UnsignedInt64':
      return 0
    case 'ARN':
    case 'FormattedString':
    case 'HTML':
    case 'StorefrontID':
    case 'String':
      return ''
    default: {
      const { id, createdAt, updatedAt } = known
      const [first] = isAbstractType(type) ? info.schema.getPossibleTypes(type) : []
      return { id, createdAt, updatedAt, ...(first && { __typename: first.name }) }
    }
  }
}
