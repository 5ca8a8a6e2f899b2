import type { Clock } from '../../clock.ts'
import type { Field } from '../schema/field.ts'
import type { ObjectDefinition } from '../schema/object-definition.ts'
import { compoundValue } from './compound-value.ts'
import type { Row, Value } from './row.ts'
import { Table, type TableContents } from './table.ts'

/** All records of an org: a table an object. */
export class SalesforceStore {
  readonly #tables = new Map<string, Table>()
  readonly #byPrefix = new Map<string, Table>()

  /** @param objects What there are records of. */
  constructor(
    objects: readonly ObjectDefinition[],
    contentsOf: (object: ObjectDefinition) => TableContents,
    clock: Clock,
  ) {
    for (const object of objects) {
      if (object.keyPrefix === null || !object.queryable) continue
      const table = new Table(object.keyPrefix, () => contentsOf(object), clock)
      this.#tables.set(object.name, table)
      this.#byPrefix.set(object.keyPrefix, table)
    }
  }

  /** The table of an object, where it has records at all. */
  table(object: string): Table | undefined {
    return this.#tables.get(object)
  }

  /** The record of an id, of whatever object, as it is seen now. */
  find(id: string): Row | undefined {
    return this.#byPrefix.get(id.slice(0, 3))?.find(id)
  }

  /** The value of a field: as it is stored, put together from its parts, or computed. */
  read(field: Field, row: Row): Value {
    if (field.compute !== null) {
      const value = field.compute(row, (reference) => {
        const id = row[reference]
        return typeof id === 'string' ? this.find(id) : undefined
      })
      return (value ?? null) as Value
    }
    if (field.type === 'address' || field.type === 'location') return compoundValue(field, row)
    return row[field.name] ?? null
  }
}
