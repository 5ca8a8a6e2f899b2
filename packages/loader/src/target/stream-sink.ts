import { isDeepStrictEqual } from 'node:util'
import type { Logger, PackedRecords, Sink } from '@descant/sdk'
import { type BatchRows, batchRows } from './batch-rows.ts'
import type { ColumnType } from './column-type.ts'
import type { CopiedColumn } from './copy-rows.ts'
import type { CopyRows } from './rows/copy-rows.ts'
import type { RowLayout } from './rows/row-layout.ts'

/** Rows of a stream that become durable together. */
export interface Batch extends BatchRows {
  /** The columns of its rows, in order, in types that hold every value of the batch. */
  readonly columns: readonly CopiedColumn[]
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

  const batchOf = (parts: readonly [CopyRows, ...CopyRows[]]): Batch => ({
    ...batchRows(parts, layout, hardDelete),
    columns: copiedColumns(layout, parts[0].types),
  })

  return {
    isUnordered: true,
    open() {
      const parts: CopyRows[] = []
      return {
        add({ packed }) {
          parts.push(packed)
          packed.unknown.forEach(tell)
          return undefined
        },
        // All at once, so that no later batch comes in between.
        commit: async () => {
          await Promise.all(alike(parts).map((group) => write(batchOf(group))))
        },
        abort: async () => {
          parts.length = 0
        },
      }
    },
  }
}

/** The columns of rows whose fields are in some types. */
const copiedColumns = (
  { columns }: RowLayout,
  types: readonly ColumnType[],
): readonly CopiedColumn[] =>
  columns.map((column, place) => {
    const copied = types[place] ?? column.type
    const type = column.type === 'bigint' && copied === 'numeric' ? copied : column.type
    return { ...column, type, copied }
  })

/** Parts whose rows are in the same types can be copied together: nearly always, all can. */
function alike(parts: readonly CopyRows[]): [CopyRows, ...CopyRows[]][] {
  const groups: [CopyRows, ...CopyRows[]][] = []
  for (const part of parts) {
    const last = groups.at(-1)
    if (last && isDeepStrictEqual(last[0].types, part.types)) last.push(part)
    else groups.push([part])
  }
  return groups
}
