import type { Logger, ProcessContext } from '@descant/sdk'
import type { RunRecord } from '../runs/run-record.ts'

/** What runs of a project are given by the command, or the scheduler, that starts them. */
export interface RunContext {
  readonly environment: NodeJS.ProcessEnv
  readonly log: Logger
  /** Aborted when the process is to end; its reason is a `Stop`. */
  readonly signal: AbortSignal
  /** Keeps these values out of every line from here on, beside those that were hidden before. */
  readonly hide: (secrets: readonly string[]) => void
  /** The time that the run is for, where a schedule started it. */
  readonly scheduledFor?: Date
  /** @default the system's clock */
  readonly now?: () => Date
  /** Told of each run when it has ended. */
  readonly onRun?: (record: RunRecord) => void
  /** Told what is being done, for the eyes of a person. */
  readonly onProgress?: (words: string) => void
}

/** Makes the context of runs of this process. */
export function createRunContext(
  { environment, log, signal, hide, progress }: ProcessContext,
  onRun?: (record: RunRecord) => void,
): RunContext {
  const hidden = new Set<string>()
  return {
    environment,
    log,
    signal,
    hide: (secrets) => {
      for (const secret of secrets) hidden.add(secret)
      hide([...hidden])
    },
    onProgress: (words) => progress.say(words),
    ...(onRun ? { onRun } : {}),
  }
}
