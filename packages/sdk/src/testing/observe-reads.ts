import type { OpenStream } from './open-stream.ts'
/** One call of a stream's `read`, as it went. */
export interface StreamRead {
  readonly stream: string
  readonly since: unknown
  readonly until: unknown
  /** What it has yielded so far, each chunk as a list. */
  readonly chunks: (readonly unknown[])[]
}

/** Puts something around the streams of a tap before they are read. */
export type Around = (streams: readonly OpenStream[]) => readonly OpenStream[]

export interface ReadObserver {
  /** A stream has been asked for its next chunk, and has not answered yet. */
  readonly onPull?: () => void
  /** A stream has yielded a chunk. */
  readonly onChunk?: (stream: string, records: number) => void
}

/** Keeps what streams are asked for and what they yield. */
export const observeReads =
  (reads: StreamRead[], { onPull, onChunk }: ReadObserver = {}): Around =>
  (streams) =>
    streams.map((stream) => ({
      ...stream,
      async *read(context) {
        const { since, until } = context
        const read: StreamRead = { stream: stream.name, since, until, chunks: [] }
        reads.push(read)
        const iterator = stream.read(context)[Symbol.asyncIterator]()
        try {
          for (;;) {
            const pulled = iterator.next()
            onPull?.()
            const { done, value } = await pulled
            if (done) return
            const chunk: readonly unknown[] = Array.isArray(value) ? value : [value]
            read.chunks.push(chunk)
            onChunk?.(stream.name, chunk.length)
            yield value
          }
        } finally {
          await iterator.return?.()
        }
      },
    }))
