import { ConfigError } from '../errors.ts'
import type { JsonSchema } from '../schema/infer.ts'
import type { Catalog, CatalogEntry, MetadataEntry } from './catalog.ts'

/** One pattern of the `select` setting, taken apart. */
interface Pattern {
  readonly excludes: boolean
  readonly stream: RegExp
  /** The field; undefined for the whole stream. */
  readonly path: RegExp | undefined
  readonly pathText: string
}

const glob = (text: string): string =>
  text
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')

/** A dot that belongs to a name is written `\.`. */
const partsOf = (text: string): [string, string | undefined] => {
  const [stream = '', ...path] = text.split(/(?<!\\)\./)
  const plain = (part: string) => part.replaceAll('\\.', '.')
  return [plain(stream), path.length > 0 ? path.map(plain).join('.') : undefined]
}

const parse = (text: string): Pattern => {
  const excludes = text.startsWith('!')
  const [stream, path] = partsOf(excludes ? text.slice(1) : text)
  if (stream === '') {
    const message = `${JSON.stringify(text)} must be a stream or stream.field, with ! before it to leave it out`
    throw new ConfigError([{ path: 'select', message }])
  }
  return {
    excludes,
    stream: new RegExp(`^${glob(stream)}$`),
    path: path === undefined ? undefined : new RegExp(`^${glob(path)}$`),
    pathText: path ?? '',
  }
}

const fieldPaths = (schema: JsonSchema, path: readonly string[] = []): string[][] => {
  if (schema.items) return fieldPaths(schema.items, path)
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const own = [...path, name]
    return [own, ...fieldPaths(field, own)]
  })
}

/** A path and those of the fields that it is within, outermost first. */
const lineage = (path: readonly string[]): string[] =>
  path.map((_, index) => path.slice(0, index + 1).join('.'))

const isFieldSelected = (path: readonly string[], patterns: readonly Pattern[]): boolean => {
  const names = lineage(path)
  const own = names.at(-1) as string
  const matches = ({ path: pattern }: Pattern) => names.some((name) => pattern?.test(name))
  const isNamed = patterns.some(
    (pattern) =>
      !pattern.excludes &&
      // A field is also kept for the sake of one that is wanted within it.
      (pattern.path === undefined || matches(pattern) || pattern.pathText.startsWith(`${own}.`)),
  )
  return isNamed && !patterns.some((pattern) => pattern.excludes && matches(pattern))
}

const select = (entry: CatalogEntry, patterns: readonly Pattern[]): CatalogEntry => {
  const own = patterns.filter(({ stream }) => stream.test(entry.stream))
  const isSelected =
    own.some(({ excludes }) => !excludes) &&
    !own.some(({ excludes, path }) => excludes && path === undefined)
  const metadata: MetadataEntry[] = [{ breadcrumb: [], metadata: { selected: isSelected } }]
  for (const path of isSelected ? fieldPaths(entry.schema) : []) {
    if (isFieldSelected(path, own)) continue
    const breadcrumb = path.flatMap((name) => ['properties', name])
    metadata.push({ breadcrumb, metadata: { selected: false } })
  }
  return { ...entry, metadata }
}

/** Whether patterns ask for a stream, or for any field of it. */
export function namesStream(patterns: readonly string[], stream: string): boolean {
  return patterns.map(parse).some((pattern) => !pattern.excludes && pattern.stream.test(stream))
}

/**
 * Applies the `select` setting to a catalog: a stream or field is wanted where a pattern names it and
 * none with `!` leaves it out. `*` and `?` stand for other letters; a field brings its own fields.
 *
 * @example
 * selectByPatterns(catalog, ['orders', '!orders.note', 'customers.id', 'customers.email'])
 */
export function selectByPatterns(catalog: Catalog, patterns: readonly string[]): Catalog {
  const parsed = patterns.map(parse)
  return { streams: catalog.streams.map((entry) => select(entry, parsed)) }
}
