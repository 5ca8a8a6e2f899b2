import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { ObjectStore } from '@descant/lake'

/** What a killed run left is deleted when it is this old: no run takes longer. */
const longestRunMilliseconds = 7 * 86_400_000

/** The folder that a run and its job pass files in; gone when the run ends. */
export class WorkFolder {
  readonly #store: ObjectStore
  readonly #prefix: string

  private constructor(store: ObjectStore, prefix: string) {
    this.#store = store
    this.#prefix = prefix
  }

  /** @param parent the folder of all runs of a customer; what old ones left in it is deleted. */
  static async open(store: ObjectStore, parent: string, run: string): Promise<WorkFolder> {
    const oldest = Date.now() - longestRunMilliseconds
    for await (const { key, modifiedAt } of store.list(parent)) {
      if (modifiedAt.getTime() < oldest) await store.delete(key)
    }
    return new WorkFolder(store, `${parent}${run}/`)
  }

  key(name: string): string {
    return `${this.#prefix}${name}`
  }

  async remove(): Promise<void> {
    for await (const { key } of this.#store.list(this.#prefix)) await this.#store.delete(key)
    const folder = this.#store.localPath(this.key('_'))
    if (folder !== undefined) await rm(dirname(folder), { recursive: true, force: true })
  }
}
