import type { Slice, Tracker } from './bookmark/tracker.ts'
import type { Member } from './family.ts'

/** A member while it is being read. Each stands on the time line of the top of its family. */
export interface Work {
  readonly member: Member
  readonly tracker: Tracker
  records: number
  /** Of these, records that have been told of. */
  told: number
  /** The first failure, told in the outcome. */
  failure: unknown
  /** Whether it is left alone for the rest of the run, its bookmark where it failed. */
  isBroken: boolean
}

/** A reading of the top, and for whom: each member with its own slice. */
export interface Reading {
  readonly slice: Slice
  readonly members: Map<Work, Slice>
}

/**
 * What is to be read of a family, and for whom. Members that stand at the same place share a reading;
 * a child that was selected later has readings of its own.
 */
export function readingsOf(works: readonly Work[]): Reading[] {
  const readings = new Map<string, Reading>()
  for (const work of works) {
    for (const slice of work.tracker.slices) {
      const key = JSON.stringify(slice)
      const reading = readings.get(key) ?? { slice, members: new Map<Work, Slice>() }
      reading.members.set(work, slice)
      readings.set(key, reading)
    }
  }
  return [...readings.values()]
}
