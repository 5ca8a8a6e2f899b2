import type { JsonObject } from '@descant/sdk'
import { deletedAt } from '../discovery/salesforce-object.ts'
import { exactValue } from './exact-value.ts'
import type { RecordPlan } from './record-plan.ts'

/** A row of a REST answer. */
export type Row = Readonly<Record<string, unknown>>

/** The record of a row, its fields in the order of the plan. */
export function recordOfRow(plan: RecordPlan, row: Row): JsonObject {
  const { columns, compounds, isDeleted, stamp } = plan
  const values = columns.map(({ name, kind }) => exactValue(row[name], kind))
  const record: Record<string, unknown> = {}
  for (const [index, { name, isWritten }] of columns.entries()) {
    if (isWritten) record[name] = values[index]
  }
  for (const { name, members } of compounds) {
    const parts = members.map(({ member, column }) => [member, values[column]] as const)
    const isEmpty = parts.every(([, value]) => value === null)
    record[name] = isEmpty ? null : Object.fromEntries(parts)
  }
  if (isDeleted !== undefined && values[isDeleted] === true) {
    record[deletedAt] = stamp === undefined ? new Date().toISOString() : values[stamp]
  }
  return record
}
