import { BatchObject, rawBatchKey, shapeOf } from '@descant/lake'
import {
  appendMetadata,
  type BatchInfo,
  type BatchWriter,
  type Sink,
  type SinkRecord,
} from '@descant/sdk'
import type { Zones } from './zones.ts'

/** Writes batches of one stream as objects of the raw zone, one object a batch. */
export function rawSink(zones: Zones, stream: string): Sink<SinkRecord> {
  const { customer, provider, record, extension, level } = zones
  const run = record.runOf(stream)
  return {
    isUnordered: true,
    open(batch: BatchInfo): BatchWriter<SinkRecord> {
      const name = {
        customer,
        provider,
        stream,
        startedAt: batch.openedAt,
        run,
        part: batch.number,
      }
      const object = new BatchObject(zones.raw, rawBatchKey(name, extension), { level })
      const batchedAt = batch.openedAt.toISOString()
      return {
        add({ message, sequence, receivedAt }) {
          if (object.lines < 16) record.look(stream, shapeOf([message.record]))
          const metadata = {
            extractedAt: message.timeExtracted ?? receivedAt,
            receivedAt,
            batchedAt,
            sequence,
            tableVersion: message.version,
          }
          object.append(appendMetadata(message.text, message.record, metadata))
          return object.ready()
        },
        commit: async () => {
          await object.commit()
          await record.accepted(stream, batch.openedAt, object.lines)
        },
        abort: () => object.abort(),
      }
    },
  }
}
