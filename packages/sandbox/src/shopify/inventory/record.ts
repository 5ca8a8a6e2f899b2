import type { Row } from '../store/table.ts'

/** A place that keeps stock. */
export interface LocationRecord extends Row {
  readonly name: string
  readonly address: {
    readonly address1: string
    readonly address2: string | null
    readonly city: string
    readonly country: string
    readonly countryCode: string
    readonly province: string | null
    readonly provinceCode: string | null
    readonly zip: string
    readonly phone: string | null
  }
  readonly isActive: boolean
  readonly isFulfillmentService: boolean
  /** When it was closed, in words. */
  readonly deactivatedAt: string | null
}

/** What is kept in stock for a variant. */
export interface InventoryItemRecord extends Row {
  readonly variantId: number
  readonly sku: string | null
  readonly tracked: boolean
  readonly countryCodeOfOrigin: string | null
  readonly harmonizedSystemCode: string | null
  /** In cents. */
  readonly unitCost: number | null
}

/** How much of an item a location has. */
export interface InventoryLevelRecord extends Row {
  readonly itemId: number
  readonly locationId: number
  readonly isActive: boolean
  readonly available: number
  readonly committed: number
  readonly incoming: number
}
