import { ConfigError } from '@descant/sdk'
import { Cron } from 'croner'

/** The moments that a cron expression names. All times are milliseconds since 1970. */
export interface Calendar {
  /** The first moment after a time; undefined where there is none any more. */
  next(after: number): number | undefined
  /** The last moment at or before a time; undefined where there was none. */
  last(until: number): number | undefined
}

/**
 * Reads a cron expression: five fields (minute, hour, day of the month, month, day of the week), or
 * `@hourly`, `@daily`, `@weekly`, `@monthly`.
 *
 * Clocks that are changed are met as Vixie cron does: a fixed time that is left out comes right after
 * the gap, one that comes twice counts once, and `*` goes by the time that really passes.
 *
 * @param timeZone a name of the IANA list, as `Europe/Berlin`. @default 'UTC'
 * @throws {ConfigError} where the expression (`cron`) or the time zone (`time_zone`) is none.
 * @example
 * const calendar = calendarOf('30 2 * * *', 'Europe/Berlin')
 * new Date(calendar.next(Date.now()) ?? 0) // the next half past two in Berlin
 */
export function calendarOf(cron: string, timeZone = 'UTC'): Calendar {
  if (!isTimeZone(timeZone)) {
    const message = `${timeZone} is no time zone; give a name of the IANA list, as Europe/Berlin`
    throw new ConfigError([{ path: 'time_zone', message }])
  }
  const job = cronOf(cron, timeZone)
  if (job?.nextRun() == null) {
    const message = `${cron} names no moment to come; give five fields, as '*/15 * * * *' or '30 2 * * *'`
    throw new ConfigError([{ path: 'cron', message }])
  }
  return {
    next: (after) => job.nextRun(new Date(after))?.getTime(),
    // The library leaves out the moment that it is asked from.
    last: (until) => job.previousRuns(1, new Date(until + 1))[0]?.getTime(),
  }
}

function cronOf(cron: string, timeZone: string): Cron | undefined {
  try {
    // A field of seconds would start processes each second.
    const options = { mode: '5-part', fixedTimeRule: 'no-wildcard', paused: true } as const
    return new Cron(cron, { timezone: timeZone, ...options })
  } catch {
    return undefined
  }
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
