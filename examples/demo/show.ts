import type { BestCustomer } from './best-customers.ts'
import type { RecordCounts } from './extract.ts'
import type { LakeSize } from './lake-size.ts'
import type { LoadedTable } from './stage.ts'

const number = (value: number | string) => Number(value).toLocaleString('en-US')

const kilobytes = (bytes: number) => `${number(Math.ceil(bytes / 1024))} KiB`

/** Letters that take two columns of a terminal. */
const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/u

const widthOf = (text: string) =>
  [...text].reduce((width, letter) => width + (wide.test(letter) ? 2 : 1), 0)

/** Rows under each other, columns padded; columns of numbers to the right. */
const table = (rows: readonly (readonly string[])[], right: readonly number[]): string => {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => widthOf(row[column] ?? ''))),
  )
  const pad = (text: string, column: number) => {
    const space = ' '.repeat(Math.max(0, (widths[column] ?? 0) - widthOf(text)))
    return right.includes(column) ? space + text : text + space
  }
  return rows.map((row) => `  ${row.map(pad).join('  ')}`.trimEnd()).join('\n')
}

/** What the tap and the target did. */
export function showRecords(counts: RecordCounts, seconds: number, written: LakeSize): string {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
  if (total === 0) return '  nothing new in the shop'
  const rows = Object.entries(counts).map(([stream, count]) => [stream, `${number(count)} records`])
  return (
    `${table(rows, [1])}\n` +
    `  ${number(Math.round(total / seconds))} records/s; ` +
    `${number(written.objects)} objects, ${kilobytes(written.bytes)} written to the raw zone`
  )
}

/** What is in the database now, and what of it moved. */
export function showTables(tables: readonly LoadedTable[]): string {
  return table(
    tables.map(({ table: name, rows, inserted, updated, deleted }) => [
      name,
      `${number(rows)} rows`,
      `${number(inserted)} new`,
      `${number(updated)} changed`,
      `${number(deleted)} removed`,
    ]),
    [1, 2, 3, 4],
  )
}

/** The best customers, best first. */
export function showBest(customers: readonly BestCustomer[]): string {
  return table(
    [
      ['name', 'e-mail', 'orders', 'spent'],
      ...customers.map(({ name, email, orders_count, total_spent }) => [
        name ?? '—',
        email ?? '—',
        number(orders_count),
        total_spent,
      ]),
    ],
    [2, 3],
  )
}

/** The same with one's own shop and bucket. */
export const ownShop = `Now with your own shop and bucket:

  echo '{"shop":"my-shop","access_token":"shpat_…"}' > tap.json
  echo '{"raw":"s3://my-bucket/raw","dead_letters":"s3://my-bucket/dead-letters",
         "customer":"acme","provider":"shopify"}' > target.json
  npx tap-shopify --config tap.json | npx target-s3-ndjson --config target.json > state.jsonl
  npx descant transform --customer acme --raw s3://my-bucket/raw --processed s3://my-bucket/processed \\
      --dead-letters s3://my-bucket/dead-letters --state s3://my-bucket/state
  npx descant load --customer acme --processed s3://my-bucket/processed   # to DATABASE_URL

Next time, go on from where it ended:

  tail -n 1 state.jsonl > state.json
  npx tap-shopify --config tap.json --state state.json | npx target-s3-ndjson --config target.json >> state.jsonl
`
