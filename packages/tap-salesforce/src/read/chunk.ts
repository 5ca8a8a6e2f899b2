import type { RecordBlock } from '@descant/sdk'

/** What a reading gives to the engine: records, or lines of JSON as bytes. */
export type Chunk = readonly object[] | RecordBlock
