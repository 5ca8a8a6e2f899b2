import { dueSlots } from './due-slots.ts'
import type { Job, JobRecord, JobRecords } from './job.ts'

/** What a plan is made from. All times are milliseconds since 1970. */
export interface Situation {
  readonly now: number
  readonly jobs: readonly Job[]
  readonly records: JobRecords
  /** Ids of the jobs that this process is running. */
  readonly running: ReadonlySet<string>
  /** Jobs that could not be started, as another holds them: when to look again. */
  readonly postponed: ReadonlyMap<string, number>
  /** So many sources run at once, at most; and so many customers' tables. */
  readonly parallelSources: number
  readonly parallelTables: number
}

/** A job that is to be started now. */
export interface Start {
  readonly job: Job
  /** The moment of its calendar; undefined for tables that follow the sources. */
  readonly slot: number | undefined
  /** Since when it is due: who has waited longest goes first. */
  readonly dueSince: number
}

/** What is to be done now, and when to look again if nothing happens before. */
export interface Plan {
  readonly starts: readonly Start[]
  readonly wakeAt: number | undefined
}

/** Tables wait so long for sources that are still running: one that never ends must not keep them. */
const tablesPatienceMilliseconds = 15 * 60_000

/** Plans what a schedule does next: a function of what is known, that touches nothing. */
export function plan(situation: Situation): Plan {
  const { now, jobs, running, postponed } = situation
  const idle = jobs.filter(({ id }) => !running.has(id))
  const free = idle.filter(({ id }) => (postponed.get(id) ?? 0) <= now)
  const due = new Map(
    free.flatMap((job) => {
      const start = job.calendar ? dueByCalendar(job, situation) : undefined
      return start ? [[job.id, start] as const] : []
    }),
  )
  const isBusy = ({ customer }: Job) =>
    jobs.some(
      (job) => job.customer === customer && job.source && (running.has(job.id) || due.has(job.id)),
    )
  const tables = free.flatMap((job) => {
    const start = due.get(job.id) ?? (job.calendar ? undefined : dueBySources(job, situation))
    return start && !job.source ? [afterSources(start, isBusy(job), situation)] : []
  })
  const sources = [...due.values()].filter(({ job }) => job.source !== undefined)
  const starts = [...sources, ...tables.flatMap(({ start }) => start ?? [])]
  const wakes = [
    ...idle.flatMap((job) => (due.has(job.id) ? [] : (nextStart(job, now) ?? []))),
    ...tables.flatMap(({ wakeAt }) => wakeAt ?? []),
    ...[...postponed.values()].filter((at) => at > now),
  ]
  return {
    starts: withinLimits(starts.sort(byWaiting), situation),
    wakeAt: wakes.length > 0 ? Math.min(...wakes) : undefined,
  }
}

const byWaiting = (one: Start, other: Start) =>
  one.dueSince - other.dueSince || (one.job.id < other.job.id ? -1 : 1)

/** A run that somebody began and nobody ended, or that ended before its work was done, goes on. */
const isOpen = (record: JobRecord) => record.status === 'running' || record.status === 'unfinished'

const slotOf = (record: JobRecord | undefined) =>
  record?.slot === undefined ? undefined : Date.parse(record.slot)

function dueByCalendar(job: Job, { now, records }: Situation): Start | undefined {
  const { calendar, catchUp, jitterMilliseconds } = job
  const record = records.get(job.id)
  const last = slotOf(record)
  if (record && last !== undefined && isOpen(record)) return { job, slot: last, dueSince: last }
  if (!calendar) return undefined
  const [slot] = dueSlots(calendar, catchUp, last, now - jitterMilliseconds)
  return slot === undefined ? undefined : { job, slot, dueSince: slot + jitterMilliseconds }
}

/** When a job that is not due will be. */
const nextStart = ({ calendar, jitterMilliseconds }: Job, now: number): number | undefined => {
  const next = calendar?.next(now - jitterMilliseconds)
  return next === undefined ? undefined : next + jitterMilliseconds
}

/** Tables that follow the sources are due when a source has run since. */
function dueBySources(job: Job, { jobs, records }: Situation): Start | undefined {
  const record = records.get(job.id)
  const waiting = jobs.filter(
    ({ id, customer, source }) =>
      customer === job.customer &&
      source !== undefined &&
      (records.get(id)?.sequence ?? 0) > (record?.covers?.[source] ?? 0),
  )
  const since = [
    ...waiting.map(({ id }) => Date.parse(records.get(id)?.ended_at ?? '')),
    ...(record && isOpen(record) ? [Date.parse(record.started_at)] : []),
  ]
  return since.length === 0 ? undefined : { job, slot: undefined, dueSince: Math.min(...since) }
}

/** Tables wait for the sources that run or are due with them, and the first ones for whatever comes. */
function afterSources(
  start: Start,
  isBusy: boolean,
  { now, records }: Situation,
): { readonly start?: Start; readonly wakeAt?: number } {
  if (!isBusy) return { start }
  const isFirst = start.job.calendar !== undefined && !records.has(start.job.id)
  const patience = (isFirst ? now : start.dueSince) + tablesPatienceMilliseconds
  return now < patience ? { wakeAt: patience } : { start }
}

/** The first of those that are due, as many as may run at once. */
function withinLimits(starts: readonly Start[], situation: Situation): readonly Start[] {
  const { jobs, running, parallelSources, parallelTables } = situation
  const places = { sources: parallelSources, tables: parallelTables }
  const kind = (job: Job) => (job.source === undefined ? 'tables' : 'sources')
  for (const job of jobs) if (running.has(job.id)) places[kind(job)]--
  return starts.filter(({ job }) => places[kind(job)]-- > 0)
}
