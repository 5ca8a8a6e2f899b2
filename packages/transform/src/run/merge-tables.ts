import type { Activation } from '../ingest/ledger.ts'
import type { Entity } from '../model/define-entity.ts'
import { deletedRecords } from '../model/entities/bookkeeping.ts'
import { materialise } from '../sql/materialise.ts'
import type { Step } from '../sql/step.ts'
import { countRecords, countRows } from '../tables/count-outcomes.ts'
import { latestRecords, type MappedInput } from '../tables/latest-records.ts'
import { mergeChildren } from '../tables/merge-children.ts'
import { mergeRecords } from '../tables/merge-records.ts'
import { checkRows, type StreamReport } from '../transform-report.ts'
import type { ReadInput } from './read-records.ts'
import type { RunContext } from './run-context.ts'

/**
 * Merges what was read into the tables: `ENTITY_merged` for every entity with an input, and
 * `deleted_records_next`. Gives back what became of each stream's records.
 *
 * @param activations all that were ever announced.
 */
export async function mergeTables(
  context: RunContext,
  inputs: readonly ReadInput[],
  activations: readonly Activation[],
): Promise<StreamReport[]> {
  const { duck, model, isRebuild, progress } = context
  const reports: StreamReport[] = []
  for (const entity of model.recordEntities) {
    const ofEntity = inputs.filter(({ stream }) => stream.entity.name === entity.name)
    if (ofEntity.length === 0) continue
    progress({ stage: 'merge', subject: entity.name })
    // Where there is nothing to merge into, all of these are the new records themselves.
    const asViews = isRebuild ? [`${entity.name}_winners`, `${entity.name}_merged`] : []
    await materialise(duck, mergeSteps(context, entity, ofEntity, activations), asViews)
    const ofStreams: StreamReport[] = []
    for (const input of ofEntity) ofStreams.push(await report(context, entity, input))
    const kept = ofStreams.reduce((sum, stream) => sum + stream.kept, 0)
    checkRows(entity.name, await countRows(duck, context.dialect, entity, kept))
    const read = ofEntity.flatMap(({ relation, children = {} }) => [
      relation,
      ...Object.values(children),
    ])
    for (const relation of read) await duck.run(`DROP TABLE ${relation}`)
    reports.push(...ofStreams)
  }
  await materialise(duck, [deletedNext(context, inputs)])
  return reports
}

/** `deleted_records_next`, when all that was read is merged. */
export const deletedNext = (
  { dialect, model }: Pick<RunContext, 'dialect' | 'model'>,
  inputs: readonly InputOf[],
): Step => ({
  name: `${deletedRecords.name}_next`,
  query: model.recordEntities
    .map((entity) =>
      isMerged(entity, inputs)
        ? `SELECT * FROM ${entity.name}_deleted`
        : `SELECT * FROM ${deletedRecords.name}_current WHERE table_name = ${dialect.text(entity.name)}`,
    )
    .join(' UNION ALL '),
})

/** As much of an input as tells what tables it is of. */
export type InputOf = Pick<MappedInput, 'stream'>

/** Whether a run has merged anything into an entity's table. */
export const isMerged = (entity: Entity, inputs: readonly InputOf[]): boolean =>
  inputs.some(({ stream }) => stream.entity.name === (entity.parent ?? entity).name)

/** The steps that merge the inputs of one entity into its tables. */
export function mergeSteps(
  { dialect, model }: Pick<RunContext, 'dialect' | 'model'>,
  entity: Entity,
  inputs: readonly MappedInput[],
  activations: readonly Activation[],
): Step[] {
  const announced = activations.filter(
    ({ stream }) =>
      entity.isLog === undefined && inputs.some((input) => input.stream.name === stream),
  )
  const values = announced.map(
    ({ provider, version }) =>
      `SELECT ${dialect.text(provider)} AS provider, ${version} AS version`,
  )
  const nothing = `SELECT ${dialect.cast('NULL', 'string')} AS provider, ${dialect.cast('NULL', 'long')} AS version WHERE false`
  return [
    latestRecords(dialect, entity, inputs),
    {
      name: `${entity.name}_activations`,
      query: `SELECT provider, max(version) AS version FROM (${[nothing, ...values].join(' UNION ALL ')}) announced GROUP BY provider`,
    },
    ...mergeRecords(dialect, entity, {
      current: `${entity.name}_current`,
      deleted: `${deletedRecords.name}_current`,
      activations: `${entity.name}_activations`,
    }),
    ...model.childEntities
      .filter((child) => child.parent?.name === entity.name)
      .map((child) => mergeChildren(dialect, child, `${child.name}_current`, inputs)),
  ]
}

async function report(
  { duck, dialect }: RunContext,
  entity: Entity,
  input: ReadInput,
): Promise<StreamReport> {
  const { provider, stream, objects, counts } = input
  const records = await countRecords(duck, dialect, input)
  return {
    provider,
    stream: stream.name,
    table: entity.name,
    objects,
    ...records,
    records: records.records + counts.brokenLines,
    deadLetters: counts.refusedRecords + counts.brokenLines,
    damagedObjects: counts.damagedObjects,
  }
}
