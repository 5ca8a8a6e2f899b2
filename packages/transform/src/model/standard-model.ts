import { standardEnrichments } from '../enrichment/standard-enrichments.ts'
import { salesforce } from '../sources/salesforce/salesforce.ts'
import { shopify } from '../sources/shopify/shopify.ts'
import { defineModel } from './define-model.ts'

/** What a transform does where a project declares no model of its own. */
export const standardModel = defineModel({
  sources: [shopify, salesforce],
  enrichments: standardEnrichments,
})
