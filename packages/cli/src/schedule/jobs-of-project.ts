import { hasTables } from '../pipelines/stages.ts'
import type {
  Project,
  ProjectCustomer,
  ProjectLimits,
  ProjectSchedule,
} from '../project/project.ts'
import { calendarOf } from './calendar.ts'
import { jitterOf } from './jitter.ts'
import type { Job } from './job.ts'

/**
 * The jobs of a project: the extraction of each source that has a schedule, and for each customer whose
 * raw zone is written the making of its tables.
 *
 * @throws {ConfigError} where a cron expression or a time zone is none.
 */
export const jobsOfProject = ({ customers }: Project): readonly Job[] =>
  customers.flatMap((customer) => {
    const path = `customers.${customer.name}`
    const sources = customer.sources.flatMap(({ name, schedule, limits }) => {
      if (!schedule) return []
      const id = `${customer.name}/${name}`
      const timed = timesOf(schedule, id, `${path}.sources.${name}.schedule`)
      return [{ id, customer: customer.name, source: name, ...timed, ...leaseOf(limits) }]
    })
    return [...sources, ...tablesOf(customer, path)]
  })

function tablesOf(customer: ProjectCustomer, path: string): readonly Job[] {
  const { name, sources, transform } = customer
  const { schedule } = transform
  if (!hasTables(customer) || !(schedule ?? sources.some((source) => source.schedule))) return []
  const timed = schedule
    ? timesOf(schedule, name, `${path}.transform.schedule`)
    : ({ catchUp: 'once', jitterMilliseconds: 0 } as const)
  return [{ id: name, customer: name, ...timed, ...leaseOf(customer.limits) }]
}

const timesOf = (schedule: ProjectSchedule, id: string, path: string) => ({
  calendar: calendarOf(schedule.cron, schedule.timeZone, path),
  catchUp: schedule.catchUp,
  jitterMilliseconds: jitterOf(id, schedule.jitterSeconds),
})

const leaseOf = ({ leaseSeconds }: ProjectLimits) => ({ leaseMilliseconds: leaseSeconds * 1000 })
