import type { JsonSchema } from '@descant/sdk'
import { ConfigError } from '../errors.ts'
import { createValidator, type Validator } from '../schema/validate.ts'

/** The settings of a connector, as its config file holds them. */
export type Settings = Readonly<Record<string, unknown>>

/** Kept by schema: a connector on trial runs a hundred times. */
const validators = new WeakMap<JsonSchema, Validator>()

const validatorOf = (schema: JsonSchema): Validator => {
  const known = validators.get(schema) ?? createValidator(schema, { allIssues: true })
  validators.set(schema, known)
  return known
}

/**
 * Puts the defaults into a config and holds it against its schema, as the command line does.
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
