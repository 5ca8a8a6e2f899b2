import { fileURLToPath } from 'node:url'
import { openStore, openTable } from '@descant/lake'
import { Duck, sqlString } from '@descant/lake/duckdb'

/** The key column of each table that is compared. */
const keys: Readonly<Record<string, string>> = {
  customers: 'customer_id',
  orders: 'order_id',
  products: 'product_id',
  accounts: 'account_id',
  contacts: 'contact_id',
  leads: 'lead_id',
  opportunities: 'opportunity_id',
}

/** When each row of a provider was last updated, by its id, as a table of the processed zone says. */
export async function rowsOf(
  processed: string,
  customer: string,
  table: string,
): Promise<(provider: string) => Record<string, string>> {
  const opened = openTable(openStore(processed), `${customer}/${table}`)
  const snapshot = await opened.current()
  const files = (snapshot?.files ?? []).map(({ path }) =>
    sqlString(fileURLToPath(`${processed}/${opened.key(path)}`)),
  )
  if (files.length === 0) return () => ({})
  const duck = await Duck.open({ memoryLimitMib: 512 })
  try {
    const rows = await duck.rows<{ provider: string; id: string; at: string }>(
      `SELECT provider, ${keys[table]} AS id, epoch_ms(updated_at) AS at
       FROM read_parquet([${files.join(', ')}], hive_partitioning = false)`,
    )
    return (provider) =>
      Object.fromEntries(
        rows
          .filter((row) => row.provider === provider)
          .map((row) => [row.id, new Date(Number(row.at)).toISOString()]),
      )
  } finally {
    duck.close()
  }
}
