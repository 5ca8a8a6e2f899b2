import { copyNull } from './copy-text.ts'
import type { MetadataName } from './stream-table.ts'

/** What the pipeline knows of a record beside its members. */
export interface RowFacts {
  readonly timeExtracted: string | undefined
  readonly receivedAt: string
  readonly batchedAt: string
  readonly sequence: number
  readonly version: number | undefined
}

/** What a tap wrote as a time may be anything; the server must be able to read it. */
const timestamp = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)$/

const fields: Readonly<Record<MetadataName, (facts: RowFacts) => string>> = {
  _sdc_extracted_at: ({ timeExtracted, receivedAt }) =>
    timeExtracted !== undefined && timestamp.test(timeExtracted) ? timeExtracted : receivedAt,
  _sdc_received_at: ({ receivedAt }) => receivedAt,
  _sdc_batched_at: ({ batchedAt }) => batchedAt,
  _sdc_sequence: ({ sequence }) => String(sequence),
  _sdc_table_version: ({ version }) => (version === undefined ? copyNull : String(version)),
}

/** The fields of `COPY` for some of the columns that the target fills, in their order. */
export const rowMetadata = (
  columns: readonly { readonly name: MetadataName }[],
  facts: RowFacts,
): string => columns.map(({ name }) => fields[name](facts)).join('\t')
