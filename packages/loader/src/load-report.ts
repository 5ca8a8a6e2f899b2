import type { SearchReport } from './search/search-report.ts'
import type { TableReport } from './table-report.ts'

/** How a table is brought up to its snapshot: by its changes, or built anew and swapped in. */
export type LoadMode = 'incremental' | 'historic'

/** What a load did. All of it is committed. */
export interface LoadReport {
  readonly customer: string
  readonly mode: LoadMode | 'rollback'
  readonly tables: readonly TableReport[]
  /** What became of the search indexes; none without a search server. */
  readonly search: readonly SearchReport[]
  readonly seconds: number
}
