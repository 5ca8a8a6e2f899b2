import type { Settings } from '../cli/complete-config.ts'

/** What a tap is tried with. */
export interface CheckTapOptions {
  /**
   * The settings of every run; `select` among them says which streams are tried. What the tap saves,
   * as a rotated token, is kept for later runs.
   */
  readonly config?: Settings
  /**
   * Is called before each run: the place to put up replies that are used once, or to set a source
   * back. The source must answer every run alike.
   */
  readonly before?: () => void | Promise<void>
  /** Streams that may give no records, so that nothing can be said of them. @default [] */
  readonly mayBeEmpty?: readonly string[]
  /** Reads no more than so many records of each stream, for sources that are large. Default: all. */
  readonly recordLimit?: number
  /**
   * Makes the source fail until what it returns is called, for a source that is not asked through
   * `fetch`; requests through `fetch` are made to fail by the kit.
   */
  readonly breakSource?: () => () => void
  /** At how many places a run is interrupted, at most. @default 12 */
  readonly samples?: number
  /** How long a run may take to end when it is told to, in seconds. @default 5 */
  readonly graceSeconds?: number
  /** How many records of a stream may be on their way to a reader that is slow. @default 10000 */
  readonly mostInFlight?: number
}
