import { ControlError } from '../../control/settings.ts'
import type { ObjectDefinition } from '../schema/object-definition.ts'
import type { Schema } from '../schema/schema.ts'
import type { Value } from '../store/row.ts'

/**
 * Values as somebody writes them in JSON, as the store keeps them: datetimes as milliseconds,
 * decimals as text.
 *
 * @throws ControlError where a field is not there, or holds no such thing.
 */
export function storedValues(
  schema: Schema,
  object: ObjectDefinition,
  values: Readonly<Record<string, unknown>>,
): Record<string, Value> {
  const stored = Object.entries(values).map(([name, value]) => {
    const field = schema.field(object, name)
    if (field === undefined || field.compute !== null || /^(address|location)$/.test(field.type)) {
      throw new ControlError(`${object.name} has no field "${name}" that can be set`)
    }
    return [field.name, storedValue(field.type, name, value)] as const
  })
  return Object.fromEntries(stored)
}

function storedValue(type: string, name: string, value: unknown): Value {
  if (value === null) return null
  switch (type) {
    case 'datetime': {
      const moment = Date.parse(String(value))
      if (Number.isNaN(moment)) throw new ControlError(`"${name}" has to be a time, not ${value}`)
      return moment
    }
    case 'currency':
    case 'double':
    case 'percent': {
      const literal = String(value)
      if (!/^-?\d+(\.\d+)?$/.test(literal)) {
        throw new ControlError(`"${name}" has to be a number, or its digits as text, not ${value}`)
      }
      return literal.includes('.') ? literal : `${literal}.0`
    }
    case 'int':
      return Number(value)
    case 'boolean':
      return value === true
    default:
      return String(value)
  }
}
