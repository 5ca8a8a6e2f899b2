import type { Message } from '@descant/sdk'
import {
  compareReplicationValues,
  type ReplicationValue,
} from '../../../tap/bookmark/replication-value.ts'
import { check, fail } from '../../check.ts'
import { keysOf, lostRecords } from '../../delivered.ts'
import { sample } from '../../sample.ts'
import type { TapTrial } from '../../tap-trial.ts'

type Stream = Awaited<ReturnType<TapTrial['streams']>>[number]

/** The messages of a stream without the records that are older than a value. */
const from = (
  messages: readonly Message[],
  { name, replicationKey = '' }: Stream,
  value: ReplicationValue,
): readonly Message[] =>
  messages.filter((message) => {
    if (!('stream' in message) || message.stream !== name) return false
    if (message.type !== 'RECORD') return true
    const own = message.record[replicationKey] as ReplicationValue | null | undefined
    return own !== undefined && own !== null && compareReplicationValues(own, value) >= 0
  })

const tryStream = async (trial: TapTrial, stream: Stream, key: string): Promise<void> => {
  const full = await trial.full()
  const values = full
    .records(stream.name)
    .map((record) => record[key])
    .filter((value) => typeof value === 'string' || typeof value === 'number')
  const distinct = [...new Set(values)].sort(compareReplicationValues)
  for (const index of sample(0, distinct.length - 1, trial.samples)) {
    const value = distinct[index] as ReplicationValue
    const bookmark = { replication_key: key, replication_key_value: value }
    const run = await trial.run({ state: { bookmarks: { [stream.name]: bookmark } } })
    const lost = lostRecords(from(full.messages, stream, value), run.messages)
    if (!lost) continue
    fail(
      `${lost} do not come when the bookmark is ${value}. Ask the source for what is at or after ` +
        '`since`, with >= and not with >: others may have come in the same instant.',
    )
  }
}

/** Begins a stream at values that its records have: those very records must come, and all after. */
export const bookmarkIncludesItsValue = check(
  'a bookmark includes its own value',
  async (trial: TapTrial) => {
    const isRead = keysOf((await trial.full()).messages)
    for (const stream of await trial.streams()) {
      const { name, replicationKey, parent } = stream
      if (replicationKey === undefined || parent !== undefined || !isRead.has(name)) continue
      await tryStream(trial, stream, replicationKey)
    }
  },
)
