import type { Field } from '../schema/field.ts'
import type { CompoundValue, Value } from '../store/row.ts'
import { doubleLiteral } from './double-literal.ts'

/** A datetime as REST writes it: `2026-10-02T08:11:00.000+0000`. */
export function restDateTime(moment: number): string {
  return new Date(moment).toISOString().replace('Z', '+0000')
}

/** A value of a field in JSON. Decimals keep every digit that they have. */
export function jsonValue(field: Field, value: Value): string {
  if (value === null) return 'null'
  switch (field.type) {
    case 'currency':
    case 'double':
    case 'percent':
      return doubleLiteral(String(value))
    case 'datetime':
      return `"${restDateTime(value as number)}"`
    case 'address':
    case 'location':
      return compoundJson(value as CompoundValue)
    default:
      return JSON.stringify(value)
  }
}

/** Latitude and longitude are decimals among the texts of an address. */
function compoundJson(value: CompoundValue): string {
  const parts = Object.entries(value).map(([name, part]) => {
    const isNumber = part !== null && (name === 'latitude' || name === 'longitude')
    return `${JSON.stringify(name)}:${isNumber ? part : JSON.stringify(part)}`
  })
  return `{${parts.join(',')}}`
}

/** A value of a field in CSV, before it is quoted. Nothing is empty text. */
export function csvValue(field: Field, value: Value): string {
  if (value === null) return ''
  switch (field.type) {
    case 'currency':
    case 'double':
    case 'percent':
      return doubleLiteral(String(value))
    case 'datetime':
      return new Date(value as number).toISOString()
    default:
      return String(value)
  }
}
