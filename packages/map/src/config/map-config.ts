import type { OnError } from '../failures.ts'
import type { StreamConfig } from './stream-settings.ts'

/** The config of a mapper; see `settings` for what each part means. */
export interface MapConfig {
  readonly streams?: Readonly<Record<string, StreamConfig | null>>
  readonly else?: StreamConfig | null
  /** @default 'fail' */
  readonly on_error?: OnError
  /** @default 'fail' */
  readonly missing_fields?: 'fail' | 'warn'
  readonly hash_salt?: string
  /** @default 10 */
  readonly line_timeout_seconds?: number
}
