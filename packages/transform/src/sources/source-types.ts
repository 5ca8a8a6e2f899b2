import type { Source } from '../model/define-source.ts'
import { salesforce } from './salesforce/salesforce.ts'
import { shopify } from './shopify/shopify.ts'

/** The sources whose records the transform understands, by type. */
export const sourceTypes: ReadonlyMap<string, Source> = new Map(
  [shopify, salesforce].map((source) => [source.type, source]),
)
