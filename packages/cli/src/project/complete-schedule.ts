import type { ProjectSchedule } from './project.ts'
import type { FileSchedule } from './project-file.ts'

/** A schedule with its defaults. */
export const scheduleOf = (file: FileSchedule | undefined): ProjectSchedule | undefined => {
  if (file === undefined) return undefined
  const { cron, time_zone, catch_up, jitter_seconds } =
    typeof file === 'string' ? ({ cron: file } as Exclude<FileSchedule, string>) : file
  return {
    cron,
    timeZone: time_zone ?? 'UTC',
    catchUp: catch_up ?? 'once',
    jitterSeconds: jitter_seconds ?? 0,
  }
}
