import type { Field } from '../schema/field.ts'
import type { CompoundValue, Row } from './row.ts'

const addressParts = [
  ['city', 'City'],
  ['country', 'Country'],
  ['countryCode', 'CountryCode'],
  ['geocodeAccuracy', 'GeocodeAccuracy'],
  ['latitude', 'Latitude'],
  ['longitude', 'Longitude'],
  ['postalCode', 'PostalCode'],
  ['state', 'State'],
  ['stateCode', 'StateCode'],
  ['street', 'Street'],
] as const

/** An address or a location, put together from its parts; null where every part is. */
export function compoundValue(field: Field, row: Row): CompoundValue | null {
  const parts =
    field.type === 'address'
      ? addressParts.map(([part, name]) => [
          part,
          row[field.name.replace(/Address$/, name)] ?? null,
        ])
      : ['Latitude', 'Longitude'].map((name) => [
          name.toLowerCase(),
          row[field.name.replace(/__c$/, `__${name}__s`)] ?? null,
        ])
  if (parts.every(([, value]) => value === null)) return null
  return Object.fromEntries(parts) as CompoundValue
}
