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

const expectLogNotReadAgain = (second: TrialRun, first: TrialRun, name: string): void => {
  const [before, again] = [first.records(name).length, second.records(name).length]
  // Some logs give the last entry again.
  if (before > 1 && again >= before) fail(`the second run reads the whole log of ${name} again`)
}

const expectWhole = (second: TrialRun, first: TrialRun, name: string): void => {
  const wanted = first.messages.filter((message) => 'stream' in message && message.stream === name)
  const lost = lostRecords(wanted, second.messages)
  if (lost) fail(`${lost} are not in the second run, though the stream is read whole each time`)
}

export const secondRunIsSmall = check(
  'a second run is small and loses nothing',
  async (trial: TapTrial) => {
    if (trial.options.recordLimit !== undefined) {
      doesNotApply('with a `recordLimit` the first run leaves something for the second')
    }
    const first = await trial.full()
    const second = await trial.run({ state: first.state })
    for (const { name, replicationKey, parent, logBased } of await trial.streams()) {
      // A child is read where its parent is.
      if (parent !== undefined) continue
      if (logBased) expectLogNotReadAgain(second, first, name)
      else if (replicationKey === undefined) expectWhole(second, first, name)
      else expectOnlyNew(second, first, { name, replicationKey })
    }
  },
)
