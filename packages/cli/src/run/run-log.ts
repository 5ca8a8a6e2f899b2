import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { ObjectStore } from '@descant/lake'

const compress = promisify(gzip)

/** A part of the log is kept when it has this many bytes, or is this old. */
const partBytes = 256 * 1024
const partMilliseconds = 30_000

/** Of a log that grows too long, this part of its limit is kept for the end. */
const tailPart = 0.25

export interface RunLogOptions {
  readonly store: ObjectStore
  /** Where the parts lie; ends with '/'. */
  readonly prefix: string
  readonly maxBytes: number
  /** Hides secrets. */
  readonly redact: (line: string) => string
  readonly now?: () => Date
}

/**
 * The log of a run, kept in the state zone in parts as the run goes on, so that a run that is killed
 * leaves one too. Of a log that grows too long its beginning and its end are kept.
 */
export class RunLog {
  readonly #options: RunLogOptions
  readonly #tail: string[] = []
  readonly #timer: NodeJS.Timeout
  #lines: string[] = []
  #open = 0
  #kept = 0
  #tailBytes = 0
  #leftOut = 0
  #part = 0
  #writing: Promise<void> = Promise.resolve()

  constructor(options: RunLogOptions) {
    this.#options = options
    this.#timer = setInterval(() => this.#flush(), partMilliseconds)
    this.#timer.unref()
  }

  /** Adds a line of the tap, the target or of the run itself. */
  add(from: string, text: string): void {
    const { maxBytes, redact, now = () => new Date() } = this.#options
    const line = `${JSON.stringify({ at: now().toISOString(), from, line: redact(text) })}\n`
    if (this.#kept + line.length <= maxBytes * (1 - tailPart)) {
      this.#lines.push(line)
      this.#kept += line.length
      this.#open += line.length
      if (this.#open >= partBytes) this.#flush()
      return
    }
    this.#tail.push(line)
    this.#tailBytes += line.length
    while (this.#tailBytes > maxBytes * tailPart && this.#tail.length > 1) {
      this.#tailBytes -= this.#tail.shift()?.length ?? 0
      this.#leftOut++
    }
  }

  /** Keeps what is left. A log that cannot be kept never fails a run. */
  async close(): Promise<void> {
    clearInterval(this.#timer)
    const { now = () => new Date() } = this.#options
    if (this.#leftOut > 0) {
      const line = `… ${this.#leftOut} lines are left out`
      this.#lines.push(`${JSON.stringify({ at: now().toISOString(), from: 'run', line })}\n`)
    }
    this.#lines.push(...this.#tail.splice(0))
    this.#flush()
    await this.#writing
  }

  #flush(): void {
    if (this.#lines.length === 0) return
    const body = this.#lines.join('')
    const key = `${this.#options.prefix}${String(this.#part++).padStart(5, '0')}.ndjson.gz`
    this.#lines = []
    this.#open = 0
    this.#writing = this.#writing
      .then(async () => {
        await this.#options.store.create(key, await compress(body))
      })
      .catch(() => {})
  }
}
