import type { TableSnapshot } from '@descant/lake'

/** A table of the processed zone, as a catalog is told of it. */
export interface CatalogTable extends Pick<TableSnapshot, 'version' | 'columns' | 'columnIds'> {
  /** The tenant whose table it is. */
  readonly customer: string
  readonly name: string
  /** One sentence: what one row is. */
  readonly doc: string
  /** URL of its folder, without a slash at the end. */
  readonly location: string
  /** URL of the `vN.metadata.json` that tells it as it is now. */
  readonly metadataLocation: string
}

/** Where engines find tables by their names. The tables are whole without one. */
export interface TableCatalog {
  /**
   * Makes the catalog tell a table as it is now. A newer state that it tells stays.
   *
   * @returns whether anything had to be changed.
   */
  register(table: CatalogTable): Promise<boolean>
}
