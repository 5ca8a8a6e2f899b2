import {
  decideSchema,
  type ObjectStore,
  openStore,
  readRegistry,
  withContract,
} from '@descant/lake'
import { exitCodes } from '@descant/sdk'
import type { Project, ProjectCustomer, ProjectSource } from '../project/project.ts'
import type { RunRecord } from '../runs/run-record.ts'
import type { RunContext } from './run-context.ts'
import { processor, type RecordedRun, type RunOutcome, runRecorded } from './run-recorded.ts'
import { Extraction } from './source/extraction.ts'
import { parkExtraction, settleExtractions } from './source/extraction-letter.ts'
import { prepareSource } from './source/prepare-source.ts'

/**
 * Extracts one source: `tap | target` under the source's lease, each STATE kept as it comes, tried
 * again with a backoff where that may help, recorded in the state zone. What it could not extract after
 * its last try leaves a dead letter.
 *
 * @returns the record of the run, whatever became of it.
 * @throws {LeaseHeldError} where another run of the source is alive.
 * @throws {LakeError} where the state zone cannot be read or written.
 */
export function runSource(
  project: Project,
  customer: ProjectCustomer,
  source: ProjectSource,
  context: RunContext,
): Promise<RunRecord> {
  const subject = { customer: customer.name, stage: 'extract', source: source.name } as const
  return runRecorded(project, customer, subject, source.limits, context, async (run) => {
    await applyContracts(run.state, source)
    const { environment } = context
    const { secrets, folder, signal } = run
    const prepared = await prepareSource(project, customer, source, {
      environment,
      secrets,
      folder,
      signal,
    })
    run.hideSecrets()
    const extraction = new Extraction(source, prepared, run, context)
    const outcome = await extraction.run()
    await tellDeadLetters(customer, run, outcome, context)
    return outcome
  })
}

/** Gives streams that are known already the contract that the project says. */
const applyContracts = async (state: ObjectStore, source: ProjectSource): Promise<void> => {
  for (const [stream, contract] of Object.entries(source.contracts)) {
    const name = { customer: source.customer, provider: source.name, stream }
    const known = await readRegistry(state, name)
    if (known === undefined || known.contract === contract) continue
    const facts = { at: new Date().toISOString(), note: 'as the project file says' }
    await decideSchema(state, name, (registry) => withContract(registry, contract, facts))
  }
}

const parkedCodes: readonly (number | null)[] = [
  exitCodes.failure,
  exitCodes.credentials,
  exitCodes.partial,
]

/** Parks what failed, and takes from the list what now went through. Neither may fail the run. */
const tellDeadLetters = async (
  { zones }: ProjectCustomer,
  { record, before }: RecordedRun,
  outcome: RunOutcome,
  { log, now = () => new Date() }: RunContext,
): Promise<void> => {
  const deadLetters = openStore(zones.deadLetters, zones.s3)
  try {
    if (outcome.exit_code === exitCodes.done) {
      if (before !== undefined && before.status !== 'succeeded') {
        await settleExtractions(deadLetters, record, now())
      }
    } else if (parkedCodes.includes(outcome.exit_code)) {
      await parkExtraction(deadLetters, {
        record: { ...record, ...outcome },
        stateVersion: outcome.states?.to ?? null,
        message: outcome.message ?? '',
        processor,
        at: now(),
      })
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    log.warning('the dead letter of the extraction could not be written', { reason })
  }
}
