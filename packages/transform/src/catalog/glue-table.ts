import type { ColumnType } from '@descant/lake'
import type { CatalogTable } from './table-catalog.ts'

/** What Glue keeps of a table, as far as it is read here. */
export interface GlueTable {
  readonly VersionId?: string | undefined
  readonly Owner?: string | undefined
  readonly Retention?: number | undefined
  readonly Parameters?: Record<string, string> | undefined
  readonly StorageDescriptor?: { readonly Location?: string | undefined } | undefined
}

/** The number in the name of a metadata file; undefined where another program wrote it. */
export const versionOf = (metadataLocation: string | undefined): number | undefined => {
  const number = /\/v(\d+)\.metadata\.json$/.exec(metadataLocation ?? '')?.[1]
  return number === undefined ? undefined : Number(number)
}

/**
 * A database of Glue: lower case, with `_` for what Athena would have to quote.
 *
 * @example databaseName('cdp_', 'Acme-EU') // 'cdp_acme_eu'
 */
export const databaseName = (prefix: string, customer: string): string =>
  `${prefix}${customer}`.toLowerCase().replace(/[^a-z0-9_]/g, '_')

/**
 * The table as Glue is told of it, in the parameters by which engines know Iceberg's. What others have
 * set on it stays.
 */
export function tableInput(table: CatalogTable, known: GlueTable = {}) {
  const before = known.Parameters?.metadata_location
  return {
    Name: table.name,
    Description: table.doc,
    TableType: 'EXTERNAL_TABLE',
    ...(known.Owner === undefined ? {} : { Owner: known.Owner }),
    ...(known.Retention === undefined ? {} : { Retention: known.Retention }),
    Parameters: {
      ...known.Parameters,
      table_type: 'ICEBERG',
      metadata_location: table.metadataLocation,
      ...(before === undefined ? {} : { previous_metadata_location: before }),
    },
    StorageDescriptor: {
      Location: table.location,
      Columns: table.columns.map(({ name, type, doc, required = false }) => ({
        Name: name,
        Type: glueType(type),
        ...(doc === undefined ? {} : { Comment: doc.slice(0, mostComment) }),
        Parameters: {
          'iceberg.field.id': String(table.columnIds[name]),
          'iceberg.field.optional': String(!required),
          'iceberg.field.current': 'true',
        },
      })),
    },
  }
}

/** Glue refuses a longer comment. */
const mostComment = 255

function glueType(type: ColumnType): string {
  if (typeof type === 'object') return `array<${glueType(type.list)}>`
  if (type === 'long') return 'bigint'
  return type === 'timestamptz' ? 'timestamp' : type
}
