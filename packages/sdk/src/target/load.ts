import type { Logger } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import { readLines } from '../protocol/read-lines.ts'
import type { OpenTarget } from './define-target.ts'
import { Intake } from './intake.ts'
import { Lanes } from './lanes.ts'
import { LineFramer } from './packing/frame-lines.ts'
import type { PackingSettings } from './packing/packing.ts'
import { RunIntake } from './packing/run-intake.ts'
import { Rejects } from './rejects.ts'
import type { TargetSettings } from './settings.ts'
import type { Streams } from './streams.ts'
import { untilAborted } from './until-aborted.ts'

export interface LoadOptions {
  readonly target: OpenTarget
  /** The bytes of stdin, or of a file; each chunk is done with before the next is asked for. */
  readonly input: AsyncIterable<Uint8Array>
  readonly settings: TargetSettings & Partial<PackingSettings>
  /** Takes each STATE that may be passed on, as the tap wrote it. */
  readonly onState: (text: string) => void
  /** When it is aborted, what has come so far is made durable and the run ends. */
  readonly signal: AbortSignal
  readonly log: Logger
  readonly metrics: Metrics
  /** Milliseconds since the epoch. @default Date.now */
  readonly now?: () => number
}

/** What a run has taken in. */
export interface LoadReport {
  readonly records: number
  readonly rejected: number
}

/** Milliseconds between two looks for batches that have grown old. */
const ageCheckMilliseconds = 1000

const isBlank = (line: string) => line === '' || line.trim() === ''

/** Reads messages for a target that takes records one by one. */
const readMessages = async (options: LoadOptions, intake: Intake, lanes: Lanes): Promise<void> => {
  const { streams } = intake
  const blocks = untilAborted(readLines(options.input), options.signal)
  for await (const { lines, firstLineNumber, invalid } of blocks) {
    streams.arrived()
    for (let index = 0; index < lines.length; index++) {
      const line = lines[index] as string
      if (isBlank(line)) continue
      const wait = intake.take(line, firstLineNumber + index, invalid.get(index))
      if (wait) await wait
    }
    await lanes.ready(streams.ordinal)
  }
}

/** Reads messages for a target that packs records. */
const readRuns = async (options: LoadOptions, intake: RunIntake, lanes: Lanes): Promise<void> => {
  const framer = new LineFramer(intake)
  const { streams } = intake
  for await (const chunk of untilAborted(options.input, options.signal)) {
    streams.arrived()
    await framer.take(chunk)
    await lanes.ready(streams.ordinal)
  }
  if (!options.signal.aborted) await framer.end()
}

const report = (streams: Streams<never>, metrics: Metrics): LoadReport => {
  let [records, rejected] = [0, 0]
  for (const [stream, counts] of streams.counts()) {
    metrics.count('record_count', counts.records, { stream })
    records += counts.records
    rejected += counts.rejected
  }
  return { records, rejected }
}

/**
 * Loads a Singer stream into a target. A STATE is passed on when every record before it is durable.
 *
 * @throws {ProtocolError} where a line is not Singer. What came before it is durable by then, and its
 *   STATE has been passed on.
 * @throws {DataError} where too many records of a stream were rejected.
 */
export async function load(options: LoadOptions): Promise<LoadReport> {
  const { target, settings, log, onState, now = Date.now } = options
  const limits = {
    records: settings.batch_max_records,
    bytes: settings.batch_max_bytes,
    ageSeconds: settings.batch_max_age_seconds,
  }
  const { atEnd, packing } = target
  let held: string | undefined
  const hold = (text: string) => {
    held = text
  }
  let isMemorySpent = () => false
  const lanes = new Lanes({
    limits,
    onState: atEnd ? hold : onState,
    now,
    isMemorySpent: () => isMemorySpent(),
  })
  const rejects = new Rejects({ target, lanes, settings, log })
  const common = { target, lanes, settings, log, now, rejects }
  const intake = packing
    ? new RunIntake({ ...common, packing, packingSettings: settings })
    : new Intake(common)
  if (intake instanceof RunIntake) isMemorySpent = () => intake.budget.isSpent
  const timer = setInterval(() => lanes.closeOld(), ageCheckMilliseconds)
  try {
    try {
      if (intake instanceof RunIntake) await readRuns(options, intake, lanes)
      else await readMessages(options, intake, lanes)
    } finally {
      // Also after a broken line: what came before it is made safe.
      await lanes.finish()
    }
    if (atEnd && !options.signal.aborted) {
      await atEnd()
      if (held !== undefined) onState(held)
    }
    return report(intake.streams, options.metrics)
  } finally {
    clearInterval(timer)
    await lanes.abort()
    if (intake instanceof RunIntake) await intake.close()
  }
}
