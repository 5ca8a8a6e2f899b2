import type { RawObject } from '../../model/raw-shape.ts'

/**
 * A visit as Shopify's `CustomerVisit` has it. `customerJourneySummary` is there where it was selected
 * in the tap's catalog.
 */
export const visit = { landingPage: 'text', referrerUrl: 'text' } as const satisfies RawObject
