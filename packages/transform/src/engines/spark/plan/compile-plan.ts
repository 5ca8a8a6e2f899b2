import { type PartitionField, partitionName } from '@descant/lake'
import { lookupSteps } from '../../enrichment/lookup-step.ts'
import { TransformError } from '../../errors.ts'
import { changedLabels, labelRound, nextLabels } from '../../identity/components.ts'
import { hasProfileLimits } from '../../identity/profile-limits.ts'
import {
  type IdentityOptions,
  linkingSteps,
  namingSteps,
} from '../../identity/resolve-identities.ts'
import type { Activation } from '../../ingest/ledger.ts'
import type { RawStream } from '../../ingest/list-raw.ts'
import { type Entity, tableColumns } from '../../model/define-entity.ts'
import { identityMap, identityMerges } from '../../model/entities/bookkeeping.ts'
import { events } from '../../model/entities/events.ts'
import { orders } from '../../model/entities/orders.ts'
import { profileSteps } from '../../profiles/profile-steps.ts'
import { ruleQuery } from '../../quality/check-quality.ts'
import { deletedNext, isMerged, mergeSteps } from '../../run/merge-tables.ts'
import { erasureSteps, mayErase, newestRows } from '../../run/newest-rows.ts'
import { identityTables } from '../../run/resolve-profiles.ts'
import type { RunContext } from '../../run/run-context.ts'
import { mapRecords } from '../../sql/map-records.ts'
import { columnsOf, selectList } from '../../sql/select.ts'
import { sparkDialect as dialect } from '../../sql/spark-dialect.ts'
import type { Step } from '../../sql/step.ts'
import { callingCodesStep } from '../../standards/calling-codes.ts'
import { inputQuery, outcomeQuery, rowQuery } from '../../tables/count-outcomes.ts'
import type { MappedInput } from '../../tables/latest-records.ts'
import { keepOrNot } from './keep-or-not.ts'
import type { PlanStep, QueryStep } from './plan.ts'
import { rawSchema } from './raw-schema.ts'

/** What a plan is made from: all that a run knows before it reads a record. */
export interface PlanFacts
  extends Pick<
    RunContext,
    | 'model'
    | 'customer'
    | 'startedAt'
    | 'tables'
    | 'isRebuild'
    | 'suppression'
    | 'isSuppressionNews'
    | 'splits'
    | 'linkage'
  > {
  readonly streams: readonly RawStream[]
  /** All that were ever announced. */
  readonly activations: readonly Activation[]
  /** Whether who is who is to be found anew. */
  readonly isResolved: boolean
  /** The URL of a raw object, as Spark opens it. */
  readonly rawUrl: (key: string) => string
  /** The URL of a key in the processed zone. */
  readonly processedUrl: (key: string) => string
  /** The folder that a table's new files are written to, in its own. */
  readonly dataFolder: string
  /** The URL of the folder that refused lines are listed in. */
  readonly workUrl: string
}

/** A stream of the plan, and the relation that it is mapped into. */
export interface PlannedInput extends MappedInput {
  readonly raw: RawStream
}

/** What a run does on Spark, step by step. */
export interface CompiledPlan {
  readonly steps: readonly PlanStep[]
  readonly inputs: readonly PlannedInput[]
  /** The tables whose rows may be others than before. */
  readonly changing: readonly Entity[]
}

/** The size that files are to have: readers want few, and large ones are slow to replace. */
const fileBytes = 256 * 2 ** 20

/** The longest chain of records that any two identifiers are apart by is far shorter. */
const mostRounds = 100

export const answerNames = {
  input: (number: number) => `input ${number}`,
  outcome: (number: number) => `outcome ${number}`,
  rows: (entity: Entity) => `rows ${entity.name}`,
  rule: (entity: Entity, index: number) => `rule ${entity.name} ${index}`,
  refused: (number: number) => `refused ${number}`,
  rounds: 'identity rounds',
} as const

