import {
  BatchObject,
  deadLetter,
  deadLetterKey,
  type ObjectStore,
  serialiseDeadLetter,
} from '@descant/lake'
import { packageVersion } from '@descant/sdk'
import { LoadError } from '../load-error.ts'
import type { RejectedDocument } from './send-bulk.ts'

const processor = `loader ${packageVersion(import.meta.url)}`

export interface SearchRejectsOptions {
  /** The dead-letter zone; without it a document that cannot be taken ends the load. */
  readonly deadLetters: ObjectStore | undefined
  readonly customer: string
  readonly table: string
  /** Tells this run from others. */
  readonly run: string
}

/** The documents of one table that a search server will never take, on their way to the dead letters. */
export class SearchRejects {
  readonly #options: SearchRejectsOptions
  readonly #startedAt = new Date()
  #letters: BatchObject | undefined

  constructor(options: SearchRejectsOptions) {
    this.#options = options
  }

  /** @throws {LoadError} `LOAD_SEARCH_REJECTED` where there is no zone for it */
  async add({ line, type }: RejectedDocument): Promise<void> {
    const { deadLetters, customer, table, run } = this.#options
    if (deadLetters === undefined) {
      throw new LoadError(
        'LOAD_SEARCH_REJECTED',
        `The search server refused a document of ${table} (${type}). Mend it in the transformation, or give a dead-letter zone (--dead-letters), so that the others go on without it.`,
      )
    }
    const name = { customer, provider: 'search', stream: table, startedAt: this.#startedAt, run }
    const key = deadLetterKey({ ...name, part: 0, errorType: 'load' })
    this.#letters ??= new BatchObject(deadLetters, key)
    const [action = '', document = ''] = line.toString().split('\n')
    const letter = deadLetter({
      customer,
      provider: 'search',
      stream: table,
      stage: 'load',
      type: 'load',
      reasonCode: 'SEARCH_REJECTED',
      messages: [{ path: '', keyword: type, message: 'the search server refused the document' }],
      record: document === '' ? action : document,
      processor,
      failedAt: new Date(),
      run,
    })
    this.#letters.append(serialiseDeadLetter(letter))
    await this.#letters.ready()
  }

  /** Makes what was added durable. */
  async commit(): Promise<void> {
    await this.#letters?.commit()
  }
}
