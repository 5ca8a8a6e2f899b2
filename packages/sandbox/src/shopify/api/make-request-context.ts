import { metafieldFilter } from '../metafields/metafield-filter.ts'
import type { SearchableKind } from '../search/search-index.ts'
import { searchableKind } from '../search/searchable-kind.ts'
import type { Row } from '../store/table.ts'
import { tableType } from '../store/table-type.ts'
import { accessDenied } from './api-error.ts'
import { isEnumType } from './graphql.ts'
import type { RequestContext } from './request-context.ts'
import { finders, searchable, visibility } from './schema-parts.ts'

/** What connections can be searched by, kept by version and field; of one store. */
export type SearchableKinds = Map<string, SearchableKind<Row>>

/** What resolvers can reach, with the means to look things up in it. */
export function makeRequestContext(
  given: Omit<RequestContext, 'findNode' | 'record' | 'searchable' | 'visible'>,
  kept: SearchableKinds,
): RequestContext {
  const { schema, store } = given
  const context: RequestContext = {
    ...given,

    findNode: (kind, id) => {
      const access = schema.access(kind)
      if (access !== undefined && !access.scopes.some((scope) => given.grant.scopes.has(scope))) {
        throw accessDenied('node', access.requirement)
      }
      return context.record(kind, id)
    },

    record: (type, id) => {
      const finder = finders[type]
      const found = finder ? finder(id, context) : store.tables.get(tableType(type))?.get(id)
      const isVisible = context.visible(tableType(type))
      return found === undefined || (isVisible !== undefined && !isVisible(found as Row))
        ? undefined
        : found
    },

    searchable: <R extends Row>(type: string, owner: string, field: string) => {
      const name = `${schema.version} ${owner}.${field}`
      let kind = kept.get(name)
      if (kind === undefined) {
        const sortKeys = schema.getType(schema.sortKeyType(owner, field) ?? '')
        kind = searchableKind(
          name,
          schema.filters(owner, field),
          isEnumType(sortKeys) ? sortKeys.getValues().map((value) => value.name) : [],
          searchable[type]?.(store) ?? {},
          metafieldFilter(type, store, schema.version),
        )
        kept.set(name, kind)
      }
      return kind as unknown as SearchableKind<R>
    },

    visible: (type) => visibility[type]?.(context),
  }
  return context
}
