import type { JsonSchema } from '@descant/sdk'

/**
 * The JSON Schema of a metafield's value by the type that its definition names
 * (https://shopify.dev/docs/apps/build/custom-data/metafields/list-of-data-types). Decimals and money
 * stay strings; JSON of any shape stays the text that it is, so that no number in it is rounded.
 */
export function typedSchema(type: string): JsonSchema {
  if (type.startsWith('list.')) {
    const items = typedSchema(type.slice('list.'.length))
    return { type: ['null', 'array'], items }
  }
  return known[type] ?? (isObject(type) ? { type: ['null', 'object'] } : text)
}

/**
 * A metafield's value as its type has it. What does not read as its type is a string, as it came.
 *
 * @example
 * typedValue('number_integer', '5') // 5
 * typedValue('number_decimal', '1.10') // '1.10'
 * typedValue('list.single_line_text_field', '["a","b"]') // ['a', 'b']
 */
export function typedValue(type: string, value: unknown): unknown {
  if (typeof value !== 'string') return value ?? null
  if (type === 'boolean') return value === 'true'
  if (type === 'number_integer') return Number.isSafeInteger(Number(value)) ? Number(value) : value
  if (type.startsWith('list.') || isObject(type)) return parsed(value)
  return value
}

const text = { type: ['null', 'string'] } as const

const known: Readonly<Record<string, JsonSchema>> = {
  boolean: { type: ['null', 'boolean'] },
  number_integer: { type: ['null', 'integer', 'string'] },
  date: { type: ['null', 'string'], format: 'date' },
}

/** Values that are objects: money, ratings, links, and measurements of all kinds. */
const objects = new Set(
  (
    'money rating link antenna_gain area battery_charge_capacity battery_energy_capacity capacitance ' +
    'concentration data_storage_capacity data_transfer_rate dimension display_density distance ' +
    'duration electric_current electrical_resistance energy frequency illuminance inductance ' +
    'luminous_flux mass_flow_rate power pressure resolution rotational_speed sound_level speed ' +
    'temperature thermal_power voltage volume volumetric_flow_rate weight'
  ).split(' '),
)

const isObject = (type: string): boolean => objects.has(type)

function parsed(value: string): unknown {
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}
