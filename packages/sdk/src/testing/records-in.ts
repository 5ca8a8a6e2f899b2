import type { JsonObject, Message } from '@descant/sdk'

/** The records among messages: of a stream, or of all. */
export const recordsIn = (messages: readonly Message[], stream?: string): readonly JsonObject[] =>
  messages.flatMap((message) =>
    message.type === 'RECORD' && (stream === undefined || message.stream === stream)
      ? [message.record]
      : [],
  )
