import { BatchObject, deadLetter, deadLetterKey, serialiseDeadLetter } from '@descant/lake'
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
  const { deadLetters, customer, provider, run, level } = zones
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
      return {
        add(reject) {
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
            processor,
            failedAt: new Date(reject.receivedAt),
            run,
          })
          object.append(serialiseDeadLetter(letter))
          return object.ready()
        },
        commit: async () => {
          await object.commit()
        },
        abort: () => object.abort(),
      }
    },
  }
}
