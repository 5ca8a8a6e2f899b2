import type { Settings } from '../../control/settings.ts'
import type { ControlledOrg } from './controlled-org.ts'

/** What can be asked at `POST /__control/VERB`. */
export interface Verb {
  /** The names of its settings. */
  readonly takes: readonly string[]
  readonly act: (org: ControlledOrg, settings: Settings) => object
}

/** A moment as control tells it. */
export const formatTime = (moment: number) => new Date(moment).toISOString()
