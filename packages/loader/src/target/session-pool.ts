import { explainPostgres } from '../postgres/explain-postgres.ts'
import { PostgresSession } from '../postgres/postgres.ts'

/** Connections that are kept for the next batch. */
export class SessionPool {
  readonly #open: () => Promise<PostgresSession>
  readonly #most: number
  readonly #idle: PostgresSession[] = []
  readonly #waiting: (() => void)[] = []
  #used = 0

  constructor(databaseUrl: string, most: number) {
    this.#open = () => PostgresSession.open(databaseUrl)
    this.#most = most
  }

  /**
   * Does work over a connection, when one is free. One on which something failed is not used again.
   *
   * @throws {LoadError} for what the server says, in words for a person
   */
  async use<T>(work: (session: PostgresSession) => Promise<T>): Promise<T> {
    while (this.#used >= this.#most) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    }
    this.#used++
    try {
      const session = this.#idle.pop() ?? (await this.#open())
      try {
        const result = await work(session)
        this.#idle.push(session)
        return result
      } catch (error) {
        await session.close()
        throw explainPostgres(error, session.server)
      }
    } finally {
      this.#used--
      this.#waiting.shift()?.()
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#idle.splice(0).map((session) => session.close()))
  }
}
