import { findNode } from '../api/find-node.ts'
import type { GraphQLSchema } from '../api/graphql.ts'
import type { RequestContext } from '../api/request-context.ts'
import type { SchemaPart } from '../api/schema-part.ts'
import { listConnection } from '../paging/connection.ts'
import { parseGid } from '../store/ids.ts'
import type { BulkView } from './bulk-operations.ts'
import {
  alreadyEnded,
  invalidQuery,
  limitReached,
  operationInProgress,
  type UserError,
  unknownOperation,
} from './bulk-refusals.ts'
import { searchableBulkOperations } from './searchable.ts'
import { validateBulkQuery } from './validate-bulk-query.ts'

/** Bulk operations: started, looked at, canceled. */
export const bulkPart: SchemaPart = {
  resolvers: {
    QueryRoot: {
      bulkOperation: (_source, { id }, context) => findNode(id, context, 'BulkOperation'),
      // Only queries run in bulk here, so there is no current mutation.
      currentBulkOperation: (_source, { type }, context) =>
        type === 'MUTATION' ? null : (context.bulk.list(context.grant.app).at(-1) ?? null),
      // The newest come first, and `reverse` turns that round.
      bulkOperations: (_source, args, context, info) =>
        listConnection(
          'BulkOperation',
          context.bulk.list(context.grant.app),
          { ...args, reverse: !args.reverse },
          context,
          info,
        ),
    },
    Mutation: {
      bulkOperationRunQuery: (_source, { query, groupObjects }, context, info) =>
        payload(runQuery(query, groupObjects, context, info.schema)),
      bulkOperationCancel: (_source, { id }, context) => payload(cancel(id, context)),
    },
    BulkOperation: {
      url: ({ path }: BulkView, _args, { origin }) => path && `${origin}${path}`,
      partialDataUrl: ({ partialPath }: BulkView, _args, { origin }) =>
        partialPath && `${origin}${partialPath}`,
    },
  },
  nodes: {
    BulkOperation: (id, context) => context.bulk.find(context.grant.app, id),
  },
  searchable: { BulkOperation: () => searchableBulkOperations },
}

/** An operation, and why nothing came of the mutation. */
interface Outcome {
  readonly operation?: BulkView | undefined
  readonly errors: readonly UserError[]
}

const payload = ({ operation, errors }: Outcome) => ({
  bulkOperation: operation ?? null,
  userErrors: errors,
})

function runQuery(
  query: string,
  isGrouped: boolean,
  context: RequestContext,
  schema: GraphQLSchema,
): Outcome {
  const { bulk, bulkFault, grant } = context
  const validated = validateBulkQuery(schema, query)
  if ('problems' in validated) return { errors: validated.problems.map(invalidQuery) }
  const refusal = bulkFault?.limitReached
    ? limitReached
    : operationInProgress(context.version, bulk.underWay(grant.app))
  if (refusal !== undefined) return { errors: [refusal] }
  const { data, errors = [] } = context.runWhole(validated.document)
  const failure = errors[0] && {
    ending: 'FAILED' as const,
    afterObjects: 0,
    errorCode:
      errors[0].extensions.code === 'ACCESS_DENIED'
        ? ('ACCESS_DENIED' as const)
        : ('INTERNAL_SERVER_ERROR' as const),
  }
  const fault = { ...bulkFault, ...failure }
  const { plan } = validated
  const operation = bulk.start({ app: grant.app, query, data, plan, isGrouped, fault })
  return { operation, errors: [] }
}

function cancel(id: string, { bulk, grant }: RequestContext): Outcome {
  const parts = parseGid(id)
  const find = () => (parts === undefined ? undefined : bulk.find(grant.app, parts.id))
  const operation = find()
  if (operation === undefined || parts?.kind !== 'BulkOperation') {
    return { errors: [unknownOperation] }
  }
  if (operation.status === 'CANCELING') return { operation, errors: [] }
  if (!bulk.underWay(grant.app).some((other) => other.id === operation.id)) {
    return { operation, errors: [alreadyEnded(operation.status)] }
  }
  bulk.cancel(operation.id)
  return { operation: find(), errors: [] }
}
