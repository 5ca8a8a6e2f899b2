import type { JsonObject } from '@descant/sdk'
import { check, fail } from '../../check.ts'
import type { OpenStream } from '../../open-stream.ts'
import type { TapTrial } from '../../tap-trial.ts'

/** What tells of work that is not finished, here and in the taps of other SDKs. */
const leftovers = [
  'cursor',
  'open_windows',
  'progress_markers',
  'replication_key_signpost',
  'starting_replication_value',
]

/** A place in a log is where the stream stands, and stays. */
const isLeftover = (member: string, { logBased }: OpenStream): boolean =>
  !(member === 'cursor' && logBased)

/** What is wrong with a final STATE; undefined where nothing is. */
const leftIn = (state: JsonObject, streams: readonly OpenStream[]): string | undefined => {
  if (state.currently_syncing) return `currently_syncing is ${state.currently_syncing}`
  for (const [name, bookmark] of Object.entries((state.bookmarks ?? {}) as JsonObject)) {
    const stream = streams.find((own) => own.name === name)
    if (!stream) return `it holds a bookmark of ${name}, which is no stream`
    const left = leftovers.find(
      (member) => isLeftover(member, stream) && Object.hasOwn((bookmark ?? {}) as object, member),
    )
    if (left) return `the bookmark of ${name} still holds ${left}`
  }
  return undefined
}

export const finalStateIsClean = check(
  'the final STATE holds no leftovers',
  async (trial: TapTrial) => {
    const { state } = await trial.full()
    const left = leftIn((state ?? {}) as JsonObject, await trial.streams())
    if (left) fail(`${left}, though the run was done`)
  },
)
