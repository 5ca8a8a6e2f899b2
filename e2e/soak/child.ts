import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** A request to another process of the soak, and what came of it. */
interface Reply {
  readonly id: number
  readonly result?: unknown
  readonly error?: string
}

interface ChildOptions {
  readonly args?: readonly string[]
  readonly env?: NodeJS.ProcessEnv
  /** Takes what it tells unasked. */
  readonly onMessage?: (message: unknown) => void
}

/**
 * A process of the soak, written in TypeScript, that answers requests: `{ id, verb, told }` with
 * `{ id, result }`.
 */
export class Child {
  readonly process: ChildProcess
  /** Resolves when it is gone, however it ended. */
  readonly gone: Promise<number | null>
  readonly #asked = new Map<
    number,
    { resolve: (result: never) => void; reject: (error: Error) => void }
  >()
  #asks = 0

  constructor(file: string, options: ChildOptions = {}) {
    this.process = fork(fileURLToPath(new URL(file, import.meta.url)), [...(options.args ?? [])], {
      execArgv: ['--import', 'tsx', '--expose-gc'],
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    this.gone = new Promise((resolve) => this.process.once('exit', resolve))
    this.process.on('message', (message: Reply) => {
      const asked = this.#asked.get(message.id)
      if (!asked) return options.onMessage?.(message)
      this.#asked.delete(message.id)
      if (message.error === undefined) asked.resolve(message.result as never)
      else asked.reject(new Error(message.error))
    })
    this.gone.then(() => {
      for (const { reject } of this.#asked.values()) reject(new Error(`${file} is gone`))
    })
  }

  /** Asks for something and waits for the answer. */
  ask<Result>(verb: string, told: object = {}): Promise<Result> {
    const id = ++this.#asks
    return new Promise<Result>((resolve, reject) => {
      this.#asked.set(id, { resolve, reject })
      this.process.send({ id, verb, told })
    })
  }

  tell(message: object): void {
    if (this.process.connected) this.process.send(message)
  }
}

/** Answers the requests of the process that has forked this one. */
export function answer(verbs: Readonly<Record<string, (told: never) => unknown>>): void {
  process.on('message', async ({ id, verb, told }: { id: number; verb: string; told: never }) => {
    const act = verbs[verb]
    if (!act) return
    try {
      process.send?.({ id, result: await act(told) })
    } catch (error) {
      process.send?.({ id, error: (error as Error).stack })
    }
  })
}
