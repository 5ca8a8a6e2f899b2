import type { JsonObject } from '@descant/sdk'
import { check, fail } from '../../check.ts'
import type { TapTrial } from '../../tap-trial.ts'

/** What tells of work that is not finished, here and in the taps of other SDKs. */
const leftovers = [
  'cursor',
  'open_windows',
  'progress_markers',
  'replication_key_signpost',
  'starting_replication_value',
]

/** What is wrong with a final STATE; undefined where nothing is. */
const leftIn = (state: JsonObject, streams: readonly string[]): string | undefined => {
  if (state.currently_syncing) return `currently_syncing is ${state.currently_syncing}`
  for (const [name, bookmark] of Object.entries((state.bookmarks ?? {}) as JsonObject)) {
    if (!streams.includes(name)) return `it holds a bookmark of ${name}, which is no stream`
    const left = leftovers.find((member) => Object.hasOwn((bookmark ?? {}) as object, member))
    if (left) return `the bookmark of ${name} still holds ${left}`
  }
  return undefined
}

export const finalStateIsClean = check(
  'the final STATE holds no leftovers',
  async (trial: TapTrial) => {
    const { state } = await trial.full()
    const names = (await trial.streams()).map(({ name }) => name)
    const left = leftIn((state ?? {}) as JsonObject, names)
    if (left) fail(`${left}, though the run was done`)
  },
)
