import { type IdentityRules, standardIdentity } from '../identity/identity-rules.ts'
import type { QualityRule } from '../quality/quality-rule.ts'
import type { RecordRule } from '../quality/record-rule.ts'
import { checkRules } from './check-rules.ts'
import type { Entity } from './define-entity.ts'
import type { Source } from './define-source.ts'
import type { Enrichment } from './enrichment.ts'
import {
  deletedRecords,
  forgottenRecords,
  identityMap,
  identityMerges,
} from './entities/bookkeeping.ts'
import { identityReview } from './entities/identity-review.ts'
import { profiles } from './entities/profiles.ts'
import {
  type RulesByTable,
  withBlocked,
  withEnrichments,
  withRules,
  withValidation,
  wrongModel,
} from './extend-entity.ts'

/** What a project adds to a model; everything is optional. */
export interface ModelParts {
  /** Kinds of providers. Tables that their streams fill, and that are not there yet, are added. */
  readonly sources?: readonly Source[]
  /**
   * Steps that add columns to tables of records, or to `profiles`, in this order. One takes the place
   * of the base's of the same name and table.
   */
  readonly enrichments?: readonly Enrichment[]
  /** What single records must keep to, by the name of the table: else they are dead letters. */
  readonly validate?: RulesByTable<RecordRule>
  /** What people are known by, and how far. What is named takes the place of the base's. */
  readonly identity?: Partial<IdentityRules>
  /** Rules beyond those of the tables themselves, by the name of the table. */
  readonly quality?: RulesByTable<QualityRule>
}

/** All that a transform does to records, as data. */
export interface Model {
  /** Whose records become rows, by type. */
  readonly sources: ReadonlyMap<string, Source>
  /** Tables whose rows are records of sources. */
  readonly recordEntities: readonly Entity[]
  /** Of these, tables whose rows are people. */
  readonly peopleEntities: readonly Entity[]
  /** Tables whose rows lie within records of another. */
  readonly childEntities: readonly Entity[]
  /** Every table of the processed zone, with those that people read first. */
  readonly entities: readonly Entity[]
  /**
   * The order in which tables are committed: what a repeated run reads to do the same again comes
   * before what it makes. Merged ids come before the map that would no longer tell of them.
   */
  readonly commitOrder: readonly Entity[]
  /** What people are known by, and how far. */
  readonly identity: IdentityRules
}

/**
 * Declares a model: what `base` does, and what a project adds to it.
 *
 * @throws {TransformError} `TRANSFORM_RULE` that names every table and column that a rule speaks of
 *   and that is not there; `TRANSFORM_MODEL` where a step cannot be taken.
 * @example
 * const model = defineModel({
 *   base: standardModel,
 *   sources: [club],
 *   quality: { customers: [{ kind: 'not_null', column: 'email', severity: 'fail' }] },
 * })
 */
export function defineModel({
  base,
  sources = [],
  enrichments = [],
  validate = {},
  identity = {},
  quality = {},
}: ModelParts & { readonly base?: Model }): Model {
  const streams = sources.flatMap((source) => source.streams)
  const complete = (entity: Entity) =>
    withRules(withEnrichments(withValidation(entity, validate), enrichments), quality)
  const known = { ...(base?.identity ?? standardIdentity), ...identity }
  const records = byName([
    ...(base?.recordEntities ?? []),
    ...streams.map(({ entity }) => entity),
  ]).map((entity) => withBlocked(complete(entity), known))
  const children = byName([
    ...(base?.childEntities ?? []),
    ...streams.flatMap((stream) => stream.children.map(({ entity }) => entity)),
  ]).map((entity) => withRules(entity, quality))
  const own = (entity: Entity) => base?.entities.find(({ name }) => name === entity.name) ?? entity
  const profile = complete(own(profiles))
  const [map, merges] = [
    withRules(own(identityMap), quality),
    withRules(own(identityMerges), quality),
  ]
  const [review, deleted, forgotten] = [
    withRules(own(identityReview), quality),
    withRules(own(deletedRecords), quality),
    withRules(own(forgottenRecords), quality),
  ]
  const rows = records.flatMap((entity) => [
    entity,
    ...children.filter(({ parent }) => parent?.name === entity.name),
  ])
  const entities = [profile, ...rows, map, merges, review, deleted, forgotten]
  checkTables(enrichments, [profile, ...records])
  checkRules(quality, entities)
  checkRules(validate, records)
  return {
    sources: new Map(
      [...(base?.sources ?? []), ...sources.map((source) => [source.type, source] as const)].map(
        ([type, source]) => [type, withValidatedStreams(source, validate)],
      ),
    ),
    recordEntities: records,
    peopleEntities: records.filter(({ person }) => person),
    childEntities: children,
    entities,
    commitOrder: [deleted, forgotten, merges, map, ...rows, profile, review],
    identity: known,
  }
}

/** A table of a model, with all that its steps add to it. */
export function entityOf({ entities }: Model, name: string): Entity {
  const entity = entities.find((one) => one.name === name)
  if (entity === undefined) throw new Error(`the model has no table ${name}`)
  return entity
}

/** The first entity of each name. */
const byName = (entities: readonly Entity[]): Entity[] =>
  [...new Map(entities.toReversed().map((entity) => [entity.name, entity])).values()].toReversed()

function checkTables(enrichments: readonly Enrichment[], entities: readonly Entity[]): void {
  const strange = enrichments.find(({ table }) => !entities.some(({ name }) => name === table))
  if (strange === undefined) return
  throw wrongModel(
    `the step ${strange.name} is for ${strange.table}, which is neither a table of records nor profiles`,
  )
}

/** The streams of a source, with what their records must keep to. */
const withValidatedStreams = (source: Source, rules: RulesByTable<RecordRule>): Source => ({
  ...source,
  streams: source.streams.map((stream) => ({
    ...stream,
    entity: withValidation(stream.entity, rules),
  })),
})
