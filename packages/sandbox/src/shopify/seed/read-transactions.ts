import { readFileSync } from 'node:fs'
import { SandboxError } from '../../error.ts'

/** One line of a file of transactions: somebody bought something on a day. */
export interface Transaction {
  readonly customer: string
  /** Midnight UTC of the day, in milliseconds since 1970. */
  readonly day: number
  readonly units: number
  readonly cents: number
}

/**
 * Reads a file of transactions: columns parted by blanks, the customer's id first, and date
 * (YYYYMMDD), units and dollars last. Columns between are passed over, and so are empty lines.
 *
 * @throws SandboxError SANDBOX_FILE_UNREADABLE, SANDBOX_TRANSACTION_LINE
 * @example
 * readTransactions('CDNOW_sample.txt') // ' 00004 0001 19970101  2   29.33' is one order of 2 units
 */
export function readTransactions(file: string): Transaction[] {
  const transactions = readText(file)
    .split(/\r?\n/)
    .flatMap((line, index) => {
      if (line.trim() === '') return []
      const transaction = parseTransaction(line)
      if (typeof transaction === 'string') throw badLine(file, index + 1, transaction)
      return [transaction]
    })
  if (transactions.length === 0) throw badLine(file, 1, 'the file holds no line')
  return transactions
}

/** The transaction of a line, or what is wrong with it. */
export function parseTransaction(line: string): Transaction | string {
  const columns = line.trim().split(/\s+/)
  if (columns.length < 4) return `has ${columns.length} columns`
  const [date, units, dollars] = columns.slice(-3) as [string, string, string]
  const day = parseDay(date)
  if (day === undefined) return `"${date}" is no date YYYYMMDD`
  if (!/^\d{1,9}$/.test(units) || Number(units) === 0) return `"${units}" is no number of units`
  const amount = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(dollars)
  if (amount === null) return `"${dollars}" is no amount of dollars`
  const cents = Number(amount[1]) * 100 + Number((amount[2] ?? '').padEnd(2, '0'))
  return { customer: columns[0] as string, day, units: Number(units), cents }
}

function parseDay(text: string): number | undefined {
  if (!/^\d{8}$/.test(text)) return undefined
  const iso = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`
  const day = Date.parse(`${iso}T00:00:00Z`)
  // The 31st of a short month would pass as a day of the next one.
  return !Number.isNaN(day) && new Date(day).toISOString().startsWith(iso) ? day : undefined
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new SandboxError(
      'SANDBOX_FILE_UNREADABLE',
      `Cannot read ${file} (${code}). Give --transactions the path of a file that this user can read.`,
      { cause: error },
    )
  }
}

function badLine(file: string, line: number, problem: string): SandboxError {
  return new SandboxError(
    'SANDBOX_TRANSACTION_LINE',
    `${file}:${line}: ${problem}. A line holds columns parted by blanks: the customer's id first, and date (YYYYMMDD), units (1 or more) and dollars (12.34) last.`,
  )
}
