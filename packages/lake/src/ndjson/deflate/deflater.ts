import { deflateModule } from './deflate-module.ts'
import { efforts } from './efforts.ts'

/** The part of WebAssembly that is used here; Node has it, its types for Node do not. */
interface Runtime {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object) => { readonly exports: unknown }
}

/** What the module of `assembly/index.ts` gives; places are addresses in its memory. */
interface DeflateExports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number }
  freeAddress(): number
  deflate(from: number, bytes: number, to: number, effort: number): number
}

const pageBytes = 65_536
/** How many numbers of 32 bits the class `Effort` of `assembly/index.ts` holds. */
const effortNumbers = 4
/** What may be read behind the input, or written behind the output. */
const slackBytes = 16
/** Bytes that cannot be made shorter need a little more room. */
const roomFor = (bytes: number) => bytes + Math.ceil(bytes / 100) + 1024

/** Deflates as `assembly/index.ts` does, in memory of its own. */
export class Deflater {
  readonly #exports: DeflateExports
  readonly #effort: number
  #bytes: Buffer

  private constructor(exports: DeflateExports) {
    this.#exports = exports
    this.#effort = exports.freeAddress()
    this.#bytes = Buffer.from(exports.memory.buffer)
  }

  /** Undefined where this machine or process runs no such code. */
  static open(): Deflater | undefined {
    try {
      const { Module, Instance } = (globalThis as unknown as { WebAssembly: Runtime }).WebAssembly
      const { exports } = new Instance(new Module(Buffer.from(deflateModule, 'base64')))
      return new Deflater(exports as DeflateExports)
    } catch {
      return undefined
    }
  }

  /**
   * Deflates bytes so that another part, or the end, can follow at the next byte (RFC 1951).
   *
   * @param level 1 (fast) to 9 (small).
   *
   * @example
   * const deflated = Deflater.open()?.deflate(Buffer.from('{"id":1}\n'), 6)
   */
  deflate(plain: Uint8Array, level: number): Uint8Array<ArrayBuffer> {
    const { probes, lazy, enough, known } = efforts[level - 1] as (typeof efforts)[number]
    const from = this.#effort + effortNumbers * 4
    const to = from + plain.length + slackBytes
    this.#reserve(to + roomFor(plain.length))
    for (const [place, number] of [probes, lazy, enough, known].entries()) {
      this.#bytes.writeInt32LE(number, this.#effort + place * 4)
    }
    this.#bytes.set(plain, from)
    const end = this.#exports.deflate(from, plain.length, to, this.#effort)
    return new Uint8Array(this.#bytes.subarray(to, end))
  }

  #reserve(end: number): void {
    const missing = end - this.#bytes.length
    if (missing <= 0) return
    this.#exports.memory.grow(Math.ceil(missing / pageBytes))
    this.#bytes = Buffer.from(this.#exports.memory.buffer)
  }
}
