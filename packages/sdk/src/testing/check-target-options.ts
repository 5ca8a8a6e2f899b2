import type { LoadMethod } from './content.ts'
import type { StoredRecord } from './stored-record.ts'

/** A record that could not go on, as it was put aside. */
export interface StoredReject {
  /** What came: its JSON text. */
  readonly record: string
  /** Why it could not go on. */
  readonly reason: string
}

/** What a target is tried with. */
export interface CheckTargetOptions<Config extends object> {
  /** The settings, or what makes them: then each check has a destination of its own. */
  readonly config: Config | (() => Config | Promise<Config>)
  /**
   * Gives what the destination holds of a stream now, none where it does not know it. Each record is
   * its values by name; or, where the destination keeps the tap's own bytes, its JSON text, which is
   * then held against what was sent byte for byte. Fields that begin with `_sdc_` are passed over.
   */
  readonly read: (stream: string, config: Config) => Promise<readonly StoredRecord[]>
  /** Whether a record replaces the one with the same key, or stands beside it. */
  readonly loadMethod: LoadMethod
  /** Whether `read` leaves out what an ACTIVATE_VERSION has removed. @default false */
  readonly removesOldVersions?: boolean
  /** Gives what was put aside of a stream. Without it only the engine is asked. */
  readonly readRejects?: (stream: string, config: Config) => Promise<readonly StoredReject[]>
  /** Makes the destination refuse every write until what it returns is called. */
  readonly breakWrites?: (
    config: Config,
  ) => (() => void | Promise<void>) | Promise<() => void | Promise<void>>
  /** Is called after each check, to take away what it left. */
  readonly clean?: (config: Config) => void | Promise<void>
  /** At how many places a run is interrupted, at most. @default 8 */
  readonly samples?: number
  /** How large the largest record is that is sent, in bytes. @default 4194304 */
  readonly hugeRecordBytes?: number
}
