import { once } from 'node:events'
import { createInterface, type Interface } from 'node:readline/promises'
import { ConfigError, SingerError } from '@descant/sdk'

export interface ConversationOptions {
  readonly input: NodeJS.ReadableStream
  readonly output: NodeJS.WritableStream
  /** Ends the conversation. */
  readonly signal: AbortSignal
  /** Is called for Ctrl-C, which a terminal in conversation no longer turns into SIGINT. */
  readonly onInterrupt: () => void
}

const unanswered = () =>
  new ConfigError([{ path: 'command line', message: 'the question was not answered' }])

/** A conversation with a person at a terminal. */
export class Conversation {
  readonly #lines: Interface
  readonly #output: NodeJS.WritableStream
  readonly #signal: AbortSignal

  constructor({ input, output, signal, onInterrupt }: ConversationOptions) {
    this.#lines = createInterface({ input, output })
    this.#lines.on('SIGINT', onInterrupt)
    this.#output = output
    this.#signal = signal
  }

  /**
   * Asks until the answer will do.
   *
   * @param understand Gives what an answer means; the words of the error that it throws are shown.
   * @throws {ConfigError} where nobody answers.
   */
  async ask<Meaning>(question: string, understand: (answer: string) => Meaning): Promise<Meaning> {
    for (;;) {
      const answer = await this.#answerTo(question)
      try {
        return understand(answer.trim())
      } catch (error) {
        if (!SingerError.is(error)) throw error
        this.#output.write(`${error instanceof ConfigError ? error.issues[0]?.message : error}.\n`)
      }
    }
  }

  end(): void {
    this.#lines.close()
  }

  async #answerTo(question: string): Promise<string> {
    const answered = new AbortController()
    const closed = once(this.#lines, 'close', { signal: answered.signal })
    const answer = this.#lines.question(`${question} `, { signal: this.#signal })
    try {
      return await Promise.race([answer, closed.then(() => Promise.reject(unanswered()))])
    } catch (error) {
      // Ctrl-D comes as an AbortError too.
      throw this.#signal.aborted ? error : unanswered()
    } finally {
      answered.abort()
    }
  }
}
