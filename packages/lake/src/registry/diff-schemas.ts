import { compareFields } from './compare-fields.ts'
import { pairRenamed } from './pair-renamed.ts'
import { type SchemaField, type SchemaObject, schemaFields } from './schema-field.ts'

/** One way in which a schema differs from another. */
export interface SchemaChange {
  /** 'renamed' only looks so: a field went, and one of the same shape came beside it. */
  readonly kind: 'added' | 'removed' | 'narrowed' | 'widened' | 'renamed' | 'key'
  /** A JSON pointer into the record, with `*` for the items of an array; '' is the record. */
  readonly path: string
  /** What the field was, in words; null where it was not there. */
  readonly before: string | null
  /** What it is now; null where it is gone. */
  readonly after: string | null
}

/** A schema with the key of its stream. */
export interface KeyedSchema {
  readonly schema: SchemaObject
  readonly keyProperties: readonly string[]
}

/**
 * How one schema of a stream differs from another, by field. Words that allow and forbid nothing
 * (titles, descriptions, defaults) are no difference.
 *
 * @example
 * diffSchemas(
 *   { schema: { properties: { total: { type: ['null', 'string'] } } }, keyProperties: [] },
 *   { schema: { properties: { total: { type: 'string' } } }, keyProperties: [] },
 * ) // [{ kind: 'narrowed', path: '/total', before: 'null or string', after: 'string' }]
 */
export function diffSchemas(before: KeyedSchema, after: KeyedSchema): SchemaChange[] {
  const [old, now] = [schemaFields(before.schema), schemaFields(after.schema)]
  const isTop = (fields: ReadonlyMap<string, SchemaField>, path: string) =>
    path === '' || fields.has(parentOf(path))
  const removed = [...old].filter(([path]) => !now.has(path) && isTop(now, path))
  const added = [...now].filter(([path]) => !old.has(path) && isTop(old, path))
  const renamed = pairRenamed(removed, added, { before: old, after: now })
  const isRenamed = (path: string) => renamed.some(({ from, to }) => path === from || path === to)
  const changes: SchemaChange[] = [
    ...keyChange(before.keyProperties, after.keyProperties),
    ...renamed.map(({ from, to }) => ({
      kind: 'renamed' as const,
      path: from,
      before: from,
      after: to,
    })),
    ...removed
      .filter(([path]) => !isRenamed(path))
      .map(([path, field]) => ({
        kind: 'removed' as const,
        path,
        before: words(field),
        after: null,
      })),
    ...added
      .filter(([path]) => !isRenamed(path))
      .map(([path, field]) => ({
        kind: 'added' as const,
        path,
        before: null,
        after: words(field),
      })),
  ]
  for (const [path, field] of old) {
    const other = now.get(path)
    if (other === undefined) continue
    const { isNarrowed, isWidened } = compareFields(field, other)
    const kind = isNarrowed ? 'narrowed' : isWidened ? 'widened' : undefined
    if (kind) changes.push({ kind, path, before: words(field), after: words(other) })
  }
  return changes.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
}

const breaking: ReadonlySet<SchemaChange['kind']> = new Set([
  'removed',
  'narrowed',
  'renamed',
  'key',
])

/** Whether a change can take something away from those downstream. */
export const isBreaking = ({ kind }: SchemaChange): boolean => breaking.has(kind)

/** A change as one line for a person. */
export function describeChange({ kind, path, before, after }: SchemaChange): string {
  const place = path === '' ? 'the record' : path
  switch (kind) {
    case 'added':
      return `+ ${place}: ${after}`
    case 'removed':
      return `- ${place}: ${before}`
    case 'renamed':
      return `? ${place}: looks renamed to ${after}`
    case 'key':
      return `! key: ${before} -> ${after}`
    default:
      return `${kind === 'narrowed' ? '!' : '~'} ${place}: ${before} -> ${after} (${kind})`
  }
}

const parentOf = (path: string) => path.slice(0, path.lastIndexOf('/'))

function keyChange(before: readonly string[], after: readonly string[]): SchemaChange[] {
  const key = (properties: readonly string[]) =>
    properties.length > 0 ? properties.join(', ') : 'none'
  const isSame = before.length === after.length && before.every((name) => after.includes(name))
  return isSame ? [] : [{ kind: 'key', path: '', before: key(before), after: key(after) }]
}

/** What a field allows, in words. */
function words({ types, formats, values, bounds, isRequired, isClosed }: SchemaField): string {
  const type = types.length === 0 ? 'anything' : types.join(' or ')
  return [
    type,
    ...(formats.length > 0 ? [`(${formats.join(' or ')})`] : []),
    ...(values === undefined ? [] : [`of ${values.join(', ')}`]),
    ...Object.entries(bounds).map(([keyword, bound]) => `${keyword} ${bound}`),
    ...(isRequired ? ['required'] : []),
    ...(isClosed ? ['no further fields'] : []),
  ].join(' ')
}
