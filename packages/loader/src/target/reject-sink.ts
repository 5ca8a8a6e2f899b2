import { collectBatches, type Reject, type Sink } from '@descant/sdk'
import { createSchema } from '../postgres/create-schema.ts'
import { quoteTable } from '../postgres/identifier.ts'
import type { PostgresSession } from '../postgres/postgres.ts'

/** The table of a schema that holds what could not go on. */
const rejectedTable = '_sdc_rejected'

/** What PostgreSQL can keep of a record's text. */
const keepable = (raw: Reject['raw']): string => raw.toString().replaceAll('\0', '')

/** Puts the records of a stream that cannot go on into a table beside the others, with the reason. */
export function rejectSink(
  use: <T>(work: (session: PostgresSession) => Promise<T>) => Promise<T>,
  schema: string,
): Sink<Reject> {
  const table = quoteTable(schema, rejectedTable)
  return collectBatches((rejects) =>
    use(async (session) => {
      const createTable = () =>
        session.run(`CREATE TABLE IF NOT EXISTS ${table} (
          stream text NOT NULL, type text NOT NULL, issues jsonb NOT NULL, record text NOT NULL,
          line_number bigint NOT NULL, received_at timestamptz NOT NULL, _sdc_sequence bigint NOT NULL)`)
      await createSchema({ session, customer: schema }, createTable)
      await session.rows(
        `INSERT INTO ${table} SELECT r.* FROM json_to_recordset($1) AS r (stream text, type text,
          issues jsonb, record text, line_number bigint, received_at timestamptz, _sdc_sequence bigint)`,
        [JSON.stringify(rejects.map(rowOf))],
      )
    }),
  )
}

const rowOf = ({ stream, type, issues, raw, lineNumber, receivedAt, sequence }: Reject) => ({
  stream,
  type,
  issues,
  record: keepable(raw),
  line_number: lineNumber,
  received_at: receivedAt,
  _sdc_sequence: sequence,
})
