import type { KnownSchemas } from '../expression/record-scope.ts'
import type { KnownSchema } from '../json/read-value.ts'
import { resolveReference } from '../schema/resolve-reference.ts'
import type { Shape } from '../schema/shape.ts'

/** The schemas of a stream's fields as expressions need them: to tell whole numbers from others. */
export function knownSchemas(shape: Shape): KnownSchemas {
  const schemas = new Map<string, KnownSchema>()
  for (const [name, { text }] of shape.properties) {
    const resolved = resolveReference(text, shape.root)
    if (resolved.startsWith('{')) schemas.set(name, JSON.parse(resolved) as KnownSchema)
  }
  return schemas
}
