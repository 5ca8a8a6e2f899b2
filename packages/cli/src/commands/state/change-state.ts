import { randomUUID } from 'node:crypto'
import { takeRunLease } from '../../run/run-lease.ts'
import { runName } from '../../runs/run-record.ts'
import { StateHistory, type StateOrigin } from '../../runs/state-history.ts'
import type { ChosenSource } from '../run/chosen-source.ts'

/** What a STATE is changed to. */
export interface NewState {
  /** Undefined for a source that is to begin anew. */
  readonly text: string | undefined
  readonly origin: StateOrigin
  /** The version that is brought back. */
  readonly of?: number
}

/**
 * Changes where the next run of a source begins, while no run of it goes on. The STATEs before stay.
 *
 * @returns the number of the new STATE.
 * @throws {LeaseHeldError} where a run of the source goes on.
 */
export async function changeState(
  { customer, source, state }: ChosenSource,
  choose: (history: StateHistory) => Promise<NewState>,
  signal: AbortSignal,
): Promise<number> {
  const subject = { customer: customer.name, stage: 'extract', source: source.name } as const
  const { leaseSeconds, keptStates } = source.limits
  const lease = await takeRunLease(state, subject, { leaseSeconds, signal })
  try {
    const history = new StateHistory(state, customer.name, source.name)
    const { text, origin, of } = await choose(history)
    const run = runName(new Date(), randomUUID().slice(0, 8))
    await lease.check()
    const version = await history.append(text, {
      origin,
      run,
      token: lease.token,
      ...(of === undefined ? {} : { of }),
    })
    await history.prune(keptStates)
    return version
  } finally {
    await lease.release()
  }
}
