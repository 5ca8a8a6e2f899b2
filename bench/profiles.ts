import type { TableColumn } from '@descant/lake'

/** Fifteen columns, of every type that profiles have. */
export const profileColumns: readonly TableColumn[] = [
  { name: 'profile_id', type: 'string', required: true },
  { name: 'email', type: 'string' },
  { name: 'phone', type: 'string' },
  { name: 'first_name', type: 'string' },
  { name: 'last_name', type: 'string' },
  { name: 'country', type: 'string' },
  { name: 'orders_count', type: 'long' },
  { name: 'total_spent', type: 'decimal(18,2)' },
  { name: 'average_order_value', type: 'decimal(18,2)' },
  { name: 'currency', type: 'string' },
  { name: 'first_order_at', type: 'timestamptz' },
  { name: 'last_order_at', type: 'timestamptz' },
  { name: 'sources', type: { list: 'string' } },
  { name: 'created_at', type: 'timestamptz' },
  { name: 'updated_at', type: 'timestamptz' },
]

/**
 * A DuckDB query of so many profiles.
 *
 * @param changed one of so many has another sum, and was updated a day later; 0 for none
 */
export function profilesQuery(count: number, changed = 0): string {
  const isChanged = changed > 0 ? `i % ${changed} = 0` : 'false'
  return `SELECT 'p_' || substr(sha256(i::VARCHAR), 1, 24) AS profile_id,
  'person' || i || '@example.com' AS email, '+4930' || (1000000 + i) AS phone,
  'First' || (i % 997) AS first_name, 'Last, "' || (i % 1009) || '"' AS last_name, 'DE' AS country,
  (i % 40)::BIGINT AS orders_count,
  ((i * 37 % 1000000) / 100 + CASE WHEN ${isChanged} THEN 1 ELSE 0 END)::DECIMAL(18,2) AS total_spent,
  ((i * 37 % 10000) / 100)::DECIMAL(18,2) AS average_order_value, 'EUR' AS currency,
  TIMESTAMPTZ '2024-01-01 00:00:00+00' + INTERVAL (i) SECOND AS first_order_at,
  TIMESTAMPTZ '2025-01-01 00:00:00+00' + INTERVAL (i) SECOND AS last_order_at,
  ['my-shop', 'my-crm'] AS sources, TIMESTAMPTZ '2023-01-01 00:00:00+00' + INTERVAL (i) SECOND AS created_at,
  TIMESTAMPTZ '2026-01-01 00:00:00.123456+00' + INTERVAL (CASE WHEN ${isChanged} THEN 86400 ELSE 0 END) SECOND AS updated_at
FROM range(${count}) r(i)`
}
