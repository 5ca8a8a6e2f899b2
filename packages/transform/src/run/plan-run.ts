import { readRegistries } from '@descant/lake'
import { readSuppressionList, type SuppressionList } from '../erasure/suppression-list.ts'
import { TransformError } from '../errors.ts'
import { readSplits, type Splits } from '../identity/splits.ts'
import { holdBack, registryOf, type WaitingStream } from '../ingest/hold-back.ts'
import { type Decisions, type Ledger, readLedger } from '../ingest/ledger.ts'
import {
  listRaw,
  type RawObjectEntry,
  rawPrefix,
  type SortedRaw,
  sortRaw,
} from '../ingest/list-raw.ts'
import { readModel, type StoredModel } from '../linkage/model-store.ts'
import { modelDigest } from '../model/model-digest.ts'
import { standardModel } from '../model/standard-model.ts'
import { openTables, type ProcessedTables } from '../tables/processed-tables.ts'
import type { TransformOptions } from '../transform-options.ts'
import type { Zones } from './run-context.ts'

/** What a run is to do. */
export interface RunPlan {
  readonly ledger: Ledger
  readonly tables: ProcessedTables
  readonly listed: number
  /** The objects that this run consumes. */
  readonly raw: SortedRaw
  /** What waits until its schema is accepted. */
  readonly waiting: readonly WaitingStream[]
  readonly isRebuild: boolean
  /** What records are linked by that share no identifier; undefined where none was trained. */
  readonly model: StoredModel | undefined
  readonly suppression: SuppressionList
  readonly splits: Splits
  readonly decisions: Decisions
  /** Whether the raw zone has all that was ever consumed: what has expired lives in the tables alone. */
  readonly isRawComplete: boolean
  /** Why tables are rebuilt though nobody asked. */
  readonly rebuilt?: string
}

/**
 * Finds out what is new.
 *
 * @param because why tables are to be rebuilt, where it was found out already.
 * @throws {TransformError} `TRANSFORM_NO_RAW_DATA` where nothing was ever extracted for the
 *   customer: a wrong zone or name, which must not pass for a run without news.
 */
export async function planRun(
  zones: Zones,
  options: TransformOptions,
  because?: string,
): Promise<RunPlan> {
  const { customer, mode, sources, model: ofProject = standardModel } = options
  const ledger = await readLedger(zones.state, customer)
  const [objects, tables, model, suppression, splits, registries] = await Promise.all([
    listRaw(zones.raw, customer),
    openTables(zones.processed, customer, ofProject, ledger.snapshots),
    readModel(zones.state, customer),
    readSuppressionList(zones.state, customer),
    readSplits(zones.state, customer),
    readRegistries(zones.state, customer),
  ])
  if (objects.length === 0 && (ledger.version === 0 || mode === 'historic')) {
    throw new TransformError(
      'TRANSFORM_NO_RAW_DATA',
      `There are no raw objects under ${zones.raw.url}${rawPrefix(customer)}. Check the raw zone and the customer's name, or run a tap into target-s3-ndjson first.`,
      { exitCode: 2 },
    )
  }
  const digest = modelDigest(ofProject)
  const listed = new Set(objects.map(({ key }) => key))
  const isRawComplete = [...ledger.consumed.keys()].every((key) => listed.has(key))
  const news = isRawComplete ? newSteps(ledger, digest, suppression) : undefined
  const rebuilt = mode === 'historic' ? undefined : (because ?? whyRebuild(ledger, tables) ?? news)
  const isRebuild = mode === 'historic' || rebuilt !== undefined
  const isNew = ({ key, bytes }: RawObjectEntry) => ledger.consumed.get(key) !== bytes
  const { ready, waiting } = holdBack(objects, registries)
  const raw = sortRaw(isRebuild ? ready : ready.filter(isNew), ofProject.sources, sources)
  const discardsValues = (provider: string, stream: string) =>
    registryOf(registries, provider, stream)?.contract === 'discard_value'
  return {
    ledger,
    tables,
    model,
    suppression,
    splits,
    decisions: {
      linkage_model: model?.version ?? 0,
      suppressions: suppression.entries,
      lifts: suppression.lifts,
      splits: splits.entries,
      model: digest,
    },
    listed: objects.length,
    raw: {
      ...raw,
      streams: raw.streams.map((one) => ({
        ...one,
        discardsValues: discardsValues(one.provider, one.stream.name),
      })),
    },
    waiting,
    isRebuild,
    isRawComplete,
    ...(rebuilt === undefined ? {} : { rebuilt }),
  }
}

/**
 * The ledger tells what lies in the tables that it was written for. Where these are others, deleted
 * or taken back to before, what it calls consumed is not in them, and only a rebuild is right.
 */
function whyRebuild(ledger: Ledger, tables: ProcessedTables): string | undefined {
  if (ledger.version === 0) return undefined
  for (const { entity, base } of tables.values()) {
    if (base === undefined) return `the table ${entity.name} is not there`
    if (base.snapshotId !== ledger.snapshots[entity.name]) {
      return `the table ${entity.name} is not the one that the last run left`
    }
  }
  return undefined
}

/**
 * What was decided since the last run that makes other rows of the same records. Where some of them
 * have expired in the raw zone, it is for new records alone.
 */
function newSteps(
  { version, decisions }: Ledger,
  digest: string,
  { lifts }: SuppressionList,
): string | undefined {
  if (version === 0) return undefined
  if ((decisions.model ?? digest) !== digest) {
    return 'the steps of the model are others than those of the last run'
  }
  return lifts > (decisions.lifts ?? 0) ? 'somebody was taken off the suppression list' : undefined
}
