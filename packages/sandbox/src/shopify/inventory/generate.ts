import type { Random } from '../../random.ts'
import type { ProductVariantRecord } from '../products/record.ts'
import { childIdOf, idOf } from '../store/ids.ts'
import type { InventoryItemRecord, InventoryLevelRecord, LocationRecord } from './record.ts'

/** The places of a shop: two that are active, one that was closed, one of a fulfillment service. */
export function generateLocations(createdAt: number): LocationRecord[] {
  const address = { address2: null, phone: null }
  return [
    {
      name: 'Main Warehouse',
      address: {
        ...address,
        address1: '150 Elgin Street',
        city: 'New York',
        country: 'United States',
        countryCode: 'US',
        province: 'New York',
        provinceCode: 'NY',
        zip: '10013',
      },
    },
    {
      name: 'Lager München',
      address: {
        ...address,
        address1: 'Schäftlarnstraße 10',
        city: 'München',
        country: 'Germany',
        countryCode: 'DE',
        province: null,
        provinceCode: null,
        zip: '81371',
      },
    },
    {
      name: 'Old Store',
      isActive: false,
      address: {
        ...address,
        address1: '1 Closed Road',
        city: 'Boston',
        country: 'United States',
        countryCode: 'US',
        province: 'Massachusetts',
        provinceCode: 'MA',
        zip: '02108',
      },
    },
    {
      name: 'Third-Party Logistics',
      isFulfillmentService: true,
      address: {
        ...address,
        address1: '東京都江東区1-2-3',
        city: '江東区',
        country: 'Japan',
        countryCode: 'JP',
        province: 'Tōkyō',
        provinceCode: 'JP-13',
        zip: '135-0001',
      },
    },
  ].map((location, index) => ({
    id: idOf('Location', index),
    createdAt,
    updatedAt: createdAt,
    isActive: true,
    isFulfillmentService: false,
    deactivatedAt: location.isActive === false ? new Date(createdAt).toISOString() : null,
    ...location,
  }))
}

/** What is kept in stock for every variant. */
export function generateInventoryItems(
  variants: readonly ProductVariantRecord[],
  random: Random,
): InventoryItemRecord[] {
  return variants.map((variant) => ({
    id: variant.inventoryItemId,
    createdAt: variant.createdAt,
    updatedAt: variant.updatedAt,
    variantId: variant.id,
    sku: variant.sku,
    tracked: true,
    countryCodeOfOrigin: random.chance(0.6) ? random.pick(['CN', 'DE', 'JP', 'US']) : null,
    harmonizedSystemCode: random.chance(0.3) ? '6204.62' : null,
    unitCost: random.chance(0.7) ? Math.floor(variant.price * 0.4) : null,
  }))
}

/**
 * How much each location has of each item. Active locations share what a variant has in stock; a
 * closed one keeps levels that are inactive.
 */
export function generateInventoryLevels(
  variants: readonly ProductVariantRecord[],
  locations: readonly LocationRecord[],
  random: Random,
): InventoryLevelRecord[] {
  const [main, ...others] = locations
  if (main === undefined) return []
  return variants.flatMap((variant) => {
    let left = variant.inventoryQuantity
    const elsewhere = others
      .filter(() => random.chance(0.5))
      .map((location) => {
        const available = location.isActive ? random.integer(0, Math.max(0, left)) : 0
        left -= available
        return { location, available }
      })
    return [{ location: main, available: left }, ...elsewhere].map(({ location, available }) => ({
      id: childIdOf(
        'InventoryLevel',
        'InventoryItem',
        variant.inventoryItemId,
        locations.indexOf(location),
        locations.length,
      ),
      createdAt: variant.createdAt,
      updatedAt: variant.updatedAt,
      itemId: variant.inventoryItemId,
      locationId: location.id,
      isActive: location.isActive,
      available,
      committed: random.pick([0, 0, 0, 1, 2]),
      incoming: random.pick([0, 0, 0, 10, 50]),
    }))
  })
}
