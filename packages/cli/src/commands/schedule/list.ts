import { openStore } from '@descant/lake'
import { defineCommand } from '../../command.ts'
import { onlyCustomers } from '../../pipelines/only-customers.ts'
import type { ProjectCustomer } from '../../project/project.ts'
import { readProject } from '../../project/read-project.ts'
import type { Freshness } from '../../schedule/freshness.ts'
import type { Job, JobRecord } from '../../schedule/job.ts'
import { readJobRecord } from '../../schedule/job-records.ts'
import { jobsOfProject } from '../../schedule/jobs-of-project.ts'
import { nextSlots } from '../../schedule/next-slots.ts'
import { measureFreshness } from '../../schedule/watch.ts'
import { table } from '../../table.ts'
import { choiceOf, countOf, formatOption } from '../../zone-options.ts'
import { scheduleOptions } from './schedule-options.ts'

const iso = (time: number) => new Date(time).toISOString()
const short = (text: string | undefined) => text?.slice(0, 16).concat('Z') ?? ''

interface Listed {
  readonly job: Job
  readonly record: JobRecord | undefined
  readonly freshness: Freshness | undefined
  readonly next: readonly number[]
}

const rowsOf = ({ job, record, freshness, next }: Listed): string[][] => {
  const fresh = freshness && `${short(iso(freshness.freshUntil))}${freshness.isLate ? ' LATE' : ''}`
  const status = record ? `${record.status}${record.exit_code ? ` (${record.exit_code})` : ''}` : ''
  const times = job.calendar ? next.map((time) => short(iso(time))) : ['after its sources']
  return times.map((time, at) =>
    at === 0
      ? [job.id, short(record?.started_at), status, fresh ?? '', time]
      : ['', '', '', '', time],
  )
}

/** `descant schedule list`: what ran, how fresh the data are, and what is due when. */
export const scheduleList = defineCommand({
  name: 'schedule list',
  summary: 'tells when each source ran and is due, and how fresh its data are.',
  options: {
    ...scheduleOptions,
    next: { type: 'string', value: 'N', description: 'So many times to come. Default: 1.' },
    ...formatOption,
  },
  examples: ['descant schedule list --next 5'],
  async run(options, { environment }) {
    const format = choiceOf(options, 'format', ['text', 'json'])
    const count = countOf(options, 'next') ?? 1
    const project = onlyCustomers(await readProject(options.project, environment), options.customer)
    const jobs = jobsOfProject(project)
    const now = Date.now()
    const listed: Listed[] = []
    for (const { name, zones } of project.customers as readonly ProjectCustomer[]) {
      const state = openStore(zones.state, zones.s3)
      const own = jobs.filter(({ customer }) => customer === name)
      const read = await Promise.all(
        own.map(async (job) => [job.id, (await readJobRecord(state, job)).record] as const),
      )
      const records = new Map(
        read.flatMap(([id, record]) => (record ? [[id, record] as const] : [])),
      )
      const fresh = await measureFreshness({ project, jobs, now: () => now }, name, records)
      for (const job of own) {
        const next = nextSlots(job, now, count)
        listed.push({ job, record: records.get(job.id), freshness: fresh.get(job.id), next })
      }
    }
    process.stdout.write(
      format === 'json'
        ? `${JSON.stringify(listed.map(plain))}\n`
        : table(['JOB', 'LAST RUN', 'STATUS', 'FRESH UNTIL', 'NEXT'], listed.flatMap(rowsOf)),
    )
    return { exitCode: 0 }
  },
})

const plain = ({ job, record, freshness, next }: Listed) => ({
  job: job.id,
  record: record ?? null,
  fresh_until: freshness ? iso(freshness.freshUntil) : null,
  is_late: freshness?.isLate ?? null,
  next: next.map(iso),
})
