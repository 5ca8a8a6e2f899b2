import { ConfigError } from '../errors.ts'
import type { JsonSchema } from '../schema/infer.ts'
import { createValidator, type Validator } from '../schema/validate.ts'

/** The settings of a connector, as its config file holds them. */
export type Settings = Readonly<Record<string, unknown>>

/** Kept by schema: a connector that is tested runs a hundred times in one process. */
const validators = new WeakMap<JsonSchema, Validator>()

const validatorOf = (schema: JsonSchema): Validator => {
  const known = validators.get(schema) ?? createValidator(schema, { allIssues: true })
  validators.set(schema, known)
  return known
}

/**
 * Puts the defaults into a config and holds it against its schema.
 *
 * @throws {ConfigError} with every problem at once.
 */
export function completeConfig(schema: JsonSchema, given: Settings): Settings {
  const defaults = Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
    property.default === undefined ? [] : [[name, property.default] as const],
  )
  const values = { ...Object.fromEntries(defaults), ...given }
  const issues = validatorOf(schema)(values)
  if (issues.length > 0) throw new ConfigError(issues)
  return values
}

/** The values of the settings that are marked as secret, nested ones too. */
export function secretsIn(values: Settings, schema: JsonSchema): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const value = values[name]
    if (typeof value === 'string') return property.secret === true ? [value] : []
    return typeof value === 'object' && value !== null ? secretsIn(value as Settings, property) : []
  })
}
