import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { SparkJobState, SparkLauncher } from '../engines/launchers/spark-launcher.ts'
import { sparkRunner } from '../spark-runner.ts'
import { sparkEnvironment, sparkPython, sparkSettings } from './spark.ts'

const program = fileURLToPath(new URL('serve_plans.py', import.meta.url))

const keptLogCharacters = 5000

/** A Spark that lives through many runs, and does each by the runner that is shipped. */
export class SharedSpark {
  readonly #child: ChildProcessWithoutNullStreams
  readonly #answers: AsyncIterator<string>
  #log = ''

  constructor() {
    const settings = Object.entries(sparkSettings).map(
      ([name, value]) => `--conf '${name}=${value}'`,
    )
    // Not by spark-submit, which gives a program no input.
    const submit = `--master local[2] --driver-memory 2g ${settings.join(' ')} pyspark-shell`
    this.#child = spawn(sparkPython, [program, sparkRunner], {
      env: { ...sparkEnvironment, PYSPARK_SUBMIT_ARGS: submit },
    })
    this.#child.stderr.on('data', (chunk: Buffer) => {
      this.#log = (this.#log + chunk.toString()).slice(-keptLogCharacters)
    })
    this.#answers = createInterface(this.#child.stdout)[Symbol.asyncIterator]()
  }

  readonly launcher: SparkLauncher = {
    name: 'spark-submit',
    isLocal: true,
    s3Scheme: 's3a',
    submit: async ({ plan }) => {
      this.#child.stdin.write(`${plan}\n`)
      return { id: plan, poll: () => this.#answer(), cancel: () => this.close() }
    },
  }

  async close(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    this.#child.stdin.end()
    await once(this.#child, 'close')
  }

  async #answer(): Promise<SparkJobState> {
    for (;;) {
      const { value, done } = await this.#answers.next()
      if (done) return { kind: 'failed', reason: `Spark has ended: ${this.#log}` }
      const [, reason] = /^plan: (.*)$/.exec(value) ?? []
      if (reason === '') return { kind: 'succeeded' }
      if (reason !== undefined) return { kind: 'failed', reason }
    }
  }
}
