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
 *
 * Not `Readable.from`: that cannot be destroyed while it waits for a chunk.
 */
export function streamBody(response: Response, deadline: Deadline, limits: BodyLimits): Readable {
  const reader = response.body?.getReader()
  let length = 0
  const next = async () => {
    deadline.restart()
    const chunk = (await reader?.read())?.value
    // Until we are asked again the time is the reader's.
    deadline.pause()
    length += chunk?.length ?? 0
    if (length > limits.maxBytes) throw tooLong(response.status, limits)
    return chunk ?? null
  }
  return new Readable({
    read() {
      next().then(
        (chunk) => this.push(chunk),
        (error) => this.destroy(networkError(error, limits.method, limits.url) as Error),
      )
    },
    destroy(error, done) {
      deadline.end()
      reader?.cancel().catch(() => {})
      done(error)
    },
  })
}
