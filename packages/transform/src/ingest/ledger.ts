import { encodePathPart, ObjectExistsError, type ObjectStore } from '@descant/lake'
import { TransformError } from '../errors.ts'

/** A full extraction that its tap has declared complete: rows it did not see are gone. */
export interface Activation {
  readonly provider: string
  readonly stream: string
  readonly version: number
}

/** What people decided that changes tables, each by how often; another number is news for a run. */
export interface Decisions {
  /** The version of the linkage model; 0 where none was trained. */
  readonly linkage_model: number
  /** Entries of the suppression list. */
  readonly suppressions: number
  /** Of these, entries that take others back; undefined where the ledger is of a time before them. */
  readonly lifts?: number
  /** Entries of the list of splits. */
  readonly splits: number
  /** See `modelDigest`; undefined where the ledger is of a time before it. */
  readonly model?: string
}

const noDecisions: Decisions = { linkage_model: 0, suppressions: 0, splits: 0 }

/** What one run has consumed and made of it; an object of the state zone, never changed. */
export interface LedgerEntry {
  readonly run: string
  readonly mode: 'incremental' | 'historic'
  readonly started_at: string
  readonly finished_at: string
  /** Whether the entries before this one no longer count. */
  readonly replaces_earlier: boolean
  readonly objects: readonly { readonly key: string; readonly bytes: number }[]
  readonly activations: readonly Activation[]
  /** The snapshot of each table when the run ended: together they are one consistent state. */
  readonly snapshots: Readonly<Record<string, string>>
  /** What people had decided by then. */
  readonly decisions?: Decisions
}

/** All that was consumed so far. */
export interface Ledger {
  /** The number of the last entry; 0 where there is none. */
  readonly version: number
  /** Entries that had to be read; a run folds them into one when they are many. */
  readonly entries: number
  /** Bytes of each consumed object, by its key. */
  readonly consumed: ReadonlyMap<string, number>
  readonly activations: readonly Activation[]
  /** The snapshots that the last entry names. */
  readonly snapshots: Readonly<Record<string, string>>
  /** What people had decided when the last entry was written. */
  readonly decisions: Decisions
  /** When the run of the last entry ended; undefined where there is none. */
  readonly finishedAt: Date | undefined
}

/** A run folds the ledger into its own entry when it had to read this many. */
export const entriesToFold = 50

const ledgerPrefix = (customer: string) => `${encodePathPart(customer)}/transform/ledger/`

const entryKey = (customer: string, version: number) =>
  `${ledgerPrefix(customer)}${String(version).padStart(10, '0')}.json`

/** Reads the ledger of a customer: from its newest entry back to one that replaces those before. */
export async function readLedger(state: ObjectStore, customer: string): Promise<Ledger> {
  const keys: string[] = []
  for await (const { key } of state.list(ledgerPrefix(customer))) {
    if (/\/\d{10}\.json$/.test(key)) keys.push(key)
  }
  const entries: LedgerEntry[] = []
  for (const key of keys.toReversed()) {
    const object = await state.get(key)
    if (object === undefined) continue
    const entry = JSON.parse(object.body.toString()) as LedgerEntry
    entries.push(entry)
    if (entry.replaces_earlier) break
  }
  const oldestFirst = entries.toReversed()
  return {
    version: Number(keys.at(-1)?.slice(-15, -5) ?? 0),
    entries: entries.length,
    consumed: new Map(
      oldestFirst.flatMap(({ objects }) => objects.map(({ key, bytes }) => [key, bytes])),
    ),
    activations: oldestFirst.flatMap(({ activations }) => activations),
    snapshots: entries[0]?.snapshots ?? {},
    decisions: entries[0]?.decisions ?? noDecisions,
    finishedAt: entries[0] && new Date(entries[0].finished_at),
  }
}

/** Whether no run has ended since a ledger was read. */
export async function isNewest(
  state: ObjectStore,
  customer: string,
  { version }: Ledger,
): Promise<boolean> {
  return (await state.get(entryKey(customer, version + 1))) === undefined
}

/**
 * Writes what a run has consumed and what tables it leaves: the last thing that a run does, by one
 * create-only write, which makes all its commits count, or none of them.
 *
 * @throws {TransformError} `TRANSFORM_CONFLICT` where another run ended meanwhile: what this one has
 *   committed does not count, and its next try begins with what the other left.
 */
export async function appendLedger(
  state: ObjectStore,
  customer: string,
  ledger: Ledger,
  entry: LedgerEntry,
): Promise<void> {
  const body = Buffer.from(`${JSON.stringify(entry)}\n`)
  try {
    const key = entryKey(customer, ledger.version + 1)
    await state.create(key, body, { contentType: 'application/json' })
  } catch (error) {
    if (!(error instanceof ObjectExistsError)) throw error
    throw overtaken(customer, error)
  }
}

/** What a run ends with that another one came before. */
export const overtaken = (customer: string, cause?: unknown): TransformError =>
  new TransformError(
    'TRANSFORM_CONFLICT',
    `Another run of the customer ${customer} ended meanwhile. Let one transform of a customer run at a time; run this one again, it takes up what is left.`,
    { cause },
  )
