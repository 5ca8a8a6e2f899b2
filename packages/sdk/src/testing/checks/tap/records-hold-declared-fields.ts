import type { JsonSchema } from '@descant/sdk'
import { check, fail } from '../../check.ts'
import type { TapTrial } from '../../tap-trial.ts'

/** The fields of a value that its schema does not know, as paths; a schema may allow any. */
const undeclaredIn = (value: unknown, schema: JsonSchema | undefined, path: string): string[] => {
  if (Array.isArray(value)) {
    return value.flatMap((item) => undeclaredIn(item, schema?.items, path))
  }
  const { properties, additionalProperties } = schema ?? {}
  if (typeof value !== 'object' || value === null || properties === undefined) return []
  return Object.entries(value).flatMap(([name, item]) => {
    const own = path === '' ? name : `${path}.${name}`
    if (Object.hasOwn(properties, name)) return undeclaredIn(item, properties[name], own)
    return additionalProperties === undefined || additionalProperties === false ? [own] : []
  })
}

export const recordsHoldDeclaredFields = check(
  'records hold only declared fields',
  async (trial: TapTrial) => {
    const schemas = new Map<string, JsonSchema>()
    const undeclared = new Set<string>()
    for (const message of (await trial.full()).messages) {
      if (message.type === 'SCHEMA') schemas.set(message.stream, message.schema)
      if (message.type !== 'RECORD') continue
      const { stream, record } = message
      for (const path of undeclaredIn(record, schemas.get(stream), '')) {
        undeclared.add(`${stream}.${path}`)
      }
    }
    if (undeclared.size === 0) return
    fail(
      `${[...undeclared].join(', ')}: in the records and not in the schema, so that no catalog can ` +
        'leave them out and no target knows them',
    )
  },
)
