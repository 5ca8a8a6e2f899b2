import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ObjectDescribe, ObjectSummary } from './describe.ts'

/** A describe; times are milliseconds since 1970 by Salesforce's clock. */
export interface CachedDescribe {
  readonly describe: ObjectDescribe
  /** When it was true, by its own word or by that of the definitions of the org. */
  readonly at: number
  /** When Salesforce was asked for the describe itself. */
  readonly askedAt: number
}

/** What is known of an org: the list of its objects, when it was true, and describes. */
export interface OrgSchema {
  readonly at: number | undefined
  readonly summaries: readonly ObjectSummary[]
  readonly describes: ReadonlyMap<string, CachedDescribe>
}

const nothing: OrgSchema = { at: undefined, summaries: [], describes: new Map() }

/**
 * Keeps what objects look like in a file, one for each org, user and version: what a user may see is
 * part of a describe. A file that cannot be read is as none.
 */
export class DescribeCache {
  readonly #directory: string | undefined
  readonly #path: string

  /** @param owner Org, user and version. Without a directory nothing is kept. */
  constructor(directory: string | undefined, owner: string) {
    const name = createHash('sha256').update(owner).digest('hex').slice(0, 16)
    this.#directory = directory
    this.#path = join(directory ?? '', `describes-${name}.json`)
  }

  async load(): Promise<OrgSchema> {
    if (this.#directory === undefined) return nothing
    try {
      const stored = JSON.parse(await readFile(this.#path, 'utf8')) as {
        at: number
        summaries: ObjectSummary[]
        describes: CachedDescribe[]
      }
      const describes = stored.describes.map((entry) => [entry.describe.name, entry] as const)
      return { ...stored, describes: new Map(describes) }
    } catch {
      return nothing
    }
  }

  async save({ at, summaries, describes }: OrgSchema): Promise<void> {
    if (this.#directory === undefined) return
    await mkdir(this.#directory, { recursive: true })
    const beside = `${this.#path}.${randomUUID()}`
    await writeFile(beside, JSON.stringify({ at, summaries, describes: [...describes.values()] }))
    await rename(beside, this.#path)
  }
}
