import type { PreparedQuery } from './collect-fields.ts'
import {
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLUnionType,
  isAbstractType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from './graphql.ts'

/**
 * Of the types behind an interface or a union, those that the selections tell apart, and one that
 * stands for all others. There are hundreds behind `Node`, and a query names a few.
 */
export function typesThatMatter(
  query: PreparedQuery,
  abstract: GraphQLInterfaceType | GraphQLUnionType,
  selections: readonly SelectionSetNode[],
): GraphQLObjectType[] {
  const { schema } = query
  const named = new Set<GraphQLObjectType>()
  const visit = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) continue
      const fragment =
        selection.kind === Kind.FRAGMENT_SPREAD ? query.fragments[selection.name.value] : selection
      if (fragment === undefined) continue
      const condition = schema.getType(fragment.typeCondition?.name.value ?? abstract.name)
      if (isObjectType(condition)) named.add(condition)
      else if (isAbstractType(condition) && condition !== abstract) {
        for (const type of schema.getPossibleTypes(condition)) named.add(type)
      }
      visit(fragment.selectionSet)
    }
  }
  for (const set of selections) visit(set)
  const all = schema.getPossibleTypes(abstract)
  const other = all.find((type) => !named.has(type))
  return [...all.filter((type) => named.has(type)), ...(other === undefined ? [] : [other])]
}
