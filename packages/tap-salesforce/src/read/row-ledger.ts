import { createHash } from 'node:crypto'
import { appendFile, mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** Rows are parted by their ids, so that one part at a time fits into memory. */
const parts = 256
const idBytes = 15
const entryBytes = idBytes + 8
/** Bytes that a part gathers before they are written. */
const gatheredBytes = 16 * 1024

const nameOf = (part: number) => part.toString(16).padStart(2, '0')

/** Ids differ in their last letters first. */
const partOf = (id: string): number => {
  let hash = 0
  for (let at = 0; at < idBytes; at++) hash = (hash * 31 + id.charCodeAt(at)) >>> 0
  return hash % parts
}

/** What differs between two ledgers, a part of them at a time. */
export interface LedgerChanges {
  /** Rows of the older one that the newer one does not have. */
  readonly vanished: readonly string[]
  /** Rows of both whose values differ. */
  readonly changed: readonly string[]
}

/**
 * Which rows there are, and a hash of what each held, in files: to see later which of them are gone
 * and which have changed. No value is kept.
 */
export class RowLedger {
  readonly #folder: string
  readonly #gathered = Array.from({ length: parts }, (): Buffer[] => [])
  readonly #bytes = new Uint32Array(parts)
  #rows = 0

  constructor(folder: string) {
    this.#folder = folder
  }

  /** How many rows have been added. */
  get rows(): number {
    return this.#rows
  }

  /** Begins with an empty folder. */
  async begin(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true })
    await mkdir(this.#folder, { recursive: true })
  }

  /** Adds a row: its id of 15 or 18 letters, and what it holds. */
  async add(id: string, values: readonly unknown[]): Promise<void> {
    const hash = createHash('sha256').update(JSON.stringify(values)).digest().subarray(0, 8)
    const part = partOf(id)
    this.#gathered[part]?.push(Buffer.from(id.slice(0, idBytes), 'latin1'), hash)
    this.#bytes[part] = (this.#bytes[part] as number) + entryBytes
    this.#rows++
    if ((this.#bytes[part] as number) >= gatheredBytes) await this.#write(part)
  }

  /** Writes what is left in memory. */
  async end(): Promise<void> {
    for (let part = 0; part < parts; part++) await this.#write(part)
  }

  /** Holds a newer ledger against this one. */
  async *changesTo(newer: RowLedger): AsyncGenerator<LedgerChanges, void, undefined> {
    for (let part = 0; part < parts; part++) {
      const [before, after] = [await this.#read(part), await newer.#read(part)]
      const changed: string[] = []
      for (const [id, hash] of after) {
        const known = before.get(id)
        if (known !== undefined && known !== hash) changed.push(id)
        before.delete(id)
      }
      yield { vanished: [...before.keys()], changed }
    }
  }

  async #write(part: number): Promise<void> {
    const gathered = this.#gathered[part] as Buffer[]
    if (gathered.length === 0) return
    await appendFile(join(this.#folder, nameOf(part)), Buffer.concat(gathered))
    this.#gathered[part] = []
    this.#bytes[part] = 0
  }

  async #read(part: number): Promise<Map<string, string>> {
    const rows = new Map<string, string>()
    let bytes: Buffer
    try {
      bytes = await readFile(join(this.#folder, nameOf(part)))
    } catch {
      return rows
    }
    for (let at = 0; at + entryBytes <= bytes.length; at += entryBytes) {
      const id = bytes.toString('latin1', at, at + idBytes)
      rows.set(id, bytes.toString('latin1', at + idBytes, at + entryBytes))
    }
    return rows
  }
}

/** Removes the ledgers in a folder but those of these names. */
export async function removeLedgersBut(
  folder: string,
  names: readonly (string | undefined)[],
): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (!names.includes(name)) await rm(join(folder, name), { recursive: true, force: true })
  }
}
