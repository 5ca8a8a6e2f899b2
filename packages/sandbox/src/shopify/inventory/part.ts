import type { RequestContext } from '../api/request-context.ts'
import type { Resolver, SchemaPart } from '../api/schema-part.ts'
import { tableConnection } from '../paging/connection.ts'
import { type OwnerOf, ownedConnection, ownedRows } from '../paging/owned-connection.ts'
import { gid, parseGid } from '../store/ids.ts'
import type { InventoryItemRecord, InventoryLevelRecord, LocationRecord } from './record.ts'

/** What the quantities of a level are called, and how each follows from what is kept. */
const quantities: Readonly<Record<string, (level: InventoryLevelRecord) => number>> = {
  available: ({ available }) => available,
  committed: ({ committed }) => committed,
  incoming: ({ incoming }) => incoming,
  on_hand: ({ available, committed }) => available + committed,
  reserved: () => 0,
  damaged: () => 0,
  quality_control: () => 0,
  safety_stock: () => 0,
}

const itemOf: OwnerOf<InventoryLevelRecord> = ({ itemId }) => itemId
const locationOf: OwnerOf<InventoryLevelRecord> = ({ locationId }) => locationId

/** The levels of an item or a location; inactive ones only where they are asked for. */
const levelsBy =
  (owner: OwnerOf<InventoryLevelRecord>): Resolver =>
  ({ id }: { id: number }, args, context, info) =>
    ownedConnection<InventoryLevelRecord>(
      'InventoryLevel',
      owner,
      id,
      args,
      context,
      info,
      ({ isActive }) => isActive || args.includeInactive,
    )

function findLevel(
  itemId: number,
  locationId: number,
  includeInactive: boolean,
  { store }: RequestContext,
): InventoryLevelRecord | undefined {
  const levels = ownedRows(store.table<InventoryLevelRecord>('InventoryLevel'), itemOf, itemId)
  return levels.find(
    (level) => level.locationId === locationId && (level.isActive || includeInactive),
  )
}

const mayBeSeen =
  ({ includeInactive = false, includeLegacy = false }) =>
  ({ isActive, isFulfillmentService }: LocationRecord) =>
    (isActive || includeInactive) && (!isFulfillmentService || includeLegacy)

/** Locations, inventory items and levels. */
export const inventoryPart: SchemaPart = {
  resolvers: {
    QueryRoot: {
      // Closed locations and those of fulfillment services are left out unless they are asked for.
      locations: (_source, args, context, info) =>
        tableConnection<LocationRecord>('Location', args, context, info, mayBeSeen(args)),
      location: (_source, { id }, { store }) => {
        const locations = [...store.table<LocationRecord>('Location').values()]
        return id == null
          ? locations[0]
          : (locations.find((location) => gid('Location', location.id) === id) ?? null)
      },
    },
    Location: {
      activatable: ({ isActive }: LocationRecord) => !isActive,
      deactivatable: ({ isActive }: LocationRecord) => isActive,
      fulfillsOnlineOrders: ({ isActive }: LocationRecord) => isActive,
      hasActiveInventory: ({ isActive }: LocationRecord) => isActive,
      shipsInventory: ({ isActive }: LocationRecord) => isActive,
      inventoryLevels: levelsBy(locationOf),
      inventoryLevel: ({ id }: LocationRecord, args, context) =>
        findLevel(parseGid(args.inventoryItemId)?.id ?? 0, id, args.includeInactive, context),
    },
    LocationAddress: {
      formatted: (address: LocationRecord['address']) =>
        [address.address1, address.city, address.zip, address.country].filter(Boolean),
    },
    InventoryItem: {
      requiresShipping: () => true,
      trackedEditable: () => ({ locked: false, reason: null }),
      measurement: ({ id }: InventoryItemRecord) => ({
        id: `gid://shopify/InventoryItemMeasurement/${id}`,
        weight: { unit: 'KILOGRAMS', value: 0.5 },
      }),
      variants: ({ variantId }: InventoryItemRecord, _args, context) => {
        const variant = context.record('ProductVariant', variantId)
        return variant === undefined ? [] : [variant]
      },
      inventoryLevels: levelsBy(itemOf),
      inventoryLevel: ({ id }: InventoryItemRecord, args, context) =>
        findLevel(id, parseGid(args.locationId)?.id ?? 0, args.includeInactive, context),
      locationsCount: ({ id }: InventoryItemRecord, _args, { store }) =>
        ownedRows(store.table<InventoryLevelRecord>('InventoryLevel'), itemOf, id).filter(
          ({ isActive }) => isActive,
        ).length,
    },
    InventoryLevel: {
      id: ({ id, itemId }: InventoryLevelRecord) =>
        `${gid('InventoryLevel', id)}?inventory_item_id=${itemId}`,
      item: ({ itemId }: InventoryLevelRecord, _args, context) =>
        context.record('InventoryItem', itemId),
      quantities: (level: InventoryLevelRecord, { names }: { names: readonly string[] }) =>
        names
          .filter((name) => Object.hasOwn(quantities, name))
          .map((name) => ({
            id: `${gid('InventoryQuantity', level.id)}?inventory_item_id=${level.itemId}&name=${name}`,
            name,
            quantity: quantities[name]?.(level),
            updatedAt: level.updatedAt,
          })),
    },
  },
  searchable: {
    InventoryLevel: () => ({
      fields: { inventory_item_id: { type: 'id', of: ({ itemId }) => itemId } },
    }),
    Location: () => ({
      fields: {
        active: { type: 'keyword', of: ({ isActive }) => String(isActive) },
        city: { type: 'text', of: ({ address }) => address.city },
        country: { type: 'text', of: ({ address }) => address.country },
        legacy: { type: 'boolean', of: ({ isFulfillmentService }) => isFulfillmentService },
        location_id: { type: 'id', of: ({ id }) => id },
        province: { type: 'text', of: ({ address }) => address.province },
        zip: { type: 'keyword', of: ({ address }) => address.zip },
      },
    }),
  },
}
