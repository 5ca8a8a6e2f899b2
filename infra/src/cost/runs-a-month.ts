import { awsCron } from '../schedules/aws-cron.ts'

const daysAMonth = 365.25 / 12

const countOf = (field: string, all: number): number =>
  field === '*' || field === '?' ? all : field.split(',').length

/**
 * How often a schedule starts in a month, on average.
 *
 * @example runsAMonth('0 * * * *') // 730.5
 */
export function runsAMonth(cron: string): number {
  const fields = awsCron(cron).slice('cron('.length, -1).split(' ')
  const [minutes = '', hours = '', monthDays = '', months = '', weekDays = ''] = fields
  const days =
    weekDays === '?'
      ? monthDays === '*'
        ? daysAMonth
        : countOf(monthDays, 31)
      : (daysAMonth * countOf(weekDays, 7)) / 7
  return countOf(minutes, 60) * countOf(hours, 24) * days * (countOf(months, 12) / 12)
}
