import { exitCodes, type OptionSpecs, type ProcessContext, Stop } from '@descant/sdk'
import { countOf, type Given } from '../../zone-options.ts'

/** The option that names the project file. */
export const projectOption = {
  project: {
    type: 'string',
    short: 'p',
    value: 'FILE',
    description: 'The project file. Default: descant.yaml of this folder or the nearest above it.',
  },
} as const satisfies OptionSpecs

/** What commands that run a project in a container are told. */
export const containerOptions = {
  'max-duration-seconds': {
    type: 'string',
    value: 'N',
    description:
      'End in this time with exit code 75; the next run goes on. For tasks with a limit.',
  },
  metrics: {
    type: 'string',
    value: 'none|emf|emf-all',
    description:
      'Write a line for each run to stdout that CloudWatch makes metrics of: those that alarms need (emf), or all of them by everything. Default: none.',
  },
  'health-file': {
    type: 'string',
    value: 'FILE',
    description:
      'Says there that the process lives, for descant health. Default: in the temporary folder.',
  },
  'health-port': {
    type: 'string',
    value: 'PORT',
    description: 'Answers GET /health there as well.',
  },
} as const satisfies OptionSpecs

/** Ends the process in time, leaving its programs their grace. */
export function limitProcessTime(
  given: Given,
  graceSeconds: number,
  { stop }: ProcessContext,
): void {
  const seconds = countOf(given, 'max-duration-seconds')
  if (seconds === undefined) return
  const message = `The time budget of ${seconds} seconds is spent. What is done is safe; run again to go on from there.`
  const beginAfter = Math.max(seconds - graceSeconds, seconds / 2)
  setTimeout(() => stop(new Stop(exitCodes.timeSpent, message)), beginAfter * 1000).unref()
}
