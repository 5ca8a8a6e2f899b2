import type { Readable } from 'node:stream'

/** The chunks of a stream as bytes, text being UTF-8. */
export async function* bytesOf(stream: Readable): AsyncGenerator<Buffer> {
  for await (const chunk of stream) {
    yield typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Buffer)
  }
}

/** Lets a stream that fails before it is read keep its error for the reader, not crash the process. */
export function holdError(stream: Readable): Readable {
  return stream.on('error', () => undefined)
}
