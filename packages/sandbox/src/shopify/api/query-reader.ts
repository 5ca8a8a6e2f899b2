import { BoundedMap } from '../../bounded-map.ts'
import type { PublishedSchema } from '../published/published-schema.ts'
import type { WireError } from './api-error.ts'
import type { PreparedQuery } from './collect-fields.ts'
import type { DocumentNode, OperationDefinitionNode } from './graphql.ts'
import { type ReadDocument, readDocument } from './read-document.ts'
import { readVariables } from './read-variables.ts'
import { noOperation } from './refusals.ts'

/** The body of a GraphQL request, of which only the query has been looked at. */
export interface QueryBody {
  readonly query: string
  readonly variables?: unknown
  readonly operationName?: unknown
}

/** A query that is fit to run, or what is wrong with it. */
export type ReadQuery =
  | {
      readonly document: DocumentNode
      readonly prepared: PreparedQuery
      readonly sentVariables: Readonly<Record<string, unknown>>
      readonly deprecations: readonly string[]
    }
  | { readonly errors: readonly WireError[] }

/** How many documents are kept parsed and validated; clients send the same few again and again. */
const KEPT_DOCUMENTS = 100

/** Reads queries: parses, validates, chooses the operation, gives the variables their values. */
export class QueryReader {
  readonly schema: PublishedSchema
  readonly #documents = new BoundedMap<ReadDocument>(KEPT_DOCUMENTS)

  constructor(schema: PublishedSchema) {
    this.schema = schema
  }

  read({ query, variables, operationName }: QueryBody): ReadQuery {
    const { schema } = this
    const read = this.#documents.getOrMake(query, () => readDocument(schema, query))
    if ('errors' in read) return read
    const operation = pickOperation(read.operations, operationName)
    if (operation === undefined) return { errors: [noOperation(operationName)] }
    const sent = typeof variables === 'object' && variables !== null ? { ...variables } : {}
    const readValues = readVariables(schema, operation.variableDefinitions ?? [], sent)
    if ('errors' in readValues) return readValues
    return {
      document: read.document,
      prepared: { schema, operation, fragments: read.fragments, variables: readValues.values },
      sentVariables: sent,
      deprecations: read.deprecations,
    }
  }
}

function pickOperation(
  operations: readonly OperationDefinitionNode[],
  name: unknown,
): OperationDefinitionNode | undefined {
  if (typeof name === 'string' && name !== '') {
    return operations.find((operation) => operation.name?.value === name)
  }
  return operations.length === 1 ? operations[0] : undefined
}
