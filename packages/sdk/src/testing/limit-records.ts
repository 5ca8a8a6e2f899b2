import type { Around } from './observe-reads.ts'

/** Ends each stream after so many records, over all its readings. */
export const limitRecords =
  (limit: number): Around =>
  (streams) =>
    streams.map((stream) => {
      let left = limit
      return {
        ...stream,
        async *read(context) {
          if (left <= 0) return
          for await (const chunk of stream.read(context)) {
            const records: readonly unknown[] = Array.isArray(chunk) ? chunk : [chunk]
            const taken = records.slice(0, left)
            left -= taken.length
            yield taken
            if (left <= 0) return
          }
        },
      }
    })
