import type { JsonSchema, Tap } from '@descant/sdk'
import { tapSettings } from '../cli/tap-settings.ts'

const schemas = new WeakMap<Tap, JsonSchema>()

/** The schema of a tap's own settings and of those that every tap has; one object for each tap. */
export function settingsOf(tap: Tap): JsonSchema {
  const { config } = tap
  const schema = schemas.get(tap) ?? {
    ...config,
    properties: { ...config.properties, ...tapSettings },
  }
  schemas.set(tap, schema)
  return schema
}
