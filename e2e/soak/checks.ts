import type { RunRecord } from '../../packages/cli/src/runs/run-record.ts'
import type { Truth } from './world.ts'

/**
 * Rows that are not as the source has them: missing, too many, or of another time.
 *
 * @param isParked whether a record was refused and is a dead letter: its row may be missing or older.
 */
export function differences(
  truth: Truth[string],
  rows: Truth[string],
  isParked: (id: string) => boolean,
): readonly string[] {
  const ids = new Set([...Object.keys(truth), ...Object.keys(rows)])
  return [...ids].flatMap((id) =>
    truth[id] === rows[id] || (id in truth && isParked(id))
      ? []
      : [`${id}: ${rows[id] ?? 'missing'} instead of ${truth[id] ?? 'none'}`],
  )
}

/** What is wrong with the runs of one source: two at once, a STATE that was not gone on from. */
export function faultsOfRuns(runs: readonly RunRecord[]): readonly string[] {
  const faults: string[] = []
  const inOrder = [...runs].sort((a, b) => (a.lease_token ?? 0) - (b.lease_token ?? 0))
  let endedAt = ''
  let state = 0
  for (const { run, attempts, states, status } of inOrder) {
    for (const attempt of attempts) {
      if (attempt.started_at < endedAt)
        faults.push(`${run} began before the run before it had ended`)
      endedAt = attempt.ended_at
    }
    // A run that was killed keeps STATEs and cannot say so: the next one begins at least there.
    if (status !== 'running' && attempts.length > 0) {
      if ((states.from ?? 0) < state)
        faults.push(`${run} went back to the STATE ${states.from} from ${state}`)
      state = Math.max(state, states.to ?? 0)
    }
  }
  return faults
}

/** Moments that were not run by any run that ended well, or by more than one, without a killed scheduler. */
export function faultsOfSlots(
  runs: readonly RunRecord[],
  slots: readonly number[],
  killedAt: ReadonlySet<number>,
): readonly string[] {
  return slots.flatMap((slot) => {
    const own = runs.filter(
      ({ scheduled_for }) => scheduled_for !== null && Date.parse(scheduled_for) === slot,
    )
    const moment = new Date(slot).toISOString()
    if (own.length === 0) return [`${moment} was not run`]
    const whole = own.filter(({ status }) => status === 'succeeded').length
    return whole > 1 && !killedAt.has(slot) ? [`${moment} was run ${whole} times`] : []
  })
}

/** Keys whose bookmark is before one that an earlier STATE had. */
export function bookmarksGoneBack(states: readonly string[]): readonly string[] {
  const newest = new Map<string, string>()
  return states.flatMap((state) => {
    const [, line = '{}'] = state.split('\n')
    const { bookmarks = {} } = JSON.parse(line || '{}') as {
      bookmarks?: Record<string, { replication_key_value?: string }>
    }
    return Object.entries(bookmarks).flatMap(([stream, { replication_key_value: value }]) => {
      if (value === undefined) return []
      const before = newest.get(stream)
      newest.set(stream, value)
      return before !== undefined && Date.parse(value) < Date.parse(before)
        ? [`${stream} went back from ${before} to ${value}`]
        : []
    })
  })
}

/** Alerts that were told twice, or that nobody took back. */
export function faultsOfAlerts(
  alerts: readonly { status?: string; kind: string; customer: string; provider: string }[],
): readonly string[] {
  const firing = new Set<string>()
  const faults: string[] = []
  for (const { status, kind, customer, provider } of alerts) {
    const incident = `${kind} of ${customer}/${provider}`
    if (status === 'firing' && firing.has(incident)) faults.push(`${incident} was told twice`)
    if (status === 'resolved' && !firing.has(incident))
      faults.push(`${incident} was taken back unsaid`)
    if (status === 'firing') firing.add(incident)
    else firing.delete(incident)
  }
  return [...faults, ...[...firing].map((incident) => `${incident} was never taken back`)]
}

export const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
