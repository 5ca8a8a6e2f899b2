import type { JsonObject } from '../../protocol/message.ts'
import { appendMetadata } from '../append-metadata.ts'
import { EnvelopeBytes } from './envelope-bytes.ts'
import { GrowingBytes } from './growing-bytes.ts'
import type { RecordPlace } from './piece.ts'
import type { FoundRecord } from './record-lines.ts'

/** What goes on of a piece: each record with the `_sdc_*` members, a line each. */
export class PieceOutput {
  readonly envelope = new EnvelopeBytes()
  readonly lines = new GrowingBytes()

  /** Appends a record, found at a place of `bytes`, that has members and none of ours. */
  append(bytes: Buffer, found: FoundRecord, { piece, run, index }: RecordPlace): void {
    const { receivedAt } = run
    this.envelope.set(receivedAt, piece.batchedAt, found.version)
    this.lines.copy(bytes, found.start, found.end - 1)
    this.lines.add(this.envelope.headOf(found.timeExtracted ?? receivedAt))
    this.lines.add(this.envelope.tailOf(run.firstSequence + index))
  }

  /** Appends a record that is empty, or may have members of ours already. */
  appendText(
    text: string,
    value: JsonObject,
    found: FoundRecord,
    { piece, run, index }: RecordPlace,
  ): void {
    const metadata = {
      extractedAt: found.timeExtracted ?? run.receivedAt,
      receivedAt: run.receivedAt,
      batchedAt: piece.batchedAt,
      sequence: run.firstSequence + index,
      tableVersion: found.version,
    }
    this.lines.write(`${appendMetadata(text, value, metadata)}\n`)
  }
}
