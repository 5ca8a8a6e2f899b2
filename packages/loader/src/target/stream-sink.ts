import type { BatchInfo, BatchWriter, Logger, Sink, SinkRecord } from '@descant/sdk'
import type { ColumnType } from './column-type.ts'
import { copyNull, rowReader } from './copy-text.ts'
import { RowBuffer } from './row-buffer.ts'
import { rowMetadata } from './row-metadata.ts'
import type { StreamColumn, StreamTable } from './stream-table.ts'

/** Rows of a stream that become durable together. */
export interface Batch {
  readonly rows: RowBuffer
  /** The columns of the rows, in order, in types that hold every value of the batch. */
  readonly columns: readonly StreamColumn[]
  /** Whether the source deleted some of them. */
  readonly hasDeleted: boolean
}

export interface StreamSinkOptions {
  readonly table: StreamTable
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
export function streamSink({ table, write, log }: StreamSinkOptions): Sink<SinkRecord> {
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
    /** The row of each key, as the last record has it. */
    const latest = new Map<string, number>()
    const widened = new Set<number>()
    let hasDeleted = false
    return {
      add({ message, sequence, receivedAt }) {
        const fields = read(message.text)
        for (const place of wholePlaces) {
          if (isBeyondBigint(fields[place] ?? '')) widened.add(place)
        }
        const isDeleted = fields[deletedPlace] !== copyNull
        hasDeleted ||= isDeleted
        const { timeExtracted, version } = message
        const facts = { receivedAt, batchedAt, sequence, timeExtracted, version }
        const more = rowMetadata(metadata, facts)
        let values = fields.join('\t')
        let hasValues = true
        if (keyPlaces.length > 0) {
          const id = keyPlaces.map((place) => fields[place]).join('\t')
          const former = latest.get(id)
          if (isDeleted) {
            // The values that a tombstone does not tell stay as they were told before.
            const before = former === undefined ? undefined : rows.get(former).split('\t')
            hasValues = before?.at(-1) === 't'
            if (before && hasValues) {
              before[deletedPlace] = fields[deletedPlace] ?? copyNull
              values = before.slice(0, columns.length).join('\t')
            }
          }
          if (former !== undefined) rows.drop(former)
          latest.set(id, rows.rowCount)
          rows.add(`${values}\t${more}\t${hasValues ? 't' : 'f'}`)
        } else rows.add(`${values}\t${more}`)
        return undefined
      },
      commit: () =>
        write({
          rows,
          columns: all.map((column, index) =>
            widened.has(index) ? { ...column, type: 'numeric' satisfies ColumnType } : column,
          ),
          hasDeleted,
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
