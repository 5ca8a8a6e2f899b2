import type { Calendar } from '../calendar/calendar.ts'

/**
 * What is done about moments that passed while nothing ran: `once` makes up for all of them by one
 * run, `all` has a run for each, `skip` waits for the next moment.
 */
export type CatchUp = 'once' | 'all' | 'skip'

/** With `skip`, a moment counts as missed when it is so far past: a busy machine may be a little late. */
const latenessMilliseconds = 5 * 60_000

/** `all` makes up for so many at most, the latest ones: a year of minutes helps nobody. */
const mostMadeUp = 500

/**
 * The moments of a calendar that are due, oldest first.
 *
 * @param after the moment that was dealt with last; undefined where the job has never run. Then it is
 * due for the last moment before now, so that a source that is new gets its data at once, or with
 * `skip` at the next.
 */
export function dueSlots(
  calendar: Calendar,
  catchUp: CatchUp,
  after: number | undefined,
  now: number,
): readonly number[] {
  const latest = calendar.last(now)
  if (latest === undefined || (after !== undefined && latest <= after)) return []
  if (catchUp === 'skip') return now - latest <= latenessMilliseconds ? [latest] : []
  if (catchUp === 'once' || after === undefined) return [latest]
  const slots = [latest]
  for (let slot = latest; slots.length < mostMadeUp; slots.push(slot)) {
    const before = calendar.last(slot - 1)
    if (before === undefined || before <= after) break
    slot = before
  }
  return slots.reverse()
}
