import { RequestError, runExportJob } from '@descant/sdk'
import type { Shopify } from '../client/shopify.ts'
import type { Field } from '../query/field.ts'
import type { Row } from '../reading/connection-page.ts'
import type { Cursor } from '../reading/cursor.ts'
import { filterOf, placeIn, type UpdateWindow } from '../reading/update-window.ts'
import { UngroupedError } from './assemble-rows.ts'
import { bulkDocument } from './bulk-document.ts'
import { BulkFileError, readBulkFile } from './bulk-file.ts'
import { type BulkHandle, bulkJob } from './bulk-job.ts'
import { BulkRefusedError } from './bulk-refused-error.ts'

/** What is read by jobs, and where it is told how far they are. */
export interface BulkOptions {
  readonly name: string
  readonly root: string
  /** Arguments of the root beside the search, as written. */
  readonly arguments: readonly string[]
  readonly fields: readonly Field[]
  /** The field of the search that a window is about; undefined for all. */
  readonly filter: string | undefined
  /** How new a record is, by the same measure; undefined where that is not told. */
  readonly timeOf: ((row: Row) => string) | undefined
  readonly checkpoint: (cursor: Cursor, options?: { readonly isUrgent?: boolean }) => void
  readonly signal: AbortSignal
}

/** Reads windows of a stream by bulk operations. */
export interface BulkReader {
  /**
   * Reads a window; with a job of an earlier run that job is taken up, at the record it stopped at.
   * Returns true where all was read, and false where the window must be read in pages.
   */
  read(
    window: UpdateWindow,
    job?: Cursor['bulk'],
  ): AsyncGenerator<readonly Row[], boolean, undefined>
}

/** Jobs that are begun for one window before it is read in pages. */
const mostJobs = 2

/** Makes a reader; undefined where the fields cannot be asked for by a bulk query. */
export function bulkReader(shopify: Shopify, options: BulkOptions): BulkReader | undefined {
  const { name, root, fields, filter, timeOf, checkpoint, signal } = options
  const documentOf = (window: UpdateWindow) => {
    const search = filter === undefined ? undefined : filterOf(window, filter)
    const given = [
      ...(search === undefined ? [] : [`query: ${JSON.stringify(search)}`]),
      ...options.arguments,
    ]
    return bulkDocument({ root, arguments: given, fields })
  }
  if (documentOf({}) === undefined) return undefined

  const once = async function* (window: UpdateWindow, taken: Cursor['bulk']) {
    const job = bulkJob(shopify, name, documentOf(window) as string)
    const results = runExportJob(job, {
      resume: taken && { id: taken.id },
      onHandle: ({ id }: BulkHandle) => {
        handle = id
        checkpoint(cursorOf(window, id, taken?.id === id ? taken.rows : 0), { isUrgent: true })
      },
      log: shopify.log,
      clock: shopify.clock,
      signal,
      timeoutSeconds: shopify.settings.bulkTimeoutSeconds,
    })
    let handle = taken?.id
    for await (const { url, ...counts } of results) {
      if (url === undefined) {
        if (counts.objects > 0) throw new BulkFileError('A bulk operation has no file.')
        return
      }
      const skipped = taken !== undefined && taken.id === handle ? (taken.rows ?? 0) : 0
      let rows = 0
      const body = await shopify.download(url, signal)
      for await (const chunk of readBulkFile(body, fields, counts)) {
        rows += chunk.length
        if (rows <= skipped) continue
        // What was changed while the job ran has left the window, and is read by the one after.
        yield timeOf === undefined
          ? chunk
          : chunk.filter((row) => placeIn(window, timeOf(row)) === 'in')
        checkpoint(cursorOf(window, handle as string, rows))
      }
    }
  }

  return {
    async *read(window, job) {
      const release = await shopify.bulkSlots.take()
      try {
        let taken = job
        for (let jobs = 1; ; jobs++) {
          try {
            yield* once(window, taken)
            return true
          } catch (error) {
            if (!(error instanceof RequestError || error instanceof UngroupedError)) throw error
            const reason = error.message
            if (jobs >= mostJobs || error instanceof BulkRefusedError) {
              shopify.log.warning('bulk operations fail; reading in pages', {
                stream: name,
                reason,
              })
              checkpoint(window.since === undefined ? {} : { since: window.since })
              return false
            }
            shopify.log.warning('bulk operation is begun anew', { stream: name, reason })
            taken = undefined
          }
        }
      } finally {
        release()
      }
    },
  }
}

const cursorOf = ({ since, until }: UpdateWindow, id: string, rows = 0): Cursor => {
  const window = {
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
  }
  return {
    ...(since === undefined ? {} : { since }),
    bulk: { id, ...window, ...(rows > 0 ? { rows } : {}) },
  }
}
