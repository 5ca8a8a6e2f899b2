import type { ReadContext } from '@descant/sdk'
import type { Salesforce } from '../client/salesforce.ts'
import { isRefusal } from '../client/salesforce-error.ts'
import type { SalesforceObject } from '../discovery/salesforce-object.ts'
import { type RecordPlan, recordPlan } from '../record/record-plan.ts'
import { columnGroups } from '../soql/column-groups.ts'
import type { SoqlParts } from '../soql/soql.ts'

/** The reading of one object in one run: what is asked for, and by whom. */
export class Reading {
  readonly salesforce: Salesforce
  readonly object: SalesforceObject
  readonly context: ReadContext
  /** Whether Bulk refused the object, though its name says that it is known there. */
  isRefusedByBulk = false
  readonly #without = new Set<string>()
  #plan: RecordPlan

  constructor(salesforce: Salesforce, object: SalesforceObject, context: ReadContext) {
    this.salesforce = salesforce
    this.object = object
    this.context = context
    this.#plan = recordPlan(object, context.isSelected)
  }

  get plan(): RecordPlan {
    return this.#plan
  }

  /** Whether a Bulk job may read the object. */
  get isInBulk(): boolean {
    const hasBinary = this.#plan.columns.some(({ kind }) => kind === 'base64')
    return this.object.isInBulk && !this.isRefusedByBulk && !hasBinary
  }

  get columnNames(): readonly string[] {
    return this.#plan.columns.map(({ name }) => name)
  }

  /** The columns in parts that fit into a URL; more than one where the object is wide. */
  get groups(): readonly (readonly string[])[] {
    return columnGroups(this.columnNames, this.#always())
  }

  /** What every query of the object has in common. */
  get from(): Pick<SoqlParts, 'from' | 'stamp' | 'key'> {
    const { name, replicationKey: stamp, keyProperty: key } = this.object
    return { from: name, stamp, key }
  }

  /**
   * Leaves a field out that turned out not to be there any more, or to be hidden from the user.
   *
   * @returns Whether the error told of such a one, so that asking again is worth it.
   */
  drop(error: unknown): boolean {
    if (!isRefusal(error, 'INVALID_FIELD')) return false
    const [, named = ''] = /No such column '([^']+)'/i.exec(error.told) ?? []
    const column = this.#plan.columns.find(({ name }) => name.toLowerCase() === named.toLowerCase())
    if (!column || this.#always().includes(column.name)) return false
    this.#without.add(column.name)
    this.#plan = recordPlan(this.object, this.context.isSelected, this.#without)
    this.context.log.warning('a field is not there any more, or hidden from the user; left out', {
      stream: this.object.name,
      field: column.name,
    })
    return true
  }

  /** What rows of different parts are joined by, and seen to be of the same moment. */
  #always(): readonly string[] {
    const { keyProperty, replicationKey } = this.object
    return [keyProperty, replicationKey].filter((name) => name !== undefined)
  }
}
