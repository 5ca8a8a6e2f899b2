import type { Catalog } from '../protocol/catalog.ts'
import { namesStream } from '../protocol/select-patterns.ts'
import { isStreamSelected } from '../protocol/selection.ts'

/** Whether a stream is asked for; `byDefault` says what holds where nothing names any. */
export type WantsStream = (stream: string, byDefault: boolean) => boolean

/** What a run asks for, by its catalog, else by the patterns of `select`, else by default. */
export function wantsStream(
  catalog: Catalog | undefined,
  patterns: readonly string[] | undefined,
): WantsStream {
  if (catalog) {
    const selected = catalog.streams.filter(isStreamSelected)
    const names = new Set(selected.map(({ tap_stream_id: id }) => id))
    return (stream) => names.has(stream)
  }
  if (patterns) return (stream) => namesStream(patterns, stream)
  return (_stream, byDefault) => byDefault
}
