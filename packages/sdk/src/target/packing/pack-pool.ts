import { PackThread } from './pack-thread.ts'
import { Packers, type PieceResult } from './packers.ts'
import type { OpenPacking } from './packing.ts'
import type { PackPlan, Piece } from './piece.ts'

/** The most bytes of a piece (but for a longer line): so many make work outweigh messages by far. */
export const pieceBytes = 512 * 1024

/** So many bytes, in one piece or in many, show that there is work for threads. */
const worthThreadsBytes = pieceBytes / 2

/** Pieces that a thread has at once: one to work on, and the next. */
const piecesOfThread = 2

/**
 * Packs pieces on so many cores. Threads are started when enough has come: what is less is done before
 * a thread has started.
 */
export class PackPool {
  readonly #packing: OpenPacking
  readonly #workers: number
  readonly #threads: PackThread[] = []
  readonly #here: Packers<unknown>
  readonly #memory: ArrayBuffer[] = []
  #waiting: (() => void)[] = []
  #bytes = 0

  /** @param workers 1 starts no thread. */
  constructor(packing: OpenPacking, workers: number) {
    this.#packing = packing
    this.#workers = workers
    this.#here = new Packers(packing.pack, packing.options)
  }

  /** Packs a piece; its bytes may not be used any more. */
  async pack(plan: PackPlan, piece: Piece): Promise<PieceResult> {
    this.#bytes += piece.length
    const isWorthThreads = this.#workers > 1 && this.#bytes >= worthThreadsBytes
    if (isWorthThreads && this.#threads.length === 0) this.#start()
    try {
      const thread = this.#leastLoaded()
      if (thread) return await thread.pack(plan, piece)
      this.#here.learn(plan)
      return this.#here.pack(plan.id, piece)
    } finally {
      for (const wake of this.#waiting.splice(0)) wake()
    }
  }

  /** A promise where the threads have enough to do: await it before the next piece. */
  ready(): undefined | Promise<void> {
    const isFree = this.#threads.length === 0 || this.#threads.some(hasRoom)
    return isFree ? undefined : this.#untilFree()
  }

  /** Memory for a full piece. */
  memory(): ArrayBuffer {
    return this.#memory.pop() ?? new ArrayBuffer(pieceBytes)
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()))
  }

  async #untilFree(): Promise<void> {
    while (!this.#threads.some(hasRoom)) {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve)
      })
    }
  }

  #start(): void {
    const { worker, options } = this.#packing
    const onMemory = (memory: ArrayBuffer) => {
      const isSpare = this.#memory.length < piecesOfThread * this.#workers
      if (memory.byteLength === pieceBytes && isSpare) this.#memory.push(memory)
    }
    for (let count = 0; count < this.#workers; count++) {
      this.#threads.push(new PackThread(worker, options, onMemory))
    }
  }

  #leastLoaded(): PackThread | undefined {
    return this.#threads.reduce<PackThread | undefined>(
      (least, thread) => (least === undefined || thread.load < least.load ? thread : least),
      undefined,
    )
  }
}

const hasRoom = (thread: PackThread) => thread.load < piecesOfThread
