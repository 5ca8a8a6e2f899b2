import type { PostgresSession } from '../postgres/postgres.ts'
import type { SessionPool } from './session-pool.ts'
import type { Batch } from './stream-sink.ts'
import { type Place, writeBatch } from './write-batch.ts'
import { WriteOrder } from './write-order.ts'
import { writeStraight } from './write-straight.ts'

/**
 * Writes the batches of one stream during a run. As long as their keys are new to the table they are
 * copied straight into it, several at once; else one after the other.
 */
export class StreamWriter {
  readonly #pool: SessionPool
  readonly #order = new WriteOrder()
  readonly #prepare: (session: PostgresSession) => Promise<void>
  /** Whether the first batch is there. */
  isPrepared = false
  /** Whether no key of the next batch is likely to be in the table. */
  #isFresh = false

  /** @param prepare Is done before the first batch. */
  constructor(pool: SessionPool, prepare: (session: PostgresSession) => Promise<void>) {
    this.#pool = pool
    this.#prepare = prepare
  }

  /**
   * Writes a batch in one transaction. Batches are to be given in their order.
   *
   * @throws {LoadError} in words for a person; nothing of the batch is there then
   */
  async write(place: Place, batch: Batch): Promise<void> {
    const mayGoStraight = () =>
      this.isPrepared && batch.tombstones.isEmpty && (this.#isFresh || place.key.length === 0)
    await this.#order.run(
      () => !mayGoStraight(),
      async () => {
        if (mayGoStraight() && (await this.#wentStraight(place, batch))) return
        await this.#pool.use(async (session) => {
          if (!this.isPrepared) await this.#prepare(session)
          this.#isFresh = await writeBatch(session, { ...place, isFresh: this.#isFresh }, batch)
          this.isPrepared = true
        })
      },
    )
  }

  async #wentStraight(place: Place, batch: Batch): Promise<boolean> {
    const outcome = await this.#pool.use((session) => writeStraight(session, place, batch))
    if (outcome === 'a key is there') this.#isFresh = false
    return outcome === 'written'
  }
}
