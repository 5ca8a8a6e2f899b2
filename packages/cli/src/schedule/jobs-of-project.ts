import { calendarOf } from '../calendar/calendar.ts'
import { hasTables } from '../pipelines/stages.ts'
import type {
  Project,
  ProjectCustomer,
  ProjectLimits,
  ProjectSchedule,
} from '../project/project.ts'
import { jitterOf } from './jitter.ts'
import type { Job } from './job.ts'

/**
 * The jobs of a project: the extraction of each source that has a schedule, and for each customer whose
 * raw zone is written the making of its tables.
 */
export const jobsOfProject = ({ customers }: Project): readonly Job[] =>
  customers.flatMap((customer) => {
    const sources = customer.sources.flatMap(({ name, schedule, limits }) => {
      if (!schedule) return []
      const id = `${customer.name}/${name}`
      const timed = timesOf(schedule, id)
      return [{ id, customer: customer.name, source: name, ...timed, ...leaseOf(limits) }]
    })
    return [...sources, ...tablesOf(customer)]
  })

function tablesOf(customer: ProjectCustomer): readonly Job[] {
  const { name, sources, transform } = customer
  const { schedule } = transform
  if (!hasTables(customer) || !(schedule ?? sources.some((source) => source.schedule))) return []
  const timed = schedule
    ? timesOf(schedule, name)
    : ({ catchUp: 'once', jitterMilliseconds: 0 } as const)
  return [{ id: name, customer: name, ...timed, ...leaseOf(customer.limits) }]
}

const timesOf = (schedule: ProjectSchedule, id: string) => ({
  calendar: calendarOf(schedule.cron, schedule.timeZone),
  catchUp: schedule.catchUp,
  jitterMilliseconds: jitterOf(id, schedule.jitterSeconds),
})

const leaseOf = ({ leaseSeconds }: ProjectLimits) => ({ leaseMilliseconds: leaseSeconds * 1000 })
