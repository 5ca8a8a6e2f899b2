import { availableParallelism } from 'node:os'
import { ProtocolError } from '../../errors.ts'
import type { BatchMessage, Message } from '../../protocol/message.ts'
import { batchRecords } from '../batch-records.ts'
import type { RejectCounts, Rejects } from '../rejects.ts'
import type { Reject, Sink } from '../sink.ts'
import { type NewSchema, Streams, type StreamsOptions } from '../streams.ts'
import type { LineTaker } from './frame-lines.ts'
import { MemoryBudget } from './memory-budget.ts'
import { PackPool } from './pack-pool.ts'
import type { OpenPacking, PackingSettings } from './packing.ts'
import { packingSink } from './packing-sink.ts'
import type { BareFacts, Piece, PieceOutcome, Run, RunFacts } from './piece.ts'

/** Records of a BATCH file between two looks at what is in flight. */
const readyEvery = 1000

const newline = Buffer.from('\n')

export interface RunIntakeOptions extends Omit<StreamsOptions<Run>, 'sink'> {
  readonly packing: OpenPacking
  readonly packingSettings: Partial<PackingSettings>
  readonly rejects: Rejects
}

/** What lines mean for a target that packs: which lane they go to, and what came out of them. */
export class RunIntake implements LineTaker {
  readonly streams: Streams<Run>
  readonly budget: MemoryBudget
  readonly #options: RunIntakeOptions
  readonly #pool: PackPool
  #plans = 0

  constructor(options: RunIntakeOptions) {
    this.#options = options
    const { workers = availableParallelism(), max_memory_mib = 256 } = options.packingSettings
    this.#pool = new PackPool(options.packing, workers)
    this.budget = new MemoryBudget(max_memory_mib * 2 ** 20)
    this.streams = new Streams({ ...options, sink: (schema) => this.#sink(schema) })
  }

  room(stream: string, lineNumber: number): { readonly records: number; readonly bytes: number } {
    return this.streams.of(stream, lineNumber).lane.room
  }

  run(
    stream: string,
    bytes: Uint8Array,
    records: number,
    firstLine: number,
    bare?: BareFacts,
  ): undefined | Promise<void> {
    const { lane } = this.streams.of(stream, firstLine)
    const { ordinal: firstOrdinal, sequence, receivedAt } = this.streams.number(records)
    const facts = { records, firstLine, firstSequence: sequence, firstOrdinal, receivedAt }
    const run: Run = { bytes, ...facts, ...(bare ? { bare } : {}) }
    return lane.add(run, bytes.length, firstOrdinal, records)
  }

  message(message: Message, lineNumber: number, invalid?: Buffer): undefined | Promise<void> {
    if (message.type === 'RECORD') throw new TypeError('records come in runs')
    if (invalid) throw new ProtocolError(`the ${message.type} message is not UTF-8`, lineNumber)
    if (message.type === 'BATCH') return this.#batch(message, lineNumber)
    return this.streams.take(message, lineNumber)
  }

  close(): Promise<void> {
    return this.#pool.close()
  }

  async #batch(message: BatchMessage, lineNumber: number): Promise<void> {
    const { target, lanes } = this.#options
    const { stream, timeExtracted, version } = message
    const bare = { timeExtracted, version }
    let records = 0
    const lines = batchRecords(message, lineNumber, target.openBatchFile)
    for await (const { message: record, invalid } of lines) {
      const bytes = Buffer.concat([invalid ?? Buffer.from(record.text), newline])
      const wait = this.run(stream, bytes, 1, record.lineNumber, bare)
      if (wait) await wait
      if (++records % readyEvery === 0) await lanes.ready(this.streams.ordinal)
    }
  }

  #sink({ stream, judge, counts }: NewSchema): Sink<Run> {
    const { name, schemaText } = stream
    const reject = { stream: name, schemaText }
    return packingSink({
      plan: { id: this.#plans++, stream, judge },
      pool: this.#pool,
      budget: this.budget,
      sink: this.#options.packing.sink(stream),
      onOutcome: (piece, outcome) => this.#account(reject, counts, piece, outcome),
    })
  }

  /** Counts what was packed, and sends what cannot go on to where it goes. */
  async #account(
    reject: Pick<Reject, 'stream' | 'schemaText'>,
    counts: RejectCounts,
    piece: Piece,
    { records, rejects, broken }: PieceOutcome,
  ): Promise<void> {
    const before = counts.records
    for (const { place, ...facts } of rejects) {
      const { ordinal, ...arrival } = placeIn(piece.runs, place)
      counts.records = before + place + 1
      try {
        await this.#options.rejects.take(counts, { ...reject, ...facts, ...arrival }, ordinal)
      } catch (error) {
        this.#options.lanes.refuse(ordinal, error)
      }
    }
    counts.records = before + records + rejects.length
    if (broken === undefined) return
    const { lineNumber, ordinal } = placeIn(piece.runs, broken.place)
    this.#options.lanes.refuse(ordinal, new ProtocolError(broken.message, lineNumber))
  }
}

/** What is known of the record at a place of a piece. */
function placeIn(runs: readonly RunFacts[], place: number) {
  let index = place
  for (const run of runs) {
    if (index < run.records) {
      return {
        lineNumber: run.firstLine + index,
        sequence: run.firstSequence + index,
        ordinal: run.firstOrdinal + index,
        receivedAt: run.receivedAt,
      }
    }
    index -= run.records
  }
  throw new RangeError(`a piece has no record ${place}`)
}
