import { setImmediate as turn } from 'node:timers/promises'
import type { Reject, SinkRecord } from '../../index.ts'
import { scanMembers } from '../../protocol/scan.ts'

/** A row: its columns, each as JSON text. */
export interface Row {
  readonly columns: ReadonlyMap<string, string>
  readonly version: number | undefined
}

/** The row of a record: its columns cut out of its text, so that no number goes through a double. */
export function rowOf({ message }: SinkRecord): Row {
  const { text, version } = message
  const columns = new Map<string, string>()
  scanMembers(text, (keyStart, keyEnd, valueStart, valueEnd) => {
    const name = JSON.parse(`"${text.slice(keyStart, keyEnd)}"`) as string
    columns.set(name, text.slice(valueStart, valueEnd))
  })
  return { columns, version }
}

/** What a client of a database gives: exact numbers as texts. */
const asValue = (text: string): unknown => (/^[-\d]/.test(text) ? text : JSON.parse(text))

/** Tables in memory, which answer a little later, as a database does. */
export class MemoryTables {
  isBroken = false
  readonly rejects: Reject[] = []
  readonly #tables = new Map<string, Row[]>()

  /** Writes rows at once or not at all; one with the key of another takes its place. */
  async write(stream: string, rows: readonly Row[], keyProperties: readonly string[]) {
    await turn()
    if (this.isBroken) throw new Error('the tables cannot be written to')
    const keyOf = ({ columns }: Row) => keyProperties.map((name) => columns.get(name)).join()
    const table = [...(this.#tables.get(stream) ?? [])]
    for (const row of rows) {
      const at = keyProperties.length > 0 ? table.findIndex((own) => keyOf(own) === keyOf(row)) : -1
      if (at >= 0) table[at] = row
      else table.push(row)
    }
    this.#tables.set(stream, table)
  }

  /** Takes away the rows of other versions. */
  async keepVersion(stream: string, version: number) {
    await turn()
    const table = this.#tables.get(stream) ?? []
    this.#tables.set(
      stream,
      table.filter((row) => row.version === version),
    )
  }

  /** The records of a stream as values. */
  records(stream: string): readonly Readonly<Record<string, unknown>>[] {
    const table = this.#tables.get(stream) ?? []
    return table.map(({ columns }) =>
      Object.fromEntries([...columns].map(([name, text]) => [name, asValue(text)])),
    )
  }
}
