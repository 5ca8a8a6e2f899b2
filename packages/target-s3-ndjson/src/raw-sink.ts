import { GzipObject, rawBatchKey } from '@descant/lake'
import type { PackedRecords, Sink } from '@descant/sdk'
import type { PackedLines } from './pack-lines.ts'
import type { Zones } from './zones.ts'

/** Writes batches of one stream as objects of the raw zone, one object a batch. */
export function rawSink(zones: Zones, stream: string): Sink<PackedRecords<PackedLines>> {
  const { customer, provider, record, extension } = zones
  const run = record.runOf(stream)
  const look = record.lookerOf(stream)
  return {
    isUnordered: true,
    open({ openedAt: startedAt, number: part }) {
      const key = rawBatchKey({ customer, provider, stream, startedAt, run, part }, extension)
      const object = new GzipObject(zones.raw, key)
      let count = 0
      return {
        add: ({ packed, records }) => {
          object.add(packed)
          count += records
          if (packed.shape) look(packed.shape)
          return undefined
        },
        commit: async () => {
          await object.commit()
          await record.accepted(stream, startedAt, count)
        },
        abort: async () => object.abort(),
      }
    },
  }
}
