import {
  compareReplicationValues,
  type ReplicationValue,
} from '../../../tap/bookmark/replication-value.ts'
import { check, doesNotApply, fail } from '../../check.ts'
import { lostRecords } from '../../delivered.ts'
import type { TapTrial, TrialRun } from '../../tap-trial.ts'

/** The oldest value that a stream was asked for; undefined where it was asked for everything. */
const oldestAsked = ({ reads }: TrialRun, stream: string): ReplicationValue | undefined =>
  reads
    .filter((read) => read.stream === stream)
    .map(({ since }) => since as ReplicationValue | undefined)
    .reduce((oldest, since) =>
      oldest === undefined || since === undefined || compareReplicationValues(oldest, since) <= 0
        ? oldest
        : since,
    )

const expectOnlyNew = (
  run: TrialRun,
  first: TrialRun,
  { name, replicationKey }: { readonly name: string; readonly replicationKey: string },
): void => {
  if (run.reads.every(({ stream }) => stream !== name)) return
  const since = oldestAsked(run, name)
  if (since === undefined) {
    if (first.records(name).length > 0) fail(`the second run asks ${name} for everything again`)
    return
  }
  const old = run
    .records(name)
    .filter((record) => compareReplicationValues(record[replicationKey] as string, since) < 0)
  if (old.length === 0) return
  fail(
    `${name} was asked for what is new since ${since}, and ${old.length} of the ` +
      `${run.records(name).length} records of the second run are older`,
  )
}

export const secondRunIsSmall = check(
  'a second run is small and loses nothing',
  async (trial: TapTrial) => {
    if (trial.options.recordLimit !== undefined) {
      doesNotApply('with a `recordLimit` the first run leaves something for the second')
    }
    const first = await trial.full()
    const second = await trial.run({ state: first.state })
    const streams = await trial.streams()
    for (const { name, replicationKey, parent } of streams) {
      if (replicationKey === undefined || parent !== undefined) continue
      expectOnlyNew(second, first, { name, replicationKey })
    }
    const whole = new Set(
      streams.flatMap(({ name, replicationKey, parent }) =>
        replicationKey === undefined && parent === undefined ? [name] : [],
      ),
    )
    const wanted = first.messages.filter(
      (message) => 'stream' in message && whole.has(message.stream),
    )
    const lost = lostRecords(wanted, second.messages)
    if (lost) fail(`${lost} are not in the second run, though the stream is read whole each time`)
  },
)
