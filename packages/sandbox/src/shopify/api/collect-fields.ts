import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from './graphql.ts'

/** A query whose operation is chosen and whose variables have their values. */
export interface PreparedQuery {
  readonly schema: GraphQLSchema
  readonly operation: OperationDefinitionNode
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>
  readonly variables: Readonly<Record<string, unknown>>
}

/** The fields selected on a type, by response key, with fragments and directives resolved. */
export function collectFields(
  query: PreparedQuery,
  type: GraphQLObjectType,
  selections: readonly SelectionSetNode[],
): Map<string, FieldNode[]> {
  const fields = new Map<string, FieldNode[]>()
  const visit = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      if (isLeftOut(query, selection)) continue
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value
        fields.set(key, [...(fields.get(key) ?? []), selection])
        continue
      }
      const fragment =
        selection.kind === Kind.FRAGMENT_SPREAD ? query.fragments[selection.name.value] : selection
      const condition = fragment?.typeCondition?.name.value
      if (fragment !== undefined && appliesTo(query.schema, condition, type)) {
        visit(fragment.selectionSet)
      }
    }
  }
  for (const set of selections) visit(set)
  return fields
}

function appliesTo(
  schema: GraphQLSchema,
  condition: string | undefined,
  type: GraphQLObjectType,
): boolean {
  if (condition === undefined || condition === type.name) return true
  const named = schema.getType(condition)
  return isAbstractType(named) && schema.isSubType(named, type)
}

function isLeftOut(
  query: PreparedQuery,
  selection: SelectionSetNode['selections'][number],
): boolean {
  return (selection.directives ?? []).some((directive) => {
    const condition = directive.arguments?.find((argument) => argument.name.value === 'if')?.value
    const value =
      condition?.kind === Kind.VARIABLE
        ? query.variables[condition.name.value]
        : condition?.kind === Kind.BOOLEAN && condition.value
    return directive.name.value === (value === true ? 'skip' : 'include')
  })
}
