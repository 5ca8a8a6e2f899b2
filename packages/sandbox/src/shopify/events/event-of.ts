import { gid, idOf } from '../store/ids.ts'
import type { EventRecord } from './record.ts'

/**
 * The types whose records leave events, with what the API calls them. Nothing tells of the others:
 * inventory items and levels, locations, gift cards, fulfillments, metafields and metaobjects go
 * without a trace.
 */
const subjectTypes: Readonly<Record<string, string>> = {
  Article: 'ARTICLE',
  Blog: 'BLOG',
  Collection: 'COLLECTION',
  Comment: 'COMMENT',
  Company: 'COMPANY',
  CompanyLocation: 'COMPANY_LOCATION',
  Customer: 'CUSTOMER',
  DiscountAutomaticBxgy: 'DISCOUNT_AUTOMATIC_BXGY',
  DiscountAutomaticNode: 'DISCOUNT_AUTOMATIC_NODE',
  DiscountCodeNode: 'DISCOUNT_CODE_NODE',
  DiscountNode: 'DISCOUNT_NODE',
  DraftOrder: 'DRAFT_ORDER',
  InventoryTransfer: 'INVENTORY_TRANSFER',
  Order: 'ORDER',
  Page: 'PAGE',
  PriceRule: 'PRICE_RULE',
  Product: 'PRODUCT',
  ProductVariant: 'PRODUCT_VARIANT',
}

const words: Readonly<Record<EventRecord['action'], string>> = {
  create: 'was created',
  destroy: 'was deleted',
  placed: 'was placed',
  published: 'was published',
}

/**
 * The event that something happened to a record, or undefined where records of that type leave none.
 *
 * @param index How many events there were before.
 */
export function eventOf(
  index: number,
  action: EventRecord['action'],
  kind: string,
  id: number,
  at: number,
): EventRecord | undefined {
  const subjectType = subjectTypes[kind]
  if (subjectType === undefined) return undefined
  return {
    __typename: 'BasicEvent',
    id: idOf('BasicEvent', index),
    createdAt: at,
    updatedAt: at,
    action,
    subjectType,
    subjectGid: gid(kind, id),
    message: `${kind} ${id} ${words[action]}.`,
  }
}
