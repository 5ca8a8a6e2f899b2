import { parentPort, workerData } from 'node:worker_threads'
import { Packers, type PieceResult } from './packers.ts'
import type { Pack, Packed } from './packing.ts'
import type { PackPlan, Piece } from './piece.ts'

/** What a thread is asked to do; `learn` comes before the plan's first piece. */
export interface PackOrder {
  readonly learn?: PackPlan
  readonly plan: number
  readonly piece: Piece
}

/** What a thread answers, in the order of the orders. */
export interface PackAnswer extends PieceResult {
  /** The memory of the piece, given back. */
  readonly memory: ArrayBuffer
}

/**
 * What the worker threads of a target run that packs; its module holds nothing else.
 *
 * @example
 * import { servePacking } from '@descant/sdk/packing'
 * import { gzipLines } from './gzip-lines.js'
 *
 * servePacking(gzipLines)
 */
export function servePacking<Options, Item extends Packed>(pack: Pack<Options, Item>): void {
  const port = parentPort
  if (port === null) throw new Error('servePacking runs in a worker thread alone')
  const packers = new Packers(pack, workerData as Options)
  port.on('message', ({ learn, plan, piece }: PackOrder) => {
    if (learn) packers.learn(learn)
    const result = packers.pack(plan, piece)
    const memory = piece.bytes.buffer as ArrayBuffer
    const answer: PackAnswer = { ...result, memory }
    const packed = result.packed?.bytes.buffer
    port.postMessage(answer, packed ? [memory, packed as ArrayBuffer] : [memory])
  })
}
