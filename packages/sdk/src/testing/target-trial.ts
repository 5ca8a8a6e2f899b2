import { randomUUID } from 'node:crypto'
import type { JsonSchema, Target } from '@descant/sdk'
import type { Settings } from '../cli/complete-config.ts'
import { fail } from './check.ts'
import type { CheckTargetOptions } from './check-target-options.ts'
import { type Beside, contentDifference, contentOf, type LoadMethod } from './content.ts'
import type { Destination } from './destination.ts'
import {
  type Lines,
  runTargetInMemory,
  type TargetRun,
  type TargetRunOptions,
} from './run-target-in-memory.ts'
import { linesOf, type SampleStream, type Step, schemaStep, stateStep } from './steps.ts'
import type { StoredRecord } from './stored-record.ts'

export interface TrialLoadOptions extends Omit<TargetRunOptions, 'config'> {
  /** What runs in the place of the target, as one whose commits fail. */
  readonly target?: Target
  /** Settings that are laid over the config. */
  readonly config?: Settings
}

/** Small, so that a few records make many batches. */
const batchMaxRecords = 3

/** What a trial goes by, beside its destination. */
type TrialFacts = Pick<
  CheckTargetOptions<object>,
  'loadMethod' | 'removesOldVersions' | 'samples' | 'hugeRecordBytes'
>

/** A target on trial, with a destination of its own. */
export class TargetTrial {
  readonly target: Target
  readonly destination: Destination
  readonly loadMethod: LoadMethod
  readonly removesOldVersions: boolean
  readonly samples: number
  readonly hugeRecordBytes: number
  readonly #runTarget: typeof runTargetInMemory
  readonly #runs: TargetRun[] = []
  /** Streams of different trials must not meet in a destination that is shared. */
  readonly #token = randomUUID().slice(0, 8)
  #streams = 0

  /** @param runTarget What runs a target; another one only to try the checks themselves. */
  constructor(
    target: Target,
    destination: Destination,
    facts: TrialFacts,
    runTarget = runTargetInMemory,
  ) {
    this.target = target
    this.destination = destination
    this.loadMethod = facts.loadMethod
    this.removesOldVersions = facts.removesOldVersions ?? false
    this.samples = facts.samples ?? 8
    this.hugeRecordBytes = facts.hugeRecordBytes ?? 4 * 1024 * 1024
    this.#runTarget = runTarget
  }

  /** The target's settings. */
  get schema(): JsonSchema {
    return this.target.config
  }

  /** Gives what the destination holds of a stream. */
  read(stream: string): Promise<readonly StoredRecord[]> {
    return this.destination.read(stream)
  }

  /** A stream that no other has met. */
  stream(
    name: string,
    properties: Readonly<Record<string, JsonSchema>>,
    keyProperties: readonly string[] = ['id'],
  ): SampleStream {
    const schema = { type: 'object', properties }
    return { name: `${name}_${this.#token}_${++this.#streams}`, schema, keyProperties }
  }

  /** Runs the target over steps, or over lines as they are. Whatever goes wrong is in the result. */
  async load(steps: readonly Step[] | Lines, options: TrialLoadOptions = {}): Promise<TargetRun> {
    const { target = this.target, config, ...rest } = options
    const lines = isSteps(steps) ? linesOf(steps) : steps
    const run = await this.#runTarget(target, lines, {
      ...rest,
      config: { ...this.destination.config, batch_max_records: batchMaxRecords, ...config },
    })
    this.#runs.push(run)
    return run
  }

  /** Runs the target over steps, which must go well: then the last STATE has been passed on. */
  async loadAll(steps: readonly Step[], options?: TrialLoadOptions): Promise<TargetRun> {
    const run = await this.load(steps, options)
    expectDone(run, steps)
    return run
  }

  /** Fails the check where the destination does not hold what the steps put into it. */
  async expectContent(steps: readonly Step[], beside: Beside = 'nothing'): Promise<void> {
    for (const expected of contentOf(steps, this.loadMethod)) {
      const difference = contentDifference(expected, await this.read(expected.stream), beside)
      if (difference) fail(difference)
    }
  }

  /** Sends records of one stream; they must all arrive as they are. */
  async expectArrival(
    stream: SampleStream,
    steps: (stream: SampleStream) => readonly Step[],
  ): Promise<void> {
    const all = [schemaStep(stream), ...steps(stream), stateStep({ done: true })]
    await this.loadAll(all)
    await this.expectContent(all)
  }

  /** Ends the trial: gives back what runs left open, and takes away what was written. */
  async end(): Promise<void> {
    for (const run of this.#runs) await run.release()
    await this.destination.clean()
  }
}

const isSteps = (steps: readonly Step[] | Lines): steps is readonly Step[] =>
  Array.isArray(steps) && steps.every((step) => typeof step === 'object' && 'type' in step)

/** Fails the check where a run did not take all that it was given. */
export function expectDone(run: TargetRun, steps: readonly Step[]): void {
  const { failure, states } = run
  if (failure !== undefined) {
    fail(`the run failed: ${failure instanceof Error ? failure.message : String(failure)}`)
  }
  const last = steps.findLast((step) => step.type === 'STATE')
  if (last?.type === 'STATE' && states.at(-1) !== last.text) {
    fail(`the last STATE, ${last.text}, was not passed on; the last that was is ${states.at(-1)}`)
  }
}
