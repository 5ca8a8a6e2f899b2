import pg from 'pg'

/** A row of `profiles`, as the demo shows it. */
export interface BestCustomer {
  readonly name: string | null
  readonly email: string | null
  readonly orders_count: string
  readonly total_spent: string
}

const question = `
  select nullif(concat_ws(' ', first_name, last_name), '') as name, email,
         orders_count::text, total_spent::text
  from demo.profiles
  order by profiles.total_spent desc nulls last, profile_id
  limit 10`

/** The ten profiles that spent most. */
export async function bestCustomers(databaseUrl: string): Promise<readonly BestCustomer[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query<BestCustomer>(question)
    return rows
  } finally {
    await client.end()
  }
}
