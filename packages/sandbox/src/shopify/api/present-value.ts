import { type Listed, listConnection } from '../paging/connection.ts'
import { fallbackValue } from './fallback-value.ts'
import {
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  getNullableType,
  isListType,
  isNonNullType,
} from './graphql.ts'
import { moneyBag, moneyOf } from './money-values.ts'
import type { RequestContext } from './request-context.ts'

/**
 * What a field shows for a value at rest: a number of cents where money is expected, a list where a
 * connection is, a number where a count is. A list is cut to the `first` that was asked for.
 * Anything else is shown as it is.
 */
export function presentValue(
  value: unknown,
  source: unknown,
  args: Readonly<Record<string, unknown>>,
  context: RequestContext,
  info: GraphQLResolveInfo,
): unknown {
  if (value === undefined) {
    return isNonNullType(info.returnType) || isConnection(info.returnType)
      ? presentFallback(source, args, context, info)
      : null
  }
  const type = getNullableType(info.returnType)
  if (Array.isArray(value)) {
    if (isConnection(type)) {
      return connectionOf(value, args, context, info)
    }
    return isListType(type) && typeof args.first === 'number' ? value.slice(0, args.first) : value
  }
  if (typeof value !== 'number') return value
  switch (String(type)) {
    case 'MoneyBag':
      return moneyBag(value, context)
    case 'MoneyV2':
      return moneyOf(value, context)
    case 'Count':
      return { count: value, precision: 'EXACT' }
    default:
      return value
  }
}

function presentFallback(
  source: unknown,
  args: Readonly<Record<string, unknown>>,
  context: RequestContext,
  info: GraphQLResolveInfo,
): unknown {
  if (isConnection(info.returnType)) {
    return connectionOf([], args, context, info)
  }
  return fallbackValue(getNullableType(info.returnType), source, context, info)
}

function connectionOf(
  rows: readonly Listed[],
  args: Readonly<Record<string, unknown>>,
  context: RequestContext,
  info: GraphQLResolveInfo,
): unknown {
  const type = String(getNullableType(info.returnType)).replace(/Connection$/, '')
  return listConnection(type, rows, args, context, info)
}

function isConnection(type: GraphQLOutputType): boolean {
  return String(getNullableType(type)).endsWith('Connection')
}
