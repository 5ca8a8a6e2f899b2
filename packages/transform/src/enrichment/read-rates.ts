import { readFile } from 'node:fs/promises'
import { type Rate, wrongRates } from './exchange.ts'

const names = ['date', 'from', 'to', 'rate'] as const

/**
 * Reads a table of exchange rates: a CSV file with the columns `date`, `from`, `to`, `rate` in any
 * order, or a JSON file (`.json`) with a list of such objects. Rates are texts and stay what they
 * are; in JSON a number is taken as it is written.
 *
 * @throws {TransformError} `TRANSFORM_RATES` that names the line.
 * @example
 * const rates = await readRates('rates.csv')
 */
export async function readRates(path: string): Promise<Rate[]> {
  const text = (await readFile(path, 'utf8')).replace(/^\uFEFF/, '')
  return path.toLowerCase().endsWith('.json') ? ratesOfJson(text) : ratesOfCsv(text)
}

export function ratesOfCsv(text: string): Rate[] {
  const [header = '', ...lines] = text.split(/\r?\n/)
  const separator = header.includes(';') ? ';' : ','
  const cells = (line: string) =>
    line.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'))
  const places = new Map(cells(header).map((name, index) => [name.toLowerCase(), index]))
  const missing = names.filter((name) => !places.has(name))
  if (missing.length > 0) throw wrongRates(`there is no column ${missing.join(', ')}`)
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return []
    const values = cells(line)
    return rateOf((name) => values[places.get(name) ?? -1], `line ${index + 2}`)
  })
}

export function ratesOfJson(text: string): Rate[] {
  // A number would go through a double; within quotes it stays what was written.
  const exact = text.replace(/("rate"\s*:\s*)(-?\d[\d.eE+-]*)/g, '$1"$2"')
  let rows: unknown
  try {
    rows = JSON.parse(exact)
  } catch {
    throw wrongRates('the file is no JSON')
  }
  if (!Array.isArray(rows)) throw wrongRates('the file must hold a list')
  return rows.flatMap((row, index) => rateOf((name) => row?.[name], `entry ${index + 1}`))
}

function rateOf(value: (name: (typeof names)[number]) => unknown, place: string): Rate {
  const [date, from, to, rate] = names.map((name) => {
    const text = value(name)
    if (typeof text !== 'string' || text === '') throw wrongRates(`${place} has no ${name}`)
    return text
  }) as [string, string, string, string]
  return { date, from, to, rate }
}
