import type { SearchableProperties } from '../api/schema-part.ts'
import type { SortKey } from '../paging/sort-key.ts'
import type { CondensedSearch } from '../published/condensed-schema.ts'
import type { Row } from '../store/table.ts'
import type { SearchField } from './search-field.ts'
import type { SearchableKind } from './search-index.ts'

type Properties = Row & Readonly<Record<string, unknown>>

/**
 * What a connection can be filtered and sorted by: the filters and sort keys that are published for
 * it, each with what its subject says of it, or else with the property of its name: `updated_at`
 * is `updatedAt`. A filter for which records have nothing finds nothing.
 *
 * @param name Tells this kind from others in the index.
 * @param filters As published for the connection; undefined where it takes no search.
 * @param sortKeys The values of its `sortKey`.
 * @param metafield Finds the filters by metafields, where the connection takes them.
 */
export function searchableKind(
  name: string,
  filters: CondensedSearch | undefined,
  sortKeys: readonly string[],
  properties: SearchableProperties,
  metafield: (filter: string) => SearchField<Row> | undefined,
): SearchableKind<Row> {
  const fields = Object.entries(filters ?? {})
    .filter(([filter]) => filter !== 'default' && !filter.includes('{'))
    .map(([filter, [type, ...values]]) => [
      filter,
      properties.fields?.[filter] ?? fieldOf(filter, type, values),
    ])
  const keys = ['ID', ...sortKeys].map((key) => [key, properties.sortKeys?.[key] ?? sortKeyOf(key)])
  return {
    type: name,
    fields: Object.fromEntries(fields),
    otherField: Object.hasOwn(filters ?? {}, 'metafields.{namespace}.{key}')
      ? metafield
      : undefined,
    sortKeys: Object.fromEntries(keys),
    text:
      filters !== undefined && !Object.hasOwn(filters, 'default')
        ? undefined
        : (properties.text ?? textOf),
  }
}

/** `updated_at` and `UPDATED_AT` are the property `updatedAt`. */
function propertyName(name: string): string {
  return name.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
}

function fieldOf(filter: string, type: string, values: readonly string[]): SearchField<Row> {
  const name = propertyName(filter)
  const of = (row: Row) => ((row as Properties)[name] ?? null) as never
  if (filter === 'tag' || filter === 'tag_not') {
    const tags = (row: Row) => ((row as Properties).tags ?? []) as string[]
    return { type: 'keyword', of: tags, excluding: filter === 'tag_not' }
  }
  switch (type) {
    case 'time':
    case 'date':
      return { type: 'time', of }
    case 'id':
      return { type: 'id', of }
    case 'boolean':
      return { type: 'boolean', of }
    case 'integer':
      return { type: 'integer', of }
    case 'float':
    case 'bigdecimal':
      return { type: 'money', of }
    default: {
      const text = (row: Row) => {
        const value = of(row)
        return value === null ? [] : [String(value).toLowerCase()]
      }
      return values.length > 0 && !values.some((value) => value.includes('{'))
        ? { type: 'enumeration', values: values.map((value) => value.toLowerCase()), of: text }
        : { type: 'keyword', of: text }
    }
  }
}

function sortKeyOf(key: string): SortKey<Row> {
  if (key === 'ID' || key === 'RELEVANCE') return { type: 'number', of: (row) => row.id }
  const name = propertyName(key)
  const of = (row: Row) => ((row as Properties)[name] ?? null) as number | string | null
  if (/_(AT|ON|DATE)$/.test(key)) return { type: 'time', of }
  return {
    type: 'text',
    of: (row) => {
      const value = of(row)
      return value === null ? null : String(value).toLowerCase()
    },
  }
}

/** What a condition without a field looks through, where a subject does not say. */
function textOf(row: Row): string {
  const { title, name, handle } = row as Properties
  return [title, name, handle].filter((part) => typeof part === 'string').join(' ')
}
