const newline = 10
const tab = 9

/** Some lines of the bulk API on their way in one request, each with its action and its document. */
export interface BulkBatch {
  readonly items: readonly Buffer[]
  readonly bytes: number
}

export interface BatchLimits {
  readonly bytes: number
  readonly items: number
}

/**
 * Cuts a stream of lines into batches by their bytes, not by their number: what is good for a server
 * is a request of some megabytes. The tab between action and document becomes a line break, which
 * makes it the bulk API's form; nothing is parsed, nothing is copied.
 */
export async function* bulkBatches(
  stream: AsyncIterable<Buffer>,
  limits: BatchLimits,
): AsyncGenerator<BulkBatch> {
  let items: Buffer[] = []
  let bytes = 0
  for await (const lines of linesOf(stream)) {
    for (const line of lines) {
      const end = line.indexOf(tab)
      if (end >= 0) line[end] = newline
      items.push(line)
      bytes += line.length
      if (bytes < limits.bytes && items.length < limits.items) continue
      yield { items, bytes }
      items = []
      bytes = 0
    }
  }
  if (items.length > 0) yield { items, bytes }
}

/** The lines of a stream, each with its line break: those that end in one chunk at once. */
async function* linesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer[]> {
  let start: Buffer[] = []
  for await (const chunk of stream) {
    const lines: Buffer[] = []
    let from = 0
    for (;;) {
      const end = chunk.indexOf(newline, from)
      if (end < 0) break
      const piece = chunk.subarray(from, end + 1)
      lines.push(start.length === 0 ? piece : Buffer.concat([...start, piece]))
      start = []
      from = end + 1
    }
    if (from < chunk.length) start.push(chunk.subarray(from))
    yield lines
  }
  if (start.length > 0) yield [Buffer.concat([...start, Buffer.from('\n')])]
}
