import type { Row } from '../store/table.ts'

/** Products under one roof: picked by hand, or by rules. */
export interface CollectionRecord extends Row {
  readonly title: string
  readonly handle: string
  readonly descriptionHtml: string
  readonly publishedAt: number | null
  readonly sortOrder: 'BEST_SELLING' | 'CREATED_DESC' | 'MANUAL'
  /** Undefined where it was picked by hand. */
  readonly rule: { readonly column: 'TAG' | 'TYPE' | 'VENDOR'; readonly condition: string } | null
  readonly productIds: readonly number[]
}
