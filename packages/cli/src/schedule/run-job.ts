import { LeaseHeldError } from '@descant/lake'
import { exitCodes } from '@descant/sdk'
import { isLoaded } from '../pipelines/stages.ts'
import type { Project, ProjectCustomer } from '../project/project.ts'
import { combineExitCodes } from '../run/combine-exit-codes.ts'
import type { RunContext } from '../run/run-context.ts'
import { runSource } from '../run/run-source.ts'
import { runStage } from '../run/run-stage.ts'
import type { RunRecord } from '../runs/run-record.ts'
import type { Job } from './job.ts'
import type { JobEnd } from './next-record.ts'
import type { JobContext } from './scheduler.ts'

/** Runs the jobs of a project for a scheduler: sources as pipes, tables as processes of their own. */
export const createJobRunner =
  (project: Project, context: RunContext) =>
  async (job: Job, { slot, signal }: JobContext): Promise<JobEnd | 'held'> => {
    const customer = project.customers.find(({ name }) => name === job.customer) as ProjectCustomer
    const source = customer.sources.find(({ name }) => name === job.source)
    const own: RunContext = {
      ...context,
      signal,
      ...(slot === undefined ? {} : { scheduledFor: new Date(slot) }),
    }
    try {
      return source
        ? endOf([await runSource(project, customer, source, own)])
        : endOf(await runTables(project, customer, own))
    } catch (error) {
      if (error instanceof LeaseHeldError) return 'held'
      throw error
    }
  }

const stopped: readonly (number | null)[] = [
  exitCodes.timeSpent,
  exitCodes.interrupted,
  exitCodes.terminated,
]

/** Tables are loaded also where some records of theirs were refused: they hold what was good. */
async function runTables(
  project: Project,
  customer: ProjectCustomer,
  context: RunContext,
): Promise<readonly RunRecord[]> {
  const transformed = await runStage(project, customer, 'transform', context)
  if (!isLoaded(customer) || stopped.includes(transformed.exit_code)) return [transformed]
  return [transformed, await runStage(project, customer, 'load', context)]
}

const endOf = (records: readonly RunRecord[]): JobEnd => {
  const messages = records.flatMap(({ stage, message }) => (message ? `${stage}: ${message}` : []))
  return {
    exitCode: combineExitCodes(records.map((one) => one.exit_code ?? exitCodes.failure)),
    ...(messages.length > 0 ? { message: messages.join('; ') } : {}),
  }
}
