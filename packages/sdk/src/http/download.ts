import { Readable } from 'node:stream'
import type { Deadline } from './deadline.ts'
import { type BodyLimits, tooLong } from './http-response.ts'
import { networkError } from './network-error.ts'

/** An answer whose body is still on its way. */
export interface HttpDownload {
  readonly status: number
  readonly headers: Headers
  /** True where the status is an error that the error map says to ignore. */
  readonly ignored: boolean
  /** The body, decompressed. Read it to its end or destroy it. Fails where the body is cut short. */
  readonly body: Readable
}

/**
 * The body of an answer as a stream that fails in a user's words, and fails when no byte comes for as
 * long as the deadline allows, however long the whole may take.
 */
export function streamBody(response: Response, deadline: Deadline, limits: BodyLimits): Readable {
  return Readable.from(chunks(response, deadline, limits), { objectMode: false })
}

async function* chunks(response: Response, deadline: Deadline, limits: BodyLimits) {
  let length = 0
  try {
    for await (const chunk of response.body ?? []) {
      // The time between two chunks may be the reader's; the other side's begins when we ask again.
      length += chunk.length
      if (length > limits.maxBytes) throw tooLong(response.status, limits)
      deadline.pause()
      yield chunk
      deadline.restart()
    }
  } catch (error) {
    throw networkError(error, limits.method, limits.url)
  } finally {
    deadline.end()
  }
}
