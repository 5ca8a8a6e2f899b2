import type { Entity } from '../../../model/define-entity.ts'

/** The names by which a plan asks, and its report answers. */
export const answerNames = {
  input: (number: number) => `input ${number}`,
  outcome: (number: number) => `outcome ${number}`,
  rows: (table: string) => `rows ${table}`,
  rule: (entity: Entity, index: number) => `rule ${entity.name} ${index}`,
  refused: (number: number) => `refused ${number}`,
  replaced: (table: string) => `replaced ${table}`,
  rounds: 'identity rounds',
  forgettingRounds: 'rounds of forgotten people',
  lost: 'forgotten no more',
} as const
