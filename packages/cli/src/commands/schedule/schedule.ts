import { openStore } from '@descant/lake'
import { exitCodes } from '@descant/sdk'
import { defineCommand } from '../../command.ts'
import { emfLine, metricsChoices } from '../../container/emf-line.ts'
import { guardProcess } from '../../container/guard-process.ts'
import { onlyCustomers } from '../../pipelines/only-customers.ts'
import type { Project, ProjectCustomer } from '../../project/project.ts'
import { readProject } from '../../project/read-project.ts'
import { combineExitCodes } from '../../run/combine-exit-codes.ts'
import { createRunContext } from '../../run/run-context.ts'
import { systemClock } from '../../schedule/clock.ts'
import { jobsOfProject } from '../../schedule/jobs-of-project.ts'
import type { JobEnd } from '../../schedule/next-record.ts'
import { createJobRunner } from '../../schedule/run-job.ts'
import { Scheduler } from '../../schedule/scheduler.ts'
import { createWatch } from '../../schedule/watch.ts'
import { choiceOf } from '../../zone-options.ts'
import { containerOptions, limitProcessTime } from '../run/run-options.ts'
import { scheduleOptions } from './schedule-options.ts'

/** A transform takes what memory there is: customers' tables are made one after the other. */
const parallelTables = 1

const endingOf = (ends: ReadonlyMap<string, JobEnd>) => {
  const exitCode = combineExitCodes([...ends.values()].map((end) => end.exitCode))
  if (exitCode === exitCodes.done) return { exitCode }
  const reasons = [...ends].flatMap(([id, end]) =>
    end.exitCode === exitCodes.done ? [] : `${id} (exit code ${end.exitCode}) ${end.message ?? ''}`,
  )
  const message = `${reasons.length} of ${ends.size} jobs are not done. ${reasons.join('; ')}`
  return { exitCode, message }
}

const stateOf = ({ customers }: Project) => {
  const stores = new Map(
    customers.map(({ name, zones }: ProjectCustomer) => [name, openStore(zones.state, zones.s3)]),
  )
  return (customer: string) => stores.get(customer) as ReturnType<typeof openStore>
}

/** `descant schedule`: runs what is due, when it is due. */
export const schedule = defineCommand({
  name: 'schedule',
  summary: 'runs the sources of a project when they are due, then the tables of their customers.',
  options: {
    ...scheduleOptions,
    once: {
      type: 'boolean',
      description: 'Run what is due, each once, and end: for cron, EventBridge and the like.',
    },
    ...containerOptions,
  },
  examples: ['descant schedule', 'descant schedule --once --max-duration-seconds 1740'],
  async run(options, context) {
    const project = onlyCustomers(
      await readProject(options.project, context.environment),
      options.customer,
    )
    const jobs = jobsOfProject(project)
    if (jobs.length === 0) {
      const message =
        'The project schedules nothing: give a source, a customer or the project a schedule, as "0 * * * *".'
      return { exitCode: exitCodes.config, message }
    }
    const metrics = choiceOf(options, 'metrics', metricsChoices)
    const limits = project.customers.map((customer) => customer.limits)
    limitProcessTime(options, Math.max(...limits.map((one) => one.stopGraceSeconds)), context)
    const memoryStopRatio = Math.min(...limits.map((one) => one.memoryStopRatio))
    const guard = await guardProcess(options, memoryStopRatio, context)
    const runContext = createRunContext(context, (record) => {
      if (metrics !== 'none') process.stdout.write(`${emfLine(record, metrics)}\n`)
    })
    try {
      const ends = await new Scheduler({
        jobs,
        stateOf: stateOf(project),
        runJob: createJobRunner(project, runContext),
        watch: createWatch({ project, jobs, context: runContext, now: systemClock.now }),
        clock: systemClock,
        log: context.log,
        signal: context.signal,
        parallelSources: project.parallelSources,
        parallelTables,
        isOnce: options.once === true,
      }).run()
      // Who is told to end has ended well, whatever became of single runs: they are recorded.
      return context.signal.aborted ? { exitCode: exitCodes.done } : endingOf(ends)
    } finally {
      guard.end()
    }
  },
})
