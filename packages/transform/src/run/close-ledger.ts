import { type Activation, appendLedger, entriesToFold } from '../ingest/ledger.ts'
import type { TableReport } from '../transform-report.ts'
import type { RunPlan } from './plan-run.ts'
import type { RunContext } from './run-context.ts'

/** Writes down what the run has consumed, now that every table holds it. */
export async function closeLedger(
  {
    zones,
    customer,
    run,
    startedAt,
    isRebuild,
  }: Pick<RunContext, 'zones' | 'customer' | 'run' | 'startedAt' | 'isRebuild'>,
  { ledger, raw, decisions }: RunPlan,
  end: {
    readonly activations: readonly Activation[]
    readonly tables: readonly TableReport[]
    readonly finishedAt: Date
  },
): Promise<void> {
  const consumed = raw.streams
    .flatMap(({ batches, activations }) => [...batches, ...activations])
    .map(({ key, bytes }) => ({ key, bytes }))
  const isFolded = !isRebuild && ledger.entries >= entriesToFold
  const earlier = isFolded ? Array.from(ledger.consumed, ([key, bytes]) => ({ key, bytes })) : []
  await appendLedger(zones.state, customer, ledger, {
    run,
    mode: isRebuild ? 'historic' : 'incremental',
    started_at: startedAt.toISOString(),
    finished_at: end.finishedAt.toISOString(),
    replaces_earlier: isRebuild || isFolded,
    objects: [...earlier, ...consumed],
    activations: end.activations,
    decisions,
    snapshots: Object.fromEntries(end.tables.map(({ table, snapshotId }) => [table, snapshotId])),
  })
}
