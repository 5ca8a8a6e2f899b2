import { answerField } from './answer-field.ts'
import { nodeType } from './find-node.ts'
import { type DocumentNode, type ExecutionResult, execute } from './graphql.ts'
import type { RequestContext } from './request-context.ts'

/** Runs a valid document. Nothing in the schema is asynchronous, so the result is there at once. */
export function runDocument(
  document: DocumentNode,
  contextValue: RequestContext,
  options: { operationName?: string | undefined; variableValues?: Record<string, unknown> } = {},
): ExecutionResult {
  return execute({
    schema: contextValue.schema,
    document,
    contextValue,
    fieldResolver: answerField,
    typeResolver: nodeType,
    ...options,
  }) as ExecutionResult
}
