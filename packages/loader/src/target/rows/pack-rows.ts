import type { SinkStream } from '@descant/sdk'
import type { CopyRows } from './copy-rows.ts'
import { rowLayout } from './row-layout.ts'
import { RowMaker } from './row-maker.ts'
import { openRows, type RowsMemory } from './rows-memory.ts'

/** What the threads are told of a run. */
export interface RowOptions {
  /** Whether a record replaces the one with its key. */
  readonly isKeyed: boolean
}

const makers = new WeakMap<SinkStream, RowMaker>()
let memory: { readonly rows: RowsMemory | undefined } | undefined

/** Makes rows, as `COPY` reads them, of a stream's records. */
export function packRows(lines: Uint8Array, { isKeyed }: RowOptions, stream: SinkStream): CopyRows {
  memory ??= { rows: openRows() }
  const maker = makers.get(stream) ?? new RowMaker(rowLayout(stream, isKeyed), memory.rows)
  makers.set(stream, maker)
  return maker.make(lines)
}
