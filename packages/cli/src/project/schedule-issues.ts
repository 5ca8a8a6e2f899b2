import { ConfigError } from '@descant/sdk'
import { calendarOf } from '../calendar/calendar.ts'
import type { FileCommon, FileSchedule, ProjectFile } from './project-file.ts'
import type { ProjectIssue } from './project-issues.ts'

type Scheduled = Pick<FileCommon, 'schedule' | 'transform'>
type Placed = readonly [path: readonly string[], schedule: FileSchedule]

const schedulesOf = (value: Scheduled, path: readonly string[]): Placed[] => [
  ...(value.schedule !== undefined ? [[[...path, 'schedule'], value.schedule] as const] : []),
  ...(value.transform?.schedule !== undefined
    ? [[[...path, 'transform', 'schedule'], value.transform.schedule] as const]
    : []),
]

/** Every schedule of a project, where it stands: one that sources take over is there once. */
const allSchedules = (file: ProjectFile): Placed[] => [
  ...schedulesOf(file, []),
  ...Object.entries(file.customers).flatMap(([name, customer]) => [
    ...schedulesOf(customer, ['customers', name]),
    ...Object.entries(customer.sources).flatMap(([source, { schedule }]) =>
      schedule !== undefined
        ? schedulesOf({ schedule }, ['customers', name, 'sources', source])
        : [],
    ),
  ]),
]

/** The cron expressions and time zones of a project that are none. */
export const scheduleIssues = (file: ProjectFile): ProjectIssue[] =>
  allSchedules(file).flatMap(([path, schedule]) => {
    const isText = typeof schedule === 'string'
    const { cron, time_zone } = isText ? { cron: schedule } : schedule
    try {
      calendarOf(cron, time_zone)
      return []
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error
      return error.issues.map(({ path: member, message }) => ({
        path: isText ? path : [...path, member],
        message,
      }))
    }
  })
