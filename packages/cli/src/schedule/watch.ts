import { type AlertTarget, type Incident, openStore, trackIncident } from '@descant/lake'
import { pendingSince } from '@descant/transform'
import type { Project, ProjectCustomer } from '../project/project.ts'
import type { RunContext } from '../run/run-context.ts'
import { RunStore } from '../runs/run-store.ts'
import { projectSecrets } from '../secrets/project-secrets.ts'
import { type Freshness, freshnessOf } from './freshness.ts'
import { failingIncident, lateIncident } from './incidents.ts'
import type { Job, JobRecord, JobRecords } from './job.ts'

const minute = 60_000
const day = 86_400_000

/** A message that the webhook did not take is sent again after this. */
const resendMilliseconds = 5 * minute

export interface WatchOptions {
  readonly project: Project
  readonly jobs: readonly Job[]
  readonly context: Pick<RunContext, 'environment' | 'hide' | 'log'>
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** How fresh the data of the sources of a customer are, by the id of their jobs. */
export async function measureFreshness(
  { project, jobs, now }: Pick<WatchOptions, 'project' | 'jobs' | 'now'>,
  customerName: string,
  records: JobRecords,
): Promise<ReadonlyMap<string, Freshness>> {
  const customer = customerOf(project, customerName)
  const [raw, state] = (['raw', 'state'] as const).map((zone) =>
    openStore(customer.zones[zone], customer.zones.s3),
  ) as [ReturnType<typeof openStore>, ReturnType<typeof openStore>]
  const sources = customer.sources.filter(({ target }) => target.writesRawZone)
  const limits = sources.map(({ freshnessMinutes }) => freshnessMinutes * minute)
  const time = now()
  const pending = await pendingSince({
    raw,
    state,
    customer: customerName,
    providers: sources.map(({ name }) => name),
    since: new Date(time - 2 * Math.max(day, ...limits)),
    until: new Date(time),
  })
  const runs = new RunStore(state)
  const found = new Map<string, Freshness>()
  for (const job of jobs) {
    const source = customer.sources.find(({ name }) => name === job.source)
    if (job.customer !== customerName || !source) continue
    const record = records.get(job.id)
    const subject = { customer: customerName, stage: 'extract', source: source.name } as const
    // A person may have run it by hand.
    const [newest] = await runs.latest(subject, 1)
    const wholes = [
      record?.whole_at,
      newest?.status === 'succeeded' ? newest.started_at : undefined,
    ]
    const known = wholes.flatMap((text) => (text === undefined ? [] : Date.parse(text)))
    const facts = {
      wholeAt: known.length > 0 ? Math.max(...known) : undefined,
      knownSince: record && Date.parse(record.known_since),
      pendingSince: pending.get(source.name)?.getTime(),
      limitMilliseconds: source.freshnessMinutes * minute,
    }
    const freshness = freshnessOf(facts, time)
    if (freshness) found.set(job.id, freshness)
  }
  return found
}

/**
 * Looks after the promises of a project: says when runs of a customer fail and when its data are late,
 * to the log and to whom the project names, each once, and once when it is over.
 *
 * @returns when to look again if nothing happens before.
 */
export function createWatch(
  options: WatchOptions,
): (customer: string, records: JobRecords) => Promise<number | undefined> {
  const { project, jobs, now } = options
  const told = new Map<string, boolean>()
  return async (name, records) => {
    const customer = customerOf(project, name)
    const freshness = await measureFreshness(options, name, records)
    const own = jobs.filter((job) => job.customer === name)
    const incidents = own.flatMap((job) =>
      incidentsOf(job, customer, records.get(job.id), freshness),
    )
    for (const incident of incidents) tellLog(incident, options, told)
    const outcomes = await tellWebhook(incidents, customer, options)
    const deadlines = [...freshness.values()].flatMap(({ isLate, deadline }) =>
      isLate ? [] : deadline,
    )
    if (outcomes.includes('failed')) deadlines.push(now() + resendMilliseconds)
    return deadlines.length > 0 ? Math.min(...deadlines) : undefined
  }
}

const customerOf = ({ customers }: Project, name: string) =>
  customers.find((one) => one.name === name) as ProjectCustomer

const incidentsOf = (
  job: Job,
  { sources }: ProjectCustomer,
  record: JobRecord | undefined,
  freshness: ReadonlyMap<string, Freshness>,
): Incident[] => {
  const fresh = freshness.get(job.id)
  const source = sources.find(({ name }) => name === job.source)
  return [
    ...(record ? [failingIncident(job, record)] : []),
    ...(fresh && source ? [lateIncident(job, fresh, source.freshnessMinutes)] : []),
  ]
}

/** Says each change once in the log of this process. */
function tellLog(
  incident: Incident,
  { context: { log } }: WatchOptions,
  told: Map<string, boolean>,
): void {
  const { kind, customer, provider, firing, resolved } = incident
  const key = `${kind} ${customer}/${provider}`
  const isFiring = firing !== undefined
  if ((told.get(key) ?? false) !== isFiring) {
    if (firing) log.warning(firing.title, { lines: firing.lines, remedy: firing.remedy })
    else log.info(resolved)
  }
  told.set(key, isFiring)
}

async function tellWebhook(
  incidents: readonly Incident[],
  { alerts, zones }: ProjectCustomer,
  { project, context, now }: WatchOptions,
): Promise<readonly (string | undefined)[]> {
  if (!alerts) return []
  const { environment, hide } = context
  const secrets = projectSecrets(project, environment)
  const url = await secrets.secretText(alerts.url)
  hide(secrets.secrets)
  const target: AlertTarget = { url, format: alerts.format, now: () => new Date(now()) }
  const state = openStore(zones.state, zones.s3)
  const outcomes: (string | undefined)[] = []
  for (const incident of incidents) outcomes.push(await trackIncident(state, target, incident))
  return outcomes
}
