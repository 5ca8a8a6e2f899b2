import type { ObjectStore } from '@descant/lake'
import type { Model } from '../model/define-model.ts'
import { openTables } from '../tables/processed-tables.ts'
import type { TableCatalog } from './table-catalog.ts'

/** What became of a table in the catalog. */
export interface CatalogReport {
  readonly table: string
  /** A table that failed is tried again by the next run, whether that changes it or not. */
  readonly outcome: 'registered' | 'unchanged' | 'failed'
  /** Why it failed. */
  readonly message?: string
}

/**
 * Tells a catalog of every table that is there for readers. The tables are committed by then, so that
 * nothing that fails here takes anything back.
 */
export async function registerTables(
  catalog: TableCatalog,
  processed: ObjectStore,
  customer: string,
  model: Model,
): Promise<CatalogReport[]> {
  const reports: CatalogReport[] = []
  for (const { entity, table, base } of (await openTables(processed, customer, model)).values()) {
    if (base === undefined || entity.isInternal) continue
    const { version, columns, columnIds } = base
    try {
      const isChanged = await catalog.register({
        customer,
        name: entity.name,
        doc: entity.doc,
        location: `${processed.url}${table.root}`,
        metadataLocation: `${processed.url}${table.key(`metadata/v${version}.metadata.json`)}`,
        version,
        columns,
        columnIds,
      })
      reports.push({ table: entity.name, outcome: isChanged ? 'registered' : 'unchanged' })
    } catch (error) {
      reports.push({ table: entity.name, outcome: 'failed', message: (error as Error).message })
    }
  }
  return reports
}
