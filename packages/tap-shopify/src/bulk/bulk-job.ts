import type { ExportJob, ExportStatus } from '@descant/sdk'
import type { Shopify } from '../client/shopify.ts'
import type { Query } from '../query/query.ts'
import type { BulkCounts } from './bulk-file.ts'
import { BulkRefusedError } from './bulk-refused-error.ts'

/** What is needed to find a job again. */
export interface BulkHandle {
  readonly id: string
}

/** A job that is done: where its file is, and how much it must hold. */
export interface BulkResult extends BulkCounts {
  /** Undefined where nothing was found. It is signed: whoever has it may read the file. */
  readonly url: string | undefined
}

interface BulkOperation {
  readonly id: string
  readonly status: string
  readonly errorCode: string | null
  readonly objectCount: string
  readonly rootObjectCount: string
  readonly url: string | null
}

interface Started {
  readonly bulkOperationRunQuery: {
    readonly bulkOperation: { readonly id: string } | null
    readonly userErrors: readonly { readonly message: string; readonly code?: string | null }[]
  }
}

const startQuery: Query = {
  document:
    'mutation start($query: String!) { bulkOperationRunQuery(query: $query, groupObjects: true) ' +
    '{ bulkOperation { id status } userErrors { field message code } } }',
  cost: 10,
}

// By `node`, since a field of its own is not in every version.
const pollQuery: Query = {
  document:
    'query poll($id: ID!) { node(id: $id) { ... on BulkOperation ' +
    '{ id status errorCode objectCount rootObjectCount url } } }',
  cost: 1,
}

/** Codes that mean that other jobs are under way, and ours must wait. */
const busy = new Set(['OPERATION_IN_PROGRESS', 'LIMIT_REACHED'])

/** How long is waited until it is asked again whether there is room for a job. */
const busySeconds = 10

/** How long is waited for room in all; then the stream is read in pages instead. */
const mostBusySeconds = 600

/**
 * A bulk query of Shopify's as an export job: it is begun as soon as there is room, polled, and gives
 * where its file is.
 *
 * @param name What is read, for logs and errors.
 */
export function bulkJob(
  shopify: Shopify,
  name: string,
  document: string,
): ExportJob<BulkHandle, BulkResult> {
  let result: BulkResult | undefined
  return {
    name: `bulk operation of ${name}`,
    async create(signal) {
      for (let waited = 0; ; waited += busySeconds) {
        const variables = { query: document }
        const { bulkOperationRunQuery: started } = await shopify.query<Started>(
          startQuery,
          variables,
          signal,
        )
        if (started.bulkOperation) return { id: started.bulkOperation.id }
        const [error] = started.userErrors
        if (!busy.has(error?.code ?? '') || waited >= mostBusySeconds) {
          throw new BulkRefusedError(
            `Shopify refused a bulk query of ${name}: ${error?.message ?? 'without a word'}`,
            { isRetryable: false },
          )
        }
        shopify.log.info('all places for bulk operations are taken; waiting', { stream: name })
        await shopify.clock.sleep(busySeconds, signal)
      }
    },
    async poll({ id }, signal) {
      const { node } = await shopify.query<{ node: BulkOperation | null }>(
        pollQuery,
        { id },
        signal,
      )
      if (node?.status === 'COMPLETED') {
        result = {
          url: node.url ?? undefined,
          objects: Number(node.objectCount),
          roots: Number(node.rootObjectCount),
        }
      }
      return statusOf(node)
    },
    async *fetch() {
      if (result) yield result
    },
    async cancel({ id }) {
      await shopify.query({ document: cancelDocument, cost: 10 }, { id })
    },
  }
}

const cancelDocument =
  'mutation cancel($id: ID!) { bulkOperationCancel(id: $id) { userErrors { message } } }'

function statusOf(node: BulkOperation | null): ExportStatus<BulkHandle> {
  if (node === null) return { state: 'gone' }
  const { status, errorCode, objectCount } = node
  if (status === 'COMPLETED') return { state: 'done' }
  if (status === 'EXPIRED') return { state: 'gone' }
  if (status === 'CANCELED') {
    return { state: 'failed', reason: 'somebody cancelled it', isRetryable: true }
  }
  if (status !== 'FAILED') return { state: 'running', progress: Number(objectCount) }
  if (errorCode === 'ACCESS_DENIED') {
    throw new BulkRefusedError(
      'A bulk operation was denied access: give the app the scopes of the stream, or leave fields out.',
      { isRetryable: false },
    )
  }
  // A partial file is no part of the truth that can be told from the rest: it is not used.
  return { state: 'failed', reason: String(errorCode), isRetryable: errorCode !== 'TIMEOUT' }
}
