import { parseGid } from '../store/ids.ts'
import { resourceNotFound } from './api-error.ts'
import type { RequestContext } from './request-context.ts'

/**
 * What a global id stands for, or null where there is no such thing (any more).
 *
 * @param kind The only type that will do; without it, any.
 * @throws GraphQLError RESOURCE_NOT_FOUND where the id is of another type, or is no id at all.
 */
export function findNode(id: string, context: RequestContext, kind?: string): object | null {
  const parts = parseGid(id)
  if (parts === undefined || (kind !== undefined && kind !== parts.kind)) throw resourceNotFound(id)
  const found = context.findNode(parts.kind, parts.id)
  if (found !== undefined) typeOfFound.set(found, parts.kind)
  return found ?? null
}

/** The type of what `node(id:)` found, since records do not carry it themselves. */
const typeOfFound = new WeakMap<object, string>()

/** The GraphQL type of a record: the one that it names itself, or under which it was found. */
export function nodeType(record: unknown): string | undefined {
  const { __typename: named } = record as { readonly __typename?: string }
  return named ?? typeOfFound.get(record as object)
}