/** Compiles a run into the plan that Spark does: the same queries as the embedded engine's, in its dialect. */
export function compilePlan(facts: PlanFacts): CompiledPlan {
  const { model, streams, isResolved } = facts
  if (hasProfileLimits(model.identity)) {
    throw new TransformError(
      'TRANSFORM_MODEL',
      'The model bounds how many identifiers a profile may have (mostPerProfile), which Spark cannot judge: run it on DuckDB, or leave the bound out.',
      { exitCode: 2 },
    )
  }
  const context = { ...facts, dialect }
  const inputs = streams.map((raw, number) => ({
    relation: `mapped_${number}`,
    number,
    stream: raw.stream,
    raw,
  }))
  const changing = model.commitOrder.filter(
    (entity) =>
      facts.isRebuild ||
      facts.tables.get(entity.name)?.base === undefined ||
      hasNext(facts, entity) ||
      isMerged(entity, inputs) ||
      mayErase(context, inputs, entity),
  )
  const steps: PlanStep[] = [
    ...queries([callingCodesStep(dialect), ...lookupSteps(dialect, model)]),
    ...inputs.flatMap((input) => readSteps(facts, input)),
    ...model.entities.map((entity) => tableStep(facts, entity)),
    ...model.recordEntities.flatMap((entity) => mergeOf(facts, entity, inputs)),
    ...queries([deletedNext(context, inputs), ...erasureSteps(context, inputs)]),
    ...(isResolved ? identityOf(facts, inputs) : []),
    ...model.commitOrder
      .filter((entity) => !hasNext(facts, entity))
      .map(
        (entity): QueryStep => ({
          ...query({
            name: `${entity.name}_next`,
            query: `SELECT * FROM ${newestRows(context, inputs, entity)}`,
          }),
          keep: false,
        }),
      ),
    ...changing.flatMap((entity) =>
      (entity.quality ?? []).map(
        (rule, index): PlanStep => ({
          do: 'ask',
          name: answerNames.rule(entity, index),
          query: ruleQuery(dialect, entity, rule, facts.startedAt),
        }),
      ),
    ),
    ...changing.map((entity) => writeStep(facts, entity)),
  ]
  return { steps: keepOrNot(steps), inputs, changing }
}

const hasNext = ({ model, isResolved }: PlanFacts, entity: Entity) =>
  entity.name === 'deleted_records' || (isResolved && identityTables(model).includes(entity.name))

const query = ({ name, query }: Step): QueryStep => ({ do: 'query', name, query, keep: true })

const queries = (steps: readonly Step[]): QueryStep[] => steps.map(query)

/** Reads a stream, maps it, and lists the lines that are refused: their bytes are read where they lie. */
function readSteps({ rawUrl, workUrl }: PlanFacts, { raw, relation, number }: PlannedInput) {
  const { provider, stream, batches, discardsValues = false } = raw
  const name = `raw_${number}`
  const steps: PlanStep[] = [
    {
      do: 'read',
      name,
      objects: batches.map(({ key }) => ({ key, url: rawUrl(key) })),
      schema: rawSchema(stream.raw),
    },
    query({
      name: relation,
      query: mapRecords(dialect, stream, provider, name, { discardsValues }),
    }),
    {
      do: 'lines',
      name: answerNames.refused(number),
      query: `SELECT m._file AS file, abs(m._line) - f.first + 1 AS line, m._line < 0 AS broken, m._errors AS errors
FROM ${relation} m JOIN (SELECT _file, min(abs(_line)) AS first FROM ${relation} GROUP BY _file) f ON f._file = m._file
WHERE ${dialect.length('m._errors')} > 0`,
      location: `${workUrl}refused/${number}`,
    },
  ]
  return steps
}

/** Tables that outlive a rebuild: they keep profile ids what they are. */
const kept: readonly string[] = [identityMap.name, identityMerges.name]

