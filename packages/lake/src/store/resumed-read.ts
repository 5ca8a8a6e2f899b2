import { Readable } from 'node:stream'

/** In a row, without a byte between them. */
const mostFailures = 4

interface OpenedBody {
  readonly body: Readable
  readonly etag: string
}

/**
 * Reads an object over a network that may break: after a break it is opened again where the last
 * byte came from. `open` is given that offset, and the etag that the object must still have.
 */
export async function resumedRead(
  open: (offset: number, etag: string | undefined) => Promise<OpenedBody>,
  explain: (error: unknown) => unknown,
): Promise<{ stream: Readable; etag: string }> {
  const { body, etag } = await open(0, undefined)
  return { stream: Readable.from(chunks(body), { objectMode: false }), etag }

  async function* chunks(first: Readable): AsyncGenerator<Buffer> {
    let current = first
    let offset = 0
    for (let failures = 0; ; current = (await open(offset, etag)).body) {
      try {
        for await (const chunk of current as AsyncIterable<Buffer>) {
          yield chunk
          offset += chunk.byteLength
          failures = 0
        }
        return
      } catch (error) {
        failures += 1
        if (failures === mostFailures) throw explain(error)
      }
    }
  }
}
