import type { Job } from './job.ts'

/** The next times that a job starts, with its jitter; none for tables that follow their sources. */
export function nextSlots(
  { calendar, jitterMilliseconds }: Job,
  now: number,
  count: number,
): readonly number[] {
  const slots: number[] = []
  let slot = calendar?.next(now - jitterMilliseconds)
  while (slot !== undefined && slots.length < count) {
    slots.push(slot + jitterMilliseconds)
    slot = calendar?.next(slot)
  }
  return slots
}
