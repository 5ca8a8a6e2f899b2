import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { childRelations } from '../ingest/child-rows.ts'
import type { Activation } from '../ingest/ledger.ts'
import type { RawStream } from '../ingest/list-raw.ts'
import { localise } from '../ingest/raw-file.ts'
import { readActivations } from '../ingest/read-activations.ts'
import { type ReadCounts, readStream } from '../ingest/read-stream.ts'
import type { Parking } from '../ingest/write-dead-letters.ts'
import type { MappedInput } from '../tables/latest-records.ts'
import type { RunContext } from './run-context.ts'

/** A stream of a provider, read into the relation of an input. */
export interface ReadInput extends MappedInput {
  readonly provider: string
  readonly objects: number
  readonly counts: ReadCounts
  readonly activations: readonly Activation[]
}

/** Reads every stream's new objects; what cannot go on is parked before anything is committed. */
export async function readRecords(
  context: RunContext,
  streams: readonly RawStream[],
): Promise<ReadInput[]> {
  const { zones, duck, dialect, progress } = context
  const parking = parkingOf(context)
  const inputs: ReadInput[] = []
  for (const [number, raw] of streams.entries()) {
    const { provider, stream, batches, discardsValues = false } = raw
    progress({ stage: 'read', subject: `${provider} ${stream.name}`, objects: batches.length })
    const relation = `mapped_${number}`
    const directory = join(context.directory, relation)
    await mkdir(directory, { recursive: true })
    const files = await localise(zones.raw, batches, directory)
    const place = { duck, dialect, relation, parking, directory }
    const reading = { ...place, provider, stream, discardsValues }
    const counts = await readStream(reading, files)
    const activations = await readActivations(zones.raw, parking, raw)
    const objects = batches.length + raw.activations.length
    const children = childRelations(reading)
    inputs.push({ relation, children, number, stream, provider, objects, counts, activations })
  }
  return inputs
}

/** Where a run parks what cannot go on; people who are to be forgotten leave no record there. */
export const parkingOf = ({
  zones,
  model,
  customer,
  sources,
  suppression,
  run,
  startedAt,
}: Pick<
  RunContext,
  'zones' | 'model' | 'customer' | 'sources' | 'suppression' | 'run' | 'startedAt'
>): Parking => ({
  store: zones.deadLetters,
  run,
  now: startedAt,
  ...(suppression.identifiers.size === 0
    ? {}
    : { forgotten: { customer, model, sources, suppression } }),
})
