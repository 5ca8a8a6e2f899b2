import type { Row } from '../record/record-of-row.ts'
import type { Reading } from './reading.ts'

/**
 * Rows with their binary fields: a query gives the path of each, and this its content in base64. One
 * call for each value, so they are read only where that was asked for.
 */
export async function withBinaries(
  reading: Reading,
  rows: readonly Row[],
): Promise<readonly Row[]> {
  const fields = reading.plan.columns.filter(({ kind }) => kind === 'base64')
  if (fields.length === 0) return rows
  const whole: Row[] = []
  for (const row of rows) {
    const contents: Record<string, string> = {}
    for (const { name } of fields) {
      const path = row[name]
      if (typeof path !== 'string' || !path.startsWith('/services/')) continue
      const { bytes } = await reading.salesforce.request(path, { headers: { accept: '*/*' } })
      contents[name] = Buffer.from(bytes).toString('base64')
    }
    whole.push({ ...row, ...contents })
  }
  return whole
}
