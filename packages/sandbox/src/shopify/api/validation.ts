import type { WireError } from './api-error.ts'
import { complaints, type Place, unnamedComplaint } from './complaints.ts'
import {
  type ASTNode,
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  specifiedRules,
  TypeInfo,
  type ValidationRule,
  validate,
  visit,
  visitWithTypeInfo,
} from './graphql.ts'
import { validGlobalIds } from './valid-global-ids.ts'

/**
 * What is wrong with a document, in the API's words and codes; empty where it is valid. A path
 * begins with the operation: `["query Orders", "orders", "nickname"]`.
 */
export function validationErrors(schema: GraphQLSchema, document: DocumentNode): WireError[] {
  const rules: readonly ValidationRule[] = [...specifiedRules, validGlobalIds]
  if (validate(schema, document, rules).length === 0) return []
  const places = placesOf(schema, document)
  return rules.flatMap((rule) =>
    validate(schema, document, [rule]).map((error) => {
      const complaint = complaints[rule.name] ?? unnamedComplaint
      const node = error.nodes?.[complaint.at ?? 0]
      const place = node && places.get(node)
      const told = node !== undefined && place !== undefined
      return {
        message: (told && complaint.message?.(node, place, error)) || error.message,
        locations: error.locations?.slice(0, 1) ?? [],
        path: place?.path ?? [],
        extensions: {
          code: complaint.code,
          ...(told ? complaint.facts?.(node, place, error) : {}),
        },
      }
    }),
  )
}

/** Where every node of a document stands. */
function placesOf(schema: GraphQLSchema, document: DocumentNode): Map<ASTNode, Place> {
  const places = new Map<ASTNode, Place>()
  const types = new TypeInfo(schema)
  const path: string[] = []
  const owners: string[] = []
  visit(
    document,
    visitWithTypeInfo(types, {
      enter(node) {
        const step = stepOf(node)
        if (step !== undefined) path.push(step)
        if (node.kind === Kind.FIELD || node.kind === Kind.DIRECTIVE) owners.push(node.name.value)
        const isField = node.kind === Kind.FIELD
        places.set(node, {
          path: [...path],
          parentType: String(types.getParentType() ?? ''),
          type: String((isField ? types.getType() : types.getInputType()) ?? ''),
          owner: owners.at(-1) ?? '',
        })
      },
      leave(node) {
        if (stepOf(node) !== undefined) path.pop()
        if (node.kind === Kind.FIELD || node.kind === Kind.DIRECTIVE) owners.pop()
      },
    }),
  )
  return places
}

/** What a node adds to the path, if anything. */
function stepOf(node: ASTNode): string | undefined {
  switch (node.kind) {
    case Kind.OPERATION_DEFINITION:
      return [node.operation, node.name?.value].filter(Boolean).join(' ')
    case Kind.FRAGMENT_DEFINITION:
      return `fragment ${node.name.value}`
    case Kind.INLINE_FRAGMENT:
      return node.typeCondition ? `... on ${node.typeCondition.name.value}` : '...'
    case Kind.FIELD:
      return node.alias?.value ?? node.name.value
    case Kind.ARGUMENT:
    case Kind.OBJECT_FIELD:
      return node.name.value
    default:
      return undefined
  }
}
