/** The part of WebAssembly that is used here; Node has it, its types for Node do not. */
interface Runtime {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object) => { readonly exports: unknown }
}

/** What every module gives that `npm run assembly` makes: its memory. */
export interface ModuleExports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number }
}

const pageBytes = 65_536
/** Null is the address of nothing. */
const firstAddress = 1024
const align = (address: number) => Math.ceil(address / 16) * 16

/** So many bytes behind what is looked at may be read, or written, as well. */
export const slackBytes = 16

/**
 * A compiled module of one thread, and its memory: what is kept lies first, then what passes through.
 */
export class ModuleMemory<Exports extends ModuleExports> {
  readonly exports: Exports
  #bytes: Buffer
  #end = firstAddress

  private constructor(exports: Exports) {
    this.exports = exports
    this.#bytes = Buffer.from(exports.memory.buffer)
  }

  /**
   * Undefined where this machine or process runs no such code: then JavaScript does the work.
   *
   * @param module In base64.
   */
  static open<Exports extends ModuleExports>(module: string): ModuleMemory<Exports> | undefined {
    try {
      const { Module, Instance } = (globalThis as unknown as { WebAssembly: Runtime }).WebAssembly
      const { exports } = new Instance(new Module(Buffer.from(module, 'base64')))
      return new ModuleMemory(exports as Exports)
    } catch {
      return undefined
    }
  }

  /** All of the memory; valid until more is asked for. */
  get bytes(): Buffer {
    return this.#bytes
  }

  /** Where what passes through may lie. */
  get end(): number {
    return this.#end
  }

  /** Keeps memory for good, and gives its address. */
  allocate(bytes: number): number {
    const address = this.#end
    this.#end = align(address + bytes)
    this.reserve(this.#end)
    return address
  }

  /** Makes sure that the memory reaches beyond an address. */
  reserve(end: number): void {
    const missing = end + slackBytes - this.#bytes.length
    if (missing <= 0) return
    this.exports.memory.grow(Math.ceil(missing / pageBytes))
    this.#bytes = Buffer.from(this.exports.memory.buffer)
  }
}
