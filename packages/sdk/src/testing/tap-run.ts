import type { JsonObject, Message } from '@descant/sdk'
import type { Settings } from '../cli/complete-config.ts'
import type { StreamOutcome } from '../tap/sync.ts'
import { recordsIn } from './records-in.ts'

/** What a run of a tap left behind. */
export interface TapRun extends TapRunFacts {
  /** What reached the reader, in order. */
  readonly messages: readonly Message[]
  /** The values of the STATEs, in order. */
  readonly states: readonly unknown[]
  /** The value of the last STATE; undefined where there was none. */
  readonly state: unknown
  /** The records of a stream, or of all. */
  records(stream?: string): readonly JsonObject[]
}

/** What is known of a run beside its messages. */
export interface TapRunFacts {
  /** What became of each stream; empty where the run as a whole failed. */
  readonly outcomes: readonly StreamOutcome[]
  /** What ended the run as a whole; undefined where nothing did. */
  readonly failure: unknown
  /** The log, a line each, nothing hidden. */
  readonly logs: readonly string[]
  /** Settings that the tap changed, as a rotated token. */
  readonly savedConfig: Settings
}

/** Puts together what a run left behind. */
export function tapRun(messages: readonly Message[], facts: TapRunFacts): TapRun {
  const states = messages.flatMap((message) =>
    message.type === 'STATE' ? [JSON.parse(message.text) as unknown] : [],
  )
  const records = (stream?: string) => recordsIn(messages, stream)
  return { ...facts, messages, states, state: states.at(-1), records }
}
