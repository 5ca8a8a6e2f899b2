import type { Logger } from '../log.ts'
import type { MessageOutput } from '../protocol/message-output.ts'
import type { TapState } from '../protocol/state.ts'
import type { StateTeller } from './state-teller.ts'

export interface SyncFamilyOptions {
  readonly state: TapState
  readonly writer: MessageOutput
  readonly teller: StateTeller
  readonly startDate?: string | undefined
  /** Milliseconds since the epoch, when the run began. */
  readonly startedAt: number
  /** Whether streams that are read whole end with ACTIVATE_VERSION. */
  readonly activatesVersions: boolean
  /** Is told of records that have been written. */
  readonly onRecords: (stream: string, records: number) => void
  readonly signal: AbortSignal
  readonly log: Logger
}
