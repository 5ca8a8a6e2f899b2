import type { Entity } from '../model/define-entity.ts'
import type { ChildMapping } from '../model/define-source.ts'
import { childFields } from './child-fields.ts'
import { rawField } from './compile-expression.ts'
import type { Dialect } from './dialect.ts'
import type { MappedColumn } from './mapped-column.ts'

/** The rows that records carry within them. */
export interface MappedChild {
  readonly entity: Entity
  readonly name: string
  readonly columns: readonly MappedColumn[]
  /** The list, each item with its fields trimmed, and its `_position`. */
  readonly items: string
  /** The texts of an item's columns, to be used within such a list. */
  readonly texts: Readonly<Record<string, string>>
}

/**
 * Within a list an engine computes what is written twice twice, and to make a blank NULL takes to
 * write it twice: so all fields are trimmed first, in a pass of their own.
 */
export function mappedChild(dialect: Dialect, child: ChildMapping): MappedChild {
  const { entity, list } = child
  const scope = { record: 's', item: 'item' }
  const name = (index: number) => `field_${index}`
  const { columns, fields, texts } = childFields(
    dialect,
    child,
    (index) => `nullif(${dialect.field('item', name(index))}, '')`,
  )
  const items = dialect.mapList(rawField(list, dialect, scope), (_item, position) =>
    dialect.struct({
      ...Object.fromEntries(
        fields.map((field, index) => [
          name(index),
          dialect.trimmed(rawField(field, dialect, scope)),
        ]),
      ),
      _position: position,
    }),
  )
  return { entity, name: entity.name, columns, items, texts }
}
