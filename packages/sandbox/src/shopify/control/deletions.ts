import type { VirtualClock } from '../../clock.ts'
import { eventOf } from '../events/event-of.ts'
import type { EventRecord } from '../events/record.ts'
import type { MetafieldRecord } from '../metafields/record.ts'
import { gid, indexAfter, parseGid } from '../store/ids.ts'
import type { ShopifyStore } from '../store/store.ts'
import type { Row } from '../store/table.ts'
import { tableType } from '../store/table-type.ts'

/** What belongs to a record of a type and goes with it, by type and by the property that names it. */
const dependents: Readonly<Record<string, readonly (readonly [type: string, property: string])[]>> =
  {
    Article: [['Comment', 'articleId']],
    Blog: [['Article', 'blogId']],
    Company: [
      ['CompanyLocation', 'companyId'],
      ['CompanyContact', 'companyId'],
    ],
    InventoryItem: [['InventoryLevel', 'itemId']],
    Location: [['InventoryLevel', 'locationId']],
    MetaobjectDefinition: [['Metaobject', 'definitionId']],
    Order: [['FulfillmentOrder', 'orderId']],
    Product: [['ProductVariant', 'productId']],
    ProductVariant: [['InventoryItem', 'variantId']],
  }

/** What was deleted, as global ids. */
export interface Deletion {
  /** What was asked for, then all that went with it. */
  readonly deleted: readonly string[]
  /** The event that tells of it, or undefined where deletions of that type leave none. */
  readonly event: EventRecord | undefined
}

/**
 * Deletes a record with all that belongs to it, and leaves the event that the real shop would: one,
 * for the record itself, and none where its type leaves no events.
 *
 * @returns undefined where there is no such record
 */
export function deleteRecord(
  store: ShopifyStore,
  clock: VirtualClock,
  id: string,
): Deletion | undefined {
  const parts = parseGid(id)
  if (parts === undefined) return undefined
  const now = clock.now()
  const variant = parts.kind === 'ProductVariant' ? store.variants.get(parts.id) : undefined
  const deleted = remove(store, parts.kind, parts.id, now)
  if (deleted.length === 0) return undefined
  const product = variant && store.products.get(variant.productId)
  if (product !== undefined) {
    const variants = product.variants.filter((other) => other.id !== parts.id)
    store.putProduct({ ...product, variants, updatedAt: wholeSecond(now) }, now)
  }
  const events = store.table<EventRecord>('Event')
  const event = eventOf(
    indexAfter(
      'BasicEvent',
      [...events.values()].map((row) => row.id),
    ),
    'destroy',
    parts.kind,
    parts.id,
    wholeSecond(now),
  )
  if (event !== undefined) events.put(event, now)
  return { deleted, event }
}

function remove(store: ShopifyStore, kind: string, id: number, at: number): string[] {
  const table = store.tables.get(tableType(kind))
  if (table?.delete(id, at) === undefined) return []
  const deleted = [gid(kind, id)]
  for (const [type, property] of dependents[kind] ?? []) {
    for (const row of [...store.table<Row>(type).values()]) {
      if ((row as Row & Record<string, unknown>)[property] === id) {
        deleted.push(...remove(store, type, row.id, at))
      }
    }
  }
  const metafields = store.table<MetafieldRecord>('Metafield')
  for (const metafield of [...metafields.values()]) {
    if (metafield.ownerGid === gid(tableType(kind), id)) metafields.delete(metafield.id, at)
  }
  return deleted
}

const wholeSecond = (milliseconds: number) => Math.floor(milliseconds / 1000) * 1000
