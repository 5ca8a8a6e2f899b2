import { Worker } from 'node:worker_threads'
import type { PieceResult } from './packers.ts'
import type { PackPlan, Piece } from './piece.ts'
import type { PackAnswer, PackOrder } from './serve-packing.ts'

/**
 * Nearly all that a thread makes are bytes, which lie outside of this. Without a limit it grows with the
 * time that a run takes, to 48 MiB a thread.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 6 } as const

interface Waiting {
  readonly resolve: (result: PieceResult) => void
  readonly reject: (error: unknown) => void
}

/** A thread that packs, and the pieces that it has been given. */
export class PackThread {
  readonly #worker: Worker
  readonly #known = new Set<number>()
  readonly #waiting: Waiting[] = []
  #failure: { readonly error: unknown } | undefined

  /** @param onMemory Takes the memory of each piece when it is packed. */
  constructor(module: URL, options: unknown, onMemory: (memory: ArrayBuffer) => void) {
    this.#worker = new Worker(module, { workerData: options, resourceLimits })
    this.#worker.on('message', ({ memory, ...result }: PackAnswer) => {
      onMemory(memory)
      this.#waiting.shift()?.resolve(result)
    })
    this.#worker.on('error', (error) => this.#fail(error))
    this.#worker.on('exit', () => this.#fail(new Error('a thread that packs records ended')))
    // What waits for its answers keeps the process alive, not the thread itself.
    this.#worker.unref()
  }

  /** How many pieces it has been given and has not packed yet. */
  get load(): number {
    return this.#waiting.length
  }

  pack(plan: PackPlan, piece: Piece): Promise<PieceResult> {
    if (this.#failure) return Promise.reject(this.#failure.error)
    const isNew = !this.#known.has(plan.id)
    this.#known.add(plan.id)
    const order: PackOrder = { plan: plan.id, piece, ...(isNew ? { learn: plan } : {}) }
    const result = new Promise<PieceResult>((resolve, reject) => {
      this.#waiting.push({ resolve, reject })
    })
    this.#worker.ref()
    this.#worker.postMessage(order, [piece.bytes.buffer as ArrayBuffer])
    return result
  }

  async close(): Promise<void> {
    await this.#worker.terminate()
  }

  #fail(error: unknown): void {
    this.#failure ??= { error }
    for (const { reject } of this.#waiting.splice(0)) reject(this.#failure.error)
  }
}
