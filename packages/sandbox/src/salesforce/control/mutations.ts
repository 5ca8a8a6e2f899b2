import type { VirtualClock } from '../../clock.ts'
import { ControlError } from '../../control/settings.ts'
import type { ObjectDefinition } from '../schema/object-definition.ts'
import type { Schema } from '../schema/schema.ts'
import { customField } from '../schema/tooling-objects.ts'
import { customFieldOf } from '../seed/definition-rows.ts'
import type { Row, Value } from '../store/row.ts'
import type { SalesforceStore } from '../store/store.ts'
import type { Table } from '../store/table.ts'

/** What one change did. */
export interface Mutation {
  readonly ids: readonly string[]
  /** The SystemModstamp of what was changed, in milliseconds since 1970. */
  readonly at: number
}

/** How a change is to happen. */
export interface MutationTiming {
  /** The SystemModstamp, where it is not to be now. */
  readonly at?: number
  /** How long it takes to be seen. */
  readonly lagMilliseconds: number
}

/** What changes in an org: records come, change, go to the recycle bin, come back, and are purged. */
export class Mutations {
  readonly #schema: Schema
  readonly #store: SalesforceStore
  readonly #clock: VirtualClock
  readonly #userId: string

  constructor(schema: Schema, store: SalesforceStore, clock: VirtualClock, userId: string) {
    this.#schema = schema
    this.#store = store
    this.#clock = clock
    this.#userId = userId
  }

  /** Adds so many records with the same values. */
  create(
    object: string,
    count: number,
    values: Readonly<Record<string, Value>>,
    timing: MutationTiming,
  ): Mutation {
    const { definition, table } = this.#find(object)
    const at = this.#moment(timing)
    const ids: string[] = []
    for (let number = 0; number < count; number++) {
      const id = table.nextId()
      table.put(this.#newRow(definition, id, at, values), this.#visibleAt(timing))
      ids.push(id)
    }
    return { ids, at }
  }

  /** Changes records, and stamps them. */
  update(
    object: string,
    ids: readonly string[],
    values: Readonly<Record<string, Value>>,
    timing: MutationTiming,
  ): Mutation {
    const at = this.#moment(timing)
    return this.#change(object, ids, at, timing, (row) => ({
      ...row,
      ...values,
      LastModifiedDate: at,
      LastModifiedById: this.#userId,
    }))
  }

  /** Puts records into the recycle bin. */
  delete(object: string, ids: readonly string[], timing: MutationTiming): Mutation {
    const at = this.#moment(timing)
    const { table } = this.#find(object)
    const mutation = this.#change(object, ids, at, timing, (row) => ({ ...row, IsDeleted: true }))
    for (const id of ids) table.logDeletion({ id, deletedAt: at }, this.#visibleAt(timing))
    return mutation
  }

  /** Makes `/deleted` tell of records that live. */
  claimDeleted(object: string, ids: readonly string[], timing: MutationTiming): Mutation {
    const at = this.#moment(timing)
    const { table } = this.#find(object)
    for (const id of ids) {
      this.#row(table, object, id)
      table.logDeletion({ id, deletedAt: at, isFalse: true }, this.#visibleAt(timing))
    }
    return { ids, at }
  }

  /** Takes records out of the recycle bin again. */
  undelete(object: string, ids: readonly string[], timing: MutationTiming): Mutation {
    const at = this.#moment(timing)
    return this.#change(object, ids, at, timing, (row) => ({ ...row, IsDeleted: false }))
  }

  /** Takes records away for good; `/deleted` knows of them for a while, unless told not to. */
  purge(object: string, ids: readonly string[], timing: MutationTiming, isLogged = true): Mutation {
    const { table } = this.#find(object)
    const at = this.#moment(timing)
    for (const id of ids) {
      const row = this.#row(table, object, id)
      if (isLogged && row.IsDeleted !== true) {
        table.logDeletion({ id, deletedAt: at }, this.#visibleAt(timing))
      }
      table.remove(id, this.#visibleAt(timing))
    }
    return { ids, at }
  }

  /** Notes that a field was added to an object, for those that ask what is defined. */
  define(object: ObjectDefinition, field: string, at: number): void {
    const table = this.#store.table(customField.name) as Table
    const row = { ...customFieldOf(this.#schema, object, field, at), Id: table.nextId() }
    table.put(row, this.#clock.now())
  }

  /** The ids of the first so many records that are not deleted. */
  some(object: string, count: number): string[] {
    const { table } = this.#find(object)
    const ids: string[] = []
    for (const row of table.truth()) {
      if (ids.length === count) break
      if (row.IsDeleted !== true) ids.push(row.Id as string)
    }
    return ids
  }

  #change(
    object: string,
    ids: readonly string[],
    at: number,
    timing: MutationTiming,
    change: (row: Row) => Row,
  ): Mutation {
    const { definition, table } = this.#find(object)
    for (const id of ids) {
      const row = copyOf(definition, this.#row(table, object, id))
      table.put({ ...change(row), SystemModstamp: at }, this.#visibleAt(timing))
    }
    return { ids, at }
  }

  #find(name: string): { definition: ObjectDefinition; table: Table } {
    const definition = this.#schema.object(name)
    const table = definition && this.#store.table(definition.name)
    if (definition === undefined || table === undefined) {
      throw new ControlError(`There is no object "${name}" with records`)
    }
    return { definition, table }
  }

  #row(table: Table, object: string, id: string): Row {
    const row = table.findLatest(id)
    if (row === undefined) throw new ControlError(`${object} has no record "${id}"`)
    return row
  }

  #moment({ at }: MutationTiming): number {
    return Math.floor((at ?? this.#clock.now()) / 1000) * 1000
  }

  #visibleAt({ lagMilliseconds }: MutationTiming): number {
    return this.#clock.now() + lagMilliseconds
  }

  #newRow(
    definition: ObjectDefinition,
    id: string,
    at: number,
    values: Readonly<Record<string, Value>>,
  ): Row {
    const row: Record<string, Value> = {}
    for (const { name, type, compute } of definition.fields) {
      if (compute === null) row[name] = type === 'boolean' ? false : null
    }
    return {
      ...row,
      Name: `New ${definition.label}`,
      OwnerId: this.#userId,
      ...values,
      Id: id,
      CreatedDate: at,
      CreatedById: this.#userId,
      LastModifiedDate: at,
      LastModifiedById: this.#userId,
      SystemModstamp: at,
    }
  }
}

/** A record with all its values, those that are made when they are read among them. */
function copyOf(definition: ObjectDefinition, row: Row): Row {
  const copy: Record<string, Value> = {}
  for (const { name, compute } of definition.fields) {
    if (compute === null) copy[name] = row[name] ?? null
  }
  return copy
}
