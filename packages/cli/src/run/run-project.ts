import { LeaseHeldError, openStore } from '@descant/lake'
import { exitCodes, SingerError } from '@descant/sdk'
import { isAnythingExtracted } from '@descant/transform'
import type { Project, ProjectCustomer, ProjectSource } from '../project/project.ts'
import type { RunRecord, RunStage } from '../runs/run-record.ts'
import { createLimiter } from './limiter.ts'
import type { RunContext } from './run-context.ts'
import { runSource } from './run-source.ts'
import { runStage, type StageOptions } from './run-stage.ts'

/** What of a project is to run. */
export interface RunPlan extends StageOptions {
  /** Sources by customer; a customer without any runs no extraction. */
  readonly customers: readonly {
    readonly customer: ProjectCustomer
    readonly sources: readonly ProjectSource[]
  }[]
  readonly stages: readonly RunStage[]
}

/** How one run of a plan ended. */
export interface PlannedRun {
  readonly customer: string
  readonly stage: RunStage
  readonly source?: string
  readonly exitCode: number
  readonly message: string | null
  /** Undefined where it did not begin: another was running, or its state zone is out of reach. */
  readonly record?: RunRecord
}

/** A run that could not begin. */
const notBegun = (error: unknown): Pick<PlannedRun, 'exitCode' | 'message'> => {
  if (error instanceof LeaseHeldError) {
    return { exitCode: exitCodes.timeSpent, message: error.message }
  }
  if (SingerError.is(error)) {
    return { exitCode: error.exitCode ?? exitCodes.failure, message: error.message }
  }
  throw error
}

/** What follows the extractions, in order. */
const tableStages = ['transform', 'load'] as const

/** Whether there is nothing of a customer to make tables of; a zone out of reach is told by the stages. */
const isEmpty = async ({ name, zones }: ProjectCustomer): Promise<boolean> => {
  try {
    const raw = openStore(zones.raw, zones.s3)
    const state = openStore(zones.state, zones.s3)
    return !(await isAnythingExtracted({ raw, state, customer: name }))
  } catch {
    return false
  }
}

/**
 * Runs stages of a project: sources side by side within the project's limit, then each customer's
 * transform and load in order. What fails never keeps another from running, and tables are made of
 * what there is; where there is nothing at all since extractions failed, the stages behind are skipped.
 *
 * @returns how each run ended, in the order in which they did.
 */
export async function runProject(
  project: Project,
  { customers, stages, mode }: RunPlan,
  context: RunContext,
): Promise<PlannedRun[]> {
  const runs: PlannedRun[] = []
  const inSources = createLimiter(project.parallelSources)
  // A transform takes what memory there is: one after the other.
  const inTables = createLimiter(1)
  const take = async (
    name: Pick<PlannedRun, 'customer' | 'stage' | 'source'>,
    work: () => Promise<RunRecord>,
  ): Promise<void> => {
    if (context.signal.aborted) return
    try {
      const record = await work()
      const exitCode = record.exit_code ?? exitCodes.failure
      runs.push({ ...name, exitCode, message: record.message, record })
    } catch (error) {
      if (context.signal.aborted) return
      runs.push({ ...name, ...notBegun(error) })
    }
  }
  const runCustomer = async ({ customer, sources }: RunPlan['customers'][number]) => {
    const { name } = customer
    const behind = tableStages.filter(
      (stage) =>
        stages.includes(stage) &&
        // Who asks for a load alone is told that there is nowhere to load to.
        !(stage === 'load' && customer.databaseUrl === undefined && stages.length > 1),
    )
    if (stages.includes('extract')) {
      const extractions = sources.map((source) =>
        inSources(() =>
          take({ customer: name, stage: 'extract', source: source.name }, () =>
            runSource(project, customer, source, context),
          ),
        ),
      )
      await Promise.all(extractions)
      const failed = runs.filter((run) => run.customer === name && run.exitCode !== exitCodes.done)
      if (failed.length > 0 && (await isEmpty(customer))) {
        const sources = failed.map(({ source }) => source).join(', ')
        const why = `no source of ${name} has brought anything yet, since the extraction of ${sources} is not done`
        if (behind.length > 0) context.log.warning(`${behind.join(' and ')} skipped: ${why}`)
        return
      }
    }
    for (const stage of behind) {
      await inTables(() =>
        take({ customer: name, stage }, () =>
          runStage(project, customer, stage, context, mode ? { mode } : {}),
        ),
      )
    }
  }
  await Promise.all(customers.map(runCustomer))
  return runs
}
