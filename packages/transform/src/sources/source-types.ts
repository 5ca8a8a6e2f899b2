import type { Source } from '../model/define-source.ts'
import { shopify } from './shopify/shopify.ts'

/** The sources whose records the transform understands, by type. */
export const sourceTypes: ReadonlyMap<string, Source> = new Map(
  [shopify].map((source) => [source.type, source]),
)
