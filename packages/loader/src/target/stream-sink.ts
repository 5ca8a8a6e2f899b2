import type { Logger, PackedRecords, Sink } from '@descant/sdk'
import { type BatchRows, batchRows } from './batch-rows.ts'
import type { ColumnType } from './column-type.ts'
import type { CopyRows } from './rows/copy-rows.ts'
import type { RowLayout } from './rows/row-layout.ts'
import type { StreamColumn } from './stream-table.ts'

/** Rows of a stream that become durable together. */
export interface Batch extends BatchRows {
  /** The columns of its rows, in order, in types that hold every value of the batch. */
  readonly columns: readonly StreamColumn[]
}

export interface StreamSinkOptions {
  readonly stream: string
  readonly layout: RowLayout
  /** Whether a row goes that the source deleted. */
  readonly hardDelete: boolean
  /** Is called in the order of the batches, and may do several at once. */
  readonly write: (batch: Batch) => Promise<void>
  readonly log: Logger
}

/** Gathers the rows of one stream into batches. */
export function streamSink(options: StreamSinkOptions): Sink<PackedRecords<CopyRows>> {
  const { stream, layout, hardDelete, write, log } = options
  const told = new Set<string>()

  const tell = (property: string) => {
    if (told.has(property)) return
    told.add(property)
    const words = 'a property that the SCHEMA does not name is left out'
    log.warning(words, { stream, property })
  }

  return {
    isUnordered: true,
    open() {
      const parts: CopyRows[] = []
      const widened = new Set<number>()
      return {
        add({ packed }) {
          parts.push(packed)
          packed.widened.forEach(widened.add, widened)
          packed.unknown.forEach(tell)
          return undefined
        },
        commit: () =>
          write({
            ...batchRows(parts, layout, hardDelete),
            columns: layout.columns.map((column, place) =>
              widened.has(place) ? { ...column, type: 'numeric' satisfies ColumnType } : column,
            ),
          }),
        abort: async () => {
          parts.length = 0
        },
      }
    },
  }
}
