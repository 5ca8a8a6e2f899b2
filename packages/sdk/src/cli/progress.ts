/** Milliseconds between two paintings. */
const repaintMilliseconds = 200

const clearLine = '\r\x1b[2K'

const thousands = (count: number) => count.toLocaleString('en-US')

/** What a progress line says: pure, so that it can be tested without a terminal. */
export function progressLine(
  counts: ReadonlyMap<string, number>,
  seconds: number,
  columns: number,
): string {
  let total = 0
  const parts: string[] = []
  for (const [stream, count] of counts) {
    total += count
    parts.push(`${stream} ${thousands(count)}`)
  }
  const rate = seconds > 0 ? Math.round(total / seconds) : 0
  const head = `${thousands(total)} records, ${thousands(rate)}/s, ${seconds.toFixed(0)} s`
  const line = `${head}  ${parts.join('  ')}`
  return line.length < columns ? line : `${line.slice(0, Math.max(0, columns - 2))}…`
}

/** What a progress line says of work that counts no records. */
export function wordsLine(words: string, seconds: number, columns: number): string {
  const line = `${seconds.toFixed(0)} s  ${words}`
  return line.length < columns ? line : `${line.slice(0, Math.max(0, columns - 2))}…`
}

/**
 * A line on the terminal that shows how far a run is. Lines of the log are written through it, so
 * that neither overwrites the other. Where the output is no terminal it paints nothing.
 */
export class Progress {
  readonly #output: NodeJS.WriteStream
  readonly #counts = new Map<string, number>()
  readonly #startedAt = performance.now()
  #timer: NodeJS.Timeout | undefined
  #isPainted = false
  #words: string | undefined

  constructor(output: NodeJS.WriteStream) {
    this.#output = output
  }

  /** Adds records of a stream. Painting begins with the first. */
  add(stream: string, records: number): void {
    this.#counts.set(stream, (this.#counts.get(stream) ?? 0) + records)
    if (!this.#output.isTTY) return
    this.#timer ??= setInterval(() => this.#paint(), repaintMilliseconds).unref()
  }

  /** Says what is being done, where it is not records that are counted. */
  say(words: string): void {
    this.#words = words
    if (!this.#output.isTTY) return
    this.#timer ??= setInterval(() => this.#paint(), repaintMilliseconds).unref()
  }

  /** Writes a line of the log above the progress line. */
  write(line: string): void {
    this.#clear()
    this.#output.write(line)
  }

  /** Takes the line away for good. */
  end(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
    this.#clear()
  }

  #paint(): void {
    const seconds = (performance.now() - this.#startedAt) / 1000
    const columns = this.#output.columns ?? 80
    const line =
      this.#words === undefined
        ? progressLine(this.#counts, seconds, columns)
        : wordsLine(this.#words, seconds, columns)
    this.#output.write(`${clearLine}${line}`)
    this.#isPainted = true
  }

  #clear(): void {
    if (this.#isPainted) this.#output.write(clearLine)
    this.#isPainted = false
  }
}
