import type { JsonObject } from '../../protocol/message.ts'
import type { ReplicationValue } from './replication-value.ts'

/** The replication value in a bookmark that was read from a file. */
export const bookmarkValue = (bookmark: JsonObject | undefined): ReplicationValue | undefined => {
  const value = bookmark?.replication_key_value
  return typeof value === 'string' || typeof value === 'number' ? value : undefined
}

/** The hashes of the records at the boundary in a bookmark that was read from a file. */
export const bookmarkHashes = (bookmark: JsonObject | undefined): string[] => {
  const boundary = bookmark?.boundary
  return Array.isArray(boundary) ? boundary.filter((hash) => typeof hash === 'string') : []
}

/** What the stream remembered beside its bookmark, in one that was read from a file. */
export const keptIn = (bookmark: JsonObject | undefined): { readonly kept: unknown } | undefined =>
  bookmark?.kept === undefined ? undefined : { kept: bookmark.kept }
