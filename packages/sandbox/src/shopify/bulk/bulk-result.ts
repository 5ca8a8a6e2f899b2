import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { BulkLine } from './arrange-rows.ts'
import type { BulkFault } from './bulk-operation.ts'

/** What a bulk operation found, line by line, and the files that are made of it. */
export class BulkResult {
  readonly #lines: readonly BulkLine[]
  readonly #fault: BulkFault
  readonly #files = new Map<string, Buffer>()

  constructor(lines: readonly BulkLine[], fault: BulkFault = {}) {
    this.#lines = lines
    this.#fault = fault
  }

  get objects(): number {
    return this.#lines.length
  }

  /** How many of the first objects stand at the root of the query. */
  rootsAmong(objects: number): number {
    let roots = 0
    for (let index = 0; index < objects; index++) if (this.#lines[index]?.isRoot) roots++
    return roots
  }

  /** The bytes of the whole file, as the operation counts them. */
  get fileSize(): number {
    return this.#whole().length
  }

  /** What there is to download when the operation is completed. */
  get file(): Buffer {
    const { cutBytes } = this.#fault
    return cutBytes === undefined
      ? this.#whole()
      : this.#keep('cut', () => {
          const whole = this.#whole()
          return whole.subarray(0, Math.max(0, whole.length - cutBytes))
        })
  }

  /** What a canceled operation leaves: whole lines. */
  linesUpTo(objects: number): Buffer {
    return this.#keep(`lines ${objects}`, () => write(this.#lines.slice(0, objects)))
  }

  /** What a failed operation leaves: it breaks off in the middle of the last line. */
  brokenAfter(objects: number): Buffer {
    return this.#keep('broken', () => {
      const whole = this.linesUpTo(objects)
      const last = Buffer.byteLength(this.#lines[objects - 1]?.line ?? '')
      return whole.subarray(0, Math.max(0, whole.length - 1 - Math.ceil(last / 2)))
    })
  }

  #whole(): Buffer {
    return this.linesUpTo(Math.max(0, this.objects - (this.#fault.missingLines ?? 0)))
  }

  #keep(name: string, make: () => Buffer): Buffer {
    const file = this.#files.get(name) ?? make()
    this.#files.set(name, file)
    return file
  }
}

const write = (lines: readonly BulkLine[]): Buffer =>
  Buffer.from(lines.map(({ line }) => `${line}\n`).join(''))

/** Remembers what was made of a file; files never change. */
function oncePerFile<T>(make: (file: Buffer) => T): (file: Buffer) => T {
  const made = new WeakMap<Buffer, { readonly value: T }>()
  return (file) => {
    const known = made.get(file) ?? { value: make(file) }
    made.set(file, known)
    return known.value
  }
}

/** A file packed for a client that accepts gzip. */
export const gzipped = oncePerFile((file) => gzipSync(file, { level: 1 }))

/** The entity tag of a file. */
export const entityTag = oncePerFile((file) => `"${createHash('md5').update(file).digest('hex')}"`)
