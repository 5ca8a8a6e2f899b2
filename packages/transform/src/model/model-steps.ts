import { ruleName } from '../quality/quality-rule.ts'
import type { Entity } from './define-entity.ts'
import type { Model } from './define-model.ts'

/** One step that a model takes on the rows of a table, in words that a person reads. */
export interface ModelStep {
  readonly table: string
  readonly step: 'ingest' | 'validate' | 'clean' | 'normalise' | 'enrich' | 'quality' | 'partition'
  /** As `shopify orders`, `email to email`, `campaign: utm_source, …`. */
  readonly what: string
}

/**
 * What a model does, table by table, in the order in which it is done. It follows from the definitions,
 * so that it cannot say anything else than what is done.
 *
 * @example
 * for (const { table, step, what } of modelSteps(standardModel)) console.log(table, step, what)
 */
export const modelSteps = (model: Model): ModelStep[] =>
  model.entities
    .filter(({ isInternal }) => !isInternal)
    .flatMap((entity) => [
      ...sourcesOf(model, entity).map((what) => of(entity, 'ingest', what)),
      ...validations(entity).map((what) => of(entity, 'validate', what)),
      ...(isRecords(model, entity) ? [of(entity, 'clean', 'blank texts are null')] : []),
      ...normalisations(entity).map((what) => of(entity, 'normalise', what)),
      ...(entity.enrichments ?? []).map(({ name, columns }) =>
        of(entity, 'enrich', `${name}: ${Object.keys(columns).join(', ')}`),
      ),
      ...(entity.quality ?? []).map((rule) => of(entity, 'quality', ruleName(rule))),
      ...(entity.partitionBy ?? []).map(({ column, transform }) =>
        of(entity, 'partition', `${transform} of ${column}`),
      ),
    ])

const of = ({ name }: Entity, step: ModelStep['step'], what: string): ModelStep => ({
  table: name,
  step,
  what,
})

const isRecords = ({ recordEntities, childEntities }: Model, { name }: Entity): boolean =>
  [...recordEntities, ...childEntities].some((one) => one.name === name)

const sourcesOf = ({ sources }: Model, { name }: Entity): string[] =>
  [...sources.values()].flatMap(({ type, streams }) =>
    streams
      .filter(
        ({ entity, children }) =>
          entity.name === name || children.some((child) => child.entity.name === name),
      )
      .map((stream) => `${type} ${stream.name}`),
  )

const validations = ({ columns, validate = [] }: Entity): string[] => [
  ...Object.entries(columns).flatMap(([name, { required }]) =>
    required ? [`${name} is there`] : [],
  ),
  ...Object.entries(columns).flatMap(([name, { type, isEnriched }]) =>
    typeof type === 'string' && type !== 'string' && !isEnriched ? [`${name} is ${type}`] : [],
  ),
  ...validate.map((rule) => `${rule.kind} ${rule.column}`),
]

const normalisations = ({ columns }: Entity): string[] =>
  Object.entries(columns).flatMap(([name, { standard }]) => {
    if (standard === undefined) return []
    return standard === 'email'
      ? [`${name} to lower case`]
      : [`${name} to E.164, by ${standard.phone.countryColumn}`]
  })
