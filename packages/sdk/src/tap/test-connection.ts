import { Writable } from 'node:stream'
import type { Logger } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { Catalog } from '../protocol/catalog.ts'
import { TapState } from '../protocol/state.ts'
import { MessageWriter } from '../protocol/write-messages.ts'
import type { OpenStream } from './define-tap.ts'
import { type StreamOutcome, sync } from './sync.ts'

export interface TestConnectionOptions {
  readonly catalog: Catalog | undefined
  readonly signal: AbortSignal
  readonly log: Logger
  readonly metrics: Metrics
}

/** A stream that ends after its first record. */
const firstRecordOf = (stream: OpenStream): OpenStream => ({
  ...stream,
  async *read(context) {
    for await (const chunk of stream.read(context)) {
      const first = Array.isArray(chunk) ? chunk[0] : chunk
      if (first === undefined) continue
      yield first
      return
    }
  },
})

/** Reads one record of each wanted stream and writes nothing: what `--test` does. */
export function testConnection(
  streams: readonly OpenStream[],
  options: TestConnectionOptions,
): Promise<readonly StreamOutcome[]> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  return sync({
    ...options,
    streams: streams.map(firstRecordOf),
    state: new TapState(),
    writer: new MessageWriter(nowhere),
  })
}
