import { PiecePacker } from './pack-piece.ts'
import type { Pack, Packed } from './packing.ts'
import type { PackPlan, Piece, PieceOutcome } from './piece.ts'
import { openScreen, type ScreenMemory } from './screen/screen-memory.ts'

/** What became of a piece. */
export interface PieceResult extends PieceOutcome {
  /** Undefined where no record goes on. */
  readonly packed: Packed | undefined
}

/** Checks and packs pieces of any plan, one after the other: what one core does. */
export class Packers<Options> {
  readonly #pack: Pack<Options, Packed>
  readonly #options: Options
  #memory: ScreenMemory | undefined
  readonly #packers = new Map<number, PiecePacker>()

  constructor(pack: Pack<Options, Packed>, options: Options) {
    this.#pack = pack
    this.#options = options
  }

  /** Makes a plan known. Each must be, before its first piece. */
  learn(plan: PackPlan): void {
    if (this.#packers.has(plan.id)) return
    this.#memory ??= openScreen()
    this.#packers.set(plan.id, new PiecePacker(plan, this.#memory))
  }

  pack(plan: number, piece: Piece): PieceResult {
    const packer = this.#packers.get(plan) as PiecePacker
    const { lines, records, rejects, broken } = packer.pack(piece)
    const packed = records > 0 ? this.#pack(lines, this.#options, packer.stream) : undefined
    return { packed, records, rejects, broken }
  }
}
