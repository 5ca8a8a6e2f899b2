import { given } from './given.ts'
import type { ProjectLimits } from './project.ts'
import type { FileLimits } from './project-file.ts'

const limitsOf = (file: FileLimits | undefined): Partial<ProjectLimits> =>
  given({
    maxDurationSeconds: file?.max_duration_seconds,
    stopGraceSeconds: file?.stop_grace_seconds,
    stuckAfterSeconds: file?.stuck_after_seconds,
    attempts: file?.attempts,
    retryWaitSeconds: file?.retry_wait_seconds,
    leaseSeconds: file?.lease_seconds,
    memoryStopRatio: file?.memory_stop_ratio,
    keptStates: file?.kept_states,
    keptRuns: file?.kept_runs,
    logMaxBytes: file?.log_max_bytes,
  })

const usualLimits: ProjectLimits = {
  stopGraceSeconds: 25,
  stuckAfterSeconds: 900,
  attempts: 3,
  retryWaitSeconds: 10,
  leaseSeconds: 60,
  memoryStopRatio: 0.92,
  keptStates: 100,
  keptRuns: 200,
  logMaxBytes: 4 * 1024 ** 2,
}

/** The limits of a source or customer: the later ones win over the earlier, and all over the usual. */
export const completeLimits = (...files: readonly (FileLimits | undefined)[]): ProjectLimits =>
  Object.assign({}, usualLimits, ...files.map(limitsOf))
