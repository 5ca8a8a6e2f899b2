import type { LoadColumn } from '../zone/load-column.ts'
import type { SearchFeatures } from './search-features.ts'

/** Longer texts are kept, and found by their words alone. */
const longestKeyword = 8191

const scalarMappings: Readonly<Record<string, object>> = {
  int: { type: 'integer' },
  long: { type: 'long' },
  double: { type: 'double' },
  boolean: { type: 'boolean' },
  // Kept and given back as it is: what is in it is different in every document.
  json: { type: 'object', enabled: false },
}

/** Columns whose values have no words: what tells things apart, and codes. */
const withoutWords =
  /(^|_)(id|ids|email|phone|sku|code|currency|country|region|locale|status|provider|source|sources|provenance)$/

/** They are looked up as a whole; everything else also by its words. */
const isIdentifier = (name: string, key: readonly string[]) =>
  key.includes(name) || withoutWords.test(name)

/**
 * The explicit mapping of a table's documents: a document with anything else is refused, so that no
 * type is ever guessed.
 *
 * @param options.hasScaledFloat whether the server knows the type that decimals are best kept in
 * @param options.timeFormat the format that the server reads times by, and those of queries that name
 *   no format of their own; the server's own where it is not given
 */
export function indexMapping(
  columns: readonly LoadColumn[],
  key: readonly string[],
  { hasScaledFloat, timeFormat }: SearchFeatures,
): { readonly dynamic: 'strict'; readonly properties: Record<string, object> } {
  const mappingOf = ({ name, type }: LoadColumn): object => {
    const scalar = typeof type === 'object' ? type.list : type
    const known = scalarMappings[scalar]
    if (known) return known
    if (scalar === 'date' || scalar === 'timestamptz') {
      return { type: 'date', ...(timeFormat && { format: timeFormat }) }
    }
    const scale = /^decimal\(\d+, ?(\d+)\)$/.exec(scalar)?.[1]
    if (scale !== undefined) {
      return hasScaledFloat
        ? { type: 'scaled_float', scaling_factor: 10 ** Number(scale) }
        : { type: 'double' }
    }
    const keyword = { type: 'keyword', ignore_above: longestKeyword }
    return isIdentifier(name, key) ? keyword : { ...keyword, fields: { text: { type: 'text' } } }
  }
  const properties = Object.fromEntries(columns.map((column) => [column.name, mappingOf(column)]))
  return { dynamic: 'strict', properties }
}
