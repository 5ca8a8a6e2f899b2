import type { Logger } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import { readLines } from '../protocol/read-lines.ts'
import { RecordReader } from '../protocol/record-reader.ts'
import type { OpenTarget } from './define-target.ts'
import { Intake } from './intake.ts'
import { Lanes } from './lanes.ts'
import type { TargetSettings } from './settings.ts'
import { untilAborted } from './until-aborted.ts'

export interface LoadOptions {
  readonly target: OpenTarget
  /** The bytes of stdin, or of a file. */
  readonly input: AsyncIterable<Uint8Array>
  readonly settings: TargetSettings
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

const read = async (options: LoadOptions, intake: Intake, lanes: Lanes): Promise<void> => {
  const reader = new RecordReader()
  const blocks = untilAborted(readLines(options.input), options.signal)
  for await (const { lines, firstLineNumber, invalid } of blocks) {
    intake.arrived()
    for (let index = 0; index < lines.length; index++) {
      const line = lines[index] as string
      if (isBlank(line)) continue
      const lineNumber = firstLineNumber + index
      const message = reader.read(line, lineNumber)
      const wait = intake.take(message, lineNumber, invalid.get(index))
      if (wait) await wait
    }
    await lanes.ready(intake.ordinal)
  }
}

const report = (intake: Intake, metrics: Metrics): LoadReport => {
  let [records, rejected] = [0, 0]
  for (const [stream, counts] of intake.streams) {
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
  const { atEnd } = target
  let held: string | undefined
  const hold = (text: string) => {
    held = text
  }
  const lanes = new Lanes({ limits, onState: atEnd ? hold : onState, now })
  const intake = new Intake({ target, lanes, settings, log, now })
  const timer = setInterval(() => lanes.closeOld(), ageCheckMilliseconds)
  try {
    try {
      await read(options, intake, lanes)
    } finally {
      // Also after a broken line: what came before it is made safe.
      await lanes.finish()
    }
    if (atEnd && !options.signal.aborted) {
      await atEnd()
      if (held !== undefined) onState(held)
    }
    return report(intake, options.metrics)
  } finally {
    clearInterval(timer)
    await lanes.abort()
  }
}
