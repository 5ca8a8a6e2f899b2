import type { BatchInfo, BatchWriter, Logger, Sink, SinkRecord } from '@descant/sdk'
import type { ColumnType } from './column-type.ts'
import { copyNull, rowReader } from './copy-text.ts'
import { RowBuffer } from './row-buffer.ts'
import { rowMetadata } from './row-metadata.ts'
import type { StreamColumn, StreamTable } from './stream-table.ts'

/** Rows of a stream that become durable together; where it has a key, one row of each. */
export interface Batch {
  readonly rows: RowBuffer
  /** Rows that the source deleted, of which it told no more than the key. */
  readonly tombstones: RowBuffer
  /** The columns of both, in order, in types that hold every value of the batch. */
  readonly columns: readonly StreamColumn[]
}

export interface StreamSinkOptions {
  readonly table: StreamTable
  /** Whether a row goes that the source deleted. */
  readonly hardDelete: boolean
  readonly write: (batch: Batch) => Promise<void>
  readonly log: Logger
}

const [leastBigint, mostBigint] = [-(2n ** 63n), 2n ** 63n - 1n]

/** Numbers with fewer digits fit in any case. */
const digitsOfBigint = 19

const isBeyondBigint = (digits: string): boolean => {
  if (digits.length < digitsOfBigint || digits === copyNull) return false
  const value = BigInt(digits)
  return value < leastBigint || value > mostBigint
}

/** Reads the records of one stream into batches of rows, as `COPY` takes them. */
export function streamSink({ table, hardDelete, write, log }: StreamSinkOptions): Sink<SinkRecord> {
  const { columns, metadata, key } = table
  const places = new Map(columns.map(({ name, type }, index) => [name, { index, type }]))
  const placeOf = (name: string) => places.get(name)?.index ?? 0
  const keyPlaces = key.map(placeOf)
  const deletedPlace = placeOf('_sdc_deleted_at')
  const wholePlaces = columns.flatMap(({ type }, index) => (type === 'bigint' ? [index] : []))
  const tell = onceEach((property) =>
    log.warning('a property that the SCHEMA does not name is left out', {
      stream: table.name,
      property,
    }),
  )
  const read = rowReader({ places, width: columns.length }, tell)
  const all = [...columns, ...metadata]

  return { open: openBatch }

  function openBatch({ openedAt }: BatchInfo): BatchWriter<SinkRecord> {
    const batchedAt = openedAt.toISOString()
    const rows = new RowBuffer()
    const tombstones = new RowBuffer()
    /** Where the last record of each key stands. */
    const latest = new Map<string, { readonly buffer: RowBuffer; readonly row: number }>()
    const widened = new Set<number>()

    /** The values of a deleted record: as they were told before in this batch, if they were. */
    const lastValues = (id: string): string[] | undefined => {
      const former = latest.get(id)
      return former?.buffer === rows
        ? rows.get(former.row).split('\t').slice(0, columns.length)
        : undefined
    }

    const addKeyed = (fields: readonly string[], more: string) => {
      const id = keyPlaces.map((place) => fields[place]).join('\t')
      const deletedAt = fields[deletedPlace] ?? copyNull
      const isDeleted = deletedAt !== copyNull
      const before = isDeleted && !hardDelete ? lastValues(id) : undefined
      if (before) before[deletedPlace] = deletedAt
      const former = latest.get(id)
      former?.buffer.drop(former.row)
      const buffer = isDeleted && !before ? tombstones : rows
      latest.set(id, { buffer, row: buffer.add(`${(before ?? fields).join('\t')}\t${more}`) })
    }

    return {
      add({ message, sequence, receivedAt }) {
        const fields = read(message.text)
        for (const place of wholePlaces) {
          if (isBeyondBigint(fields[place] ?? '')) widened.add(place)
        }
        const { timeExtracted, version } = message
        const facts = { receivedAt, batchedAt, sequence, timeExtracted, version }
        const more = rowMetadata(metadata, facts)
        if (keyPlaces.length > 0) addKeyed(fields, more)
        else rows.add(`${fields.join('\t')}\t${more}`)
        return undefined
      },
      commit: () =>
        write({
          rows,
          tombstones,
          columns: all.map((column, index) =>
            widened.has(index) ? { ...column, type: 'numeric' satisfies ColumnType } : column,
          ),
        }),
      abort: async () => {},
    }
  }
}

/** Calls a function once for each text that it is called with. */
function onceEach(tell: (text: string) => void): (text: string) => void {
  const told = new Set<string>()
  return (text) => {
    if (told.has(text)) return
    told.add(text)
    tell(text)
  }
}
