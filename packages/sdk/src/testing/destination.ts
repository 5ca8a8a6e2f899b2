import type { Settings } from '../cli/complete-config.ts'
import type { CheckTargetOptions, StoredReject } from './check-target-options.ts'
import type { StoredRecord } from './stored-record.ts'

/** Where a target writes that is on trial. */
export interface Destination {
  /** The settings that lead there. */
  readonly config: Settings
  /** Gives what it holds of a stream. */
  readonly read: (stream: string) => Promise<readonly StoredRecord[]>
  /** Gives what was put aside of a stream. */
  readonly readRejects: ((stream: string) => Promise<readonly StoredReject[]>) | undefined
  /** Makes it refuse every write until what it gives is called. */
  readonly breakWrites: (() => Promise<() => void | Promise<void>>) | undefined
  /** Takes away what was written. */
  readonly clean: () => Promise<void>
}

/** Makes a destination as the author of a target tells. */
export async function openDestination<Config extends object>(
  options: CheckTargetOptions<Config>,
): Promise<Destination> {
  const { readRejects, breakWrites } = options
  const config = typeof options.config === 'function' ? await options.config() : options.config
  return {
    config: { ...config } as Settings,
    read: (stream) => options.read(stream, config),
    readRejects: readRejects && ((stream) => readRejects(stream, config)),
    breakWrites: breakWrites && (async () => breakWrites(config)),
    clean: async () => options.clean?.(config),
  }
}
