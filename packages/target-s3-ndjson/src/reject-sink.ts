import {
  BatchObject,
  type DeadLetterKind,
  deadLetter,
  deadLetterKey,
  deadLetterKind,
  serialiseDeadLetter,
} from '@descant/lake'
import { packageVersion, type Reject, type Sink } from '@descant/sdk'
import type { Zones } from './zones.ts'

const processor = `target-s3-ndjson ${packageVersion(import.meta.url)}`

const reasonCodes = { schema: 'SCHEMA_VIOLATION', protocol: 'INVALID_ENCODING' } as const

/** Writes the rejected records of one stream to the dead-letter zone; none without such a zone. */
export function rejectSink(
  zones: Zones,
  stream: string,
  type: Reject['type'],
): Sink<Reject> | undefined {
  const { deadLetters, customer, provider, run, record, level } = zones
  if (!deadLetters) return undefined
  return {
    isUnordered: true,
    open(batch) {
      const name = {
        customer,
        provider,
        stream,
        startedAt: batch.openedAt,
        run,
        part: batch.number,
      }
      const key = deadLetterKey({ ...name, errorType: type })
      const object = new BatchObject(deadLetters, key, { level })
      const kinds = new Map<string, { readonly kind: DeadLetterKind; count: number }>()
      const count = (kind: DeadLetterKind) => {
        const place = JSON.stringify(kind)
        const known = kinds.get(place)
        if (known) known.count++
        else kinds.set(place, { kind, count: 1 })
      }
      return {
        add(reject) {
          const version = record.schemaVersionOf(stream, reject.schemaText)
          const letter = deadLetter({
            customer,
            provider,
            stream,
            stage: 'target-s3-ndjson',
            type,
            reasonCode: reasonCodes[type],
            messages: reject.issues.map(({ pointer = '', keyword = type, message }) => ({
              path: pointer,
              keyword,
              message,
            })),
            record: reject.raw,
            source: { lineNumber: reject.lineNumber },
            metadata: {
              extractedAt: reject.timeExtracted ?? reject.receivedAt,
              receivedAt: reject.receivedAt,
              sequence: reject.sequence,
              tableVersion: reject.version,
            },
            ...(version === undefined ? {} : { schemaVersion: version }),
            processor,
            failedAt: new Date(reject.receivedAt),
            run,
          })
          count(deadLetterKind(letter))
          object.append(serialiseDeadLetter(letter))
          return object.ready()
        },
        commit: async () => {
          await object.commit()
          const letters = new Map(Array.from(kinds.values(), (one) => [one.kind, one.count]))
          await record.rejected(stream, batch.openedAt, letters)
        },
        abort: () => object.abort(),
      }
    },
  }
}