function tableStep({ tables, isRebuild, processedUrl }: PlanFacts, entity: Entity): PlanStep {
  const target = tables.get(entity.name)
  const isRead = !isRebuild || kept.includes(entity.name)
  const files = (isRead ? target?.base?.files : undefined) ?? []
  return {
    do: 'table',
    name: `${entity.name}_current`,
    files: files.map(({ path }) => processedUrl(target?.table.key(path) ?? path)),
    schema: sparkColumns(entity)
      .map(({ name, type }) => `${dialect.identifier(name)} ${type}`)
      .join(', '),
  }
}

const sparkColumns = (entity: Entity) =>
  tableColumns(entity).map(({ name, type }) => ({ name, type: dialect.type(type) }))

function mergeOf(facts: PlanFacts, entity: Entity, inputs: readonly PlannedInput[]): PlanStep[] {
  const ofEntity = inputs.filter(({ stream }) => stream.entity.name === entity.name)
  if (ofEntity.length === 0) return []
  const ask = (name: string, query: string): PlanStep => ({ do: 'ask', name, query })
  return [
    ...queries(mergeSteps({ dialect, model: facts.model }, entity, ofEntity, facts.activations)),
    ...ofEntity.flatMap((input) => [
      ask(answerNames.input(input.number), inputQuery(dialect, input)),
      ask(answerNames.outcome(input.number), outcomeQuery(dialect, input)),
    ]),
    ask(answerNames.rows(entity), rowQuery(dialect, entity)),
  ]
}

function identityOf(facts: PlanFacts, inputs: readonly PlannedInput[]): PlanStep[] {
  const { model, startedAt, linkage, splits } = facts
  const context = { ...facts, dialect }
  const newestOf = (entity: Entity) => newestRows(context, inputs, entity)
  const newest = {
    people: model.peopleEntities.map((entity) => ({ entity, relation: newestOf(entity) })),
    orders: newestOf(orders),
    events: newestOf(events),
  }
  const options: IdentityOptions = {
    ...newest,
    map: `${identityMap.name}_current`,
    merges: `${identityMerges.name}_current`,
    now: startedAt,
    linkage,
    splits,
    limits: model.identity,
  }
  return [
    ...queries(linkingSteps(dialect, options)),
    {
      do: 'repeat',
      name: answerNames.rounds,
      steps: queries(labelRound),
      until: changedLabels,
      next: [{ ...query(nextLabels), keep: false }],
      most: mostRounds,
    },
    ...queries([
      ...namingSteps(dialect, options),
      ...profileSteps(dialect, model, newest, startedAt),
    ]),
  ]
}

function writeStep(facts: PlanFacts, entity: Entity): PlanStep {
  const { tables, isRebuild, processedUrl, dataFolder } = facts
  const target = tables.get(entity.name)
  const columns = tableColumns(entity)
  const told = Object.keys(entity.columns).filter(
    (name) => entity.columns[name]?.isOfTheRun !== true,
  )
  const rows = (relation: string) =>
    `SELECT ${columnsOf(dialect, 'r', told)} FROM ${entity.name}_${relation} r`
  const values = columns.map(({ name, type }) => [
    name,
    dialect.cast(dialect.identifier(name), type),
  ])
  const isNew = isRebuild || target?.base === undefined
  return {
    do: 'write',
    name: entity.name,
    query: `SELECT ${selectList(dialect, Object.fromEntries(values))} FROM ${entity.name}_next`,
    changed: isNew
      ? null
      : `(${rows('next')} EXCEPT ${rows('current')}) UNION ALL (${rows('current')} EXCEPT ${rows('next')}) LIMIT 1`,
    location: processedUrl(target?.table.key(dataFolder) ?? dataFolder),
    columns: sparkColumns(entity),
    partitionBy: (entity.partitionBy ?? []).map((field) => ({
      name: partitionName(field),
      value: partitionValue(field),
    })),
    fileBytes,
  }
}

/** SQL of the text that manifests name a partition by. */
function partitionValue({ column, transform }: PartitionField): string {
  const name = dialect.identifier(column)
  if (transform === 'identity') return name
  if (transform === 'month') return `date_format(${name}, 'yyyy-MM')`
  return `iceberg_bucket(${name}, ${transform.replace(/[^0-9]/g, '')})`
}
