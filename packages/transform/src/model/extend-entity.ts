import { TransformError } from '../errors.ts'
import type { IdentityRules } from '../identity/identity-rules.ts'
import type { QualityRule } from '../quality/quality-rule.ts'
import type { RecordRule } from '../quality/record-rule.ts'
import type { Column } from './column.ts'
import type { Entity } from './define-entity.ts'
import type { Enrichment } from './enrichment.ts'

/** Rules by the name of the table that they are for. */
export type RulesByTable<Rule> = Readonly<Record<string, readonly Rule[]>>

/** An entity with the columns, rules and secrets of the steps that are taken on it. */
export function withEnrichments(entity: Entity, added: readonly Enrichment[]): Entity {
  const mine = added.filter(({ table }) => table === entity.name)
  if (mine.length === 0) return entity
  const steps = new Map(
    [...(entity.enrichments ?? []), ...mine].map((step) => [step.name, step] as const),
  )
  const replaced = (entity.enrichments ?? []).filter((step) => steps.get(step.name) !== step)
  const dropped = new Set(replaced.flatMap(({ columns }) => Object.keys(columns)))
  const kept = Object.entries(entity.columns).filter(([name]) => !dropped.has(name))
  const columns: Record<string, Column> = Object.fromEntries(kept)
  for (const { name, columns: own } of mine) {
    for (const [column, declared] of Object.entries(own)) {
      if (column in columns) {
        throw wrongModel(`the step ${name} adds ${column} to ${entity.name}, which has it`)
      }
      columns[column] = { ...declared, isEnriched: true }
    }
  }
  const about = entity.about && {
    ...entity.about,
    personal: [...entity.about.personal, ...mine.flatMap(({ personal }) => personal)],
  }
  const rules = [
    ...(entity.quality ?? []).filter(
      (rule) => !replaced.some(({ quality }) => quality.includes(rule)),
    ),
    ...mine.flatMap(({ quality }) => quality),
  ]
  return {
    ...entity,
    columns,
    enrichments: [...steps.values()],
    ...(about === undefined ? {} : { about }),
    ...(rules.length === 0 ? {} : { quality: rules }),
  }
}

/** An entity with values that name nobody, where its rows are people. */
export const withBlocked = (entity: Entity, { email, phone }: IdentityRules): Entity =>
  entity.person === undefined
    ? entity
    : {
        ...entity,
        person: {
          ...entity.person,
          blocked: { email: email.blocked ?? [], phone: phone.blocked ?? [] },
        },
      }

/** An entity with what its records must keep to. */
export const withValidation = (
  entity: Entity,
  { [entity.name]: rules = [] }: RulesByTable<RecordRule>,
): Entity =>
  rules.length === 0 ? entity : { ...entity, validate: [...(entity.validate ?? []), ...rules] }

/** An entity with rules for its rows. */
export const withRules = (
  entity: Entity,
  { [entity.name]: rules = [] }: RulesByTable<QualityRule>,
) => (rules.length === 0 ? entity : { ...entity, quality: [...(entity.quality ?? []), ...rules] })

/** What is told of a model that cannot be. */
export const wrongModel = (what: string) =>
  new TransformError('TRANSFORM_MODEL', `The model is wrong: ${what}.`, { exitCode: 2 })
