import type { Incident } from '@descant/lake'
import { exitCodes } from '@descant/sdk'
import type { Freshness } from './freshness.ts'
import type { Job, JobRecord } from './job.ts'

/** What an incident names where it concerns the tables of a customer, and no source. */
const tablesName = '(tables)'

/** Whether the runs of a job fail, and what is to be done then. */
export function failingIncident(job: Job, record: JobRecord): Incident {
  const { customer, source } = job
  const since = record.failing_since
  return {
    kind: 'run-failed',
    customer,
    provider: source ?? tablesName,
    firing:
      since === undefined
        ? undefined
        : {
            title: `${nameOf(job)}: runs fail`,
            lines: [
              `since ${since}`,
              ...(record.exit_code === undefined ? [] : [`exit code ${record.exit_code}`]),
              ...(record.message ? [record.message] : []),
            ],
            remedy: remedyOf(job, record.exit_code),
          },
    resolved: `${nameOf(job)}: runs work again`,
  }
}

/** Whether the data of a source are late. */
export function lateIncident(job: Job, freshness: Freshness, limitMinutes: number): Incident {
  const { customer, source } = job
  return {
    kind: 'data-late',
    customer,
    provider: source ?? tablesName,
    firing: freshness.isLate
      ? {
          title: `${nameOf(job)}: data are late`,
          lines: [
            `fresh until ${new Date(freshness.freshUntil).toISOString()}`,
            `the limit is ${limitMinutes} minutes`,
          ],
          remedy: `descant schedule list tells what ran and what is due; descant logs ${job.id} tells why it takes so long.`,
        }
      : undefined,
    resolved: `${nameOf(job)}: data are fresh again`,
  }
}

const nameOf = ({ id, source }: Job) => (source === undefined ? `${id} tables` : id)

function remedyOf({ id, source }: Job, exitCode: number | undefined): string {
  const stage = source === undefined ? ' --stage transform' : ''
  switch (exitCode) {
    case exitCodes.config:
      return 'Mend the project file or what it refers to; it is not tried again before its next time.'
    case exitCodes.credentials:
      return 'Mend the credentials, or the rights that they have; it is not tried again before its next time.'
    case exitCodes.partial:
      return `The others are done, and the next run tries these again. descant logs ${id}${stage} tells which and why.`
    default:
      return `The next run goes on from where it stopped. descant logs ${id}${stage} tells why it failed.`
  }
}
