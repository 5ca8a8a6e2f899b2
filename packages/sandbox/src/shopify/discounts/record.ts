import type { Row } from '../store/table.ts'

/** A discount: by code, or of itself. The API knows it under several names. */
export interface DiscountRecord extends Row {
  readonly method: 'automatic' | 'code'
  /** What it is to the API: a basic discount, or free shipping. */
  readonly kind: 'Basic' | 'FreeShipping'
  readonly title: string
  readonly status: 'ACTIVE' | 'EXPIRED' | 'SCHEDULED'
  readonly startsAt: number
  readonly endsAt: number | null
  /** 0.15 takes off fifteen of a hundred. */
  readonly percentage: number
  readonly usageLimit: number | null
  readonly tags: readonly string[]
  /** None where it needs no code. */
  readonly codes: readonly {
    readonly id: number
    readonly code: string
    readonly asyncUsageCount: number
    readonly createdAt: number
    readonly updatedAt: number
  }[]
}
