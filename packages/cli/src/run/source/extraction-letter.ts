import {
  BatchObject,
  deadLetter,
  deadLetterKey,
  discardLetters,
  type ObjectStore,
  serialiseDeadLetter,
} from '@descant/lake'
import { exitCodes } from '@descant/sdk'
import type { RunRecord } from '../../runs/run-record.ts'

/** An extraction is of all streams at once. */
const wholeSource = 'all streams'

/** What is put aside of an extraction that failed. */
export interface FailedExtraction {
  readonly record: RunRecord
  /** The STATE that the next run begins from; its version in the state zone. */
  readonly stateVersion: number | null
  readonly message: string
  readonly processor: string
  readonly at: Date
}

/**
 * Leaves a dead letter of an extraction that failed all its tries: which window is missing is in the
 * STATE that it names, from which the next run goes on.
 */
export async function parkExtraction(
  deadLetters: ObjectStore,
  { record, stateVersion, message, processor, at }: FailedExtraction,
): Promise<void> {
  const { customer, run } = record
  const provider = record.source as string
  const errorType = record.exit_code === exitCodes.credentials ? 'authentication' : 'extraction'
  const name = { customer, provider, stream: wholeSource, startedAt: at, run, part: 0 }
  const letter = deadLetter({
    customer,
    provider,
    stream: wholeSource,
    stage: 'extract',
    type: errorType,
    reasonCode: errorType === 'extraction' ? 'EXTRACTION_FAILED' : 'CREDENTIALS_REFUSED',
    messages: [
      { path: '', keyword: 'exit_code', message: `${record.exit_code}: ${message}` },
      {
        path: '',
        keyword: 'state',
        message:
          stateVersion === null
            ? 'from the beginning: no STATE is kept'
            : `from STATE ${stateVersion} on: descant state show ${customer}/${provider} --version ${stateVersion}`,
      },
      {
        path: '',
        keyword: 'window',
        message: `what the source held from then until ${record.started_at}`,
      },
    ],
    record: null,
    processor,
    failedAt: at,
    run,
  })
  const object = new BatchObject(deadLetters, deadLetterKey({ ...name, errorType }))
  object.append(serialiseDeadLetter(letter))
  await object.commit()
}

/** Takes the letters of failed extractions off the list: a later run has brought what they miss. */
export async function settleExtractions(
  deadLetters: ObjectStore,
  { customer, source, run }: RunRecord,
  at: Date,
): Promise<number> {
  let settled = 0
  for (const type of ['extraction', 'authentication'] as const) {
    const { discarded } = await discardLetters({
      deadLetters,
      customer,
      filter: { provider: source as string, type, stage: 'extract' },
      run,
      now: () => at,
      isDryRun: false,
      note: `Run ${run} went through, from the STATE where these had failed.`,
    })
    settled += discarded
  }
  return settled
}
