import { createHash } from 'node:crypto'
import { ControlError, Settings } from '../../control/settings.ts'
import { type LimitInfoForm, limitInfoForms } from '../api/usage.ts'
import type { Org, OrgBehaviour } from '../org.ts'
import { makeField } from '../schema/field.ts'
import type { ObjectDefinition } from '../schema/object-definition.ts'
import type { Mutation, MutationTiming } from './mutations.ts'
import { playRound } from './rounds.ts'
import { storedValues } from './stored-values.ts'

type Verb = (org: Org, settings: Settings) => object

const formatTime = (moment: number) => new Date(moment).toISOString()

/** What can be asked at `POST /__control/VERB`. A new verb is an entry here. */
const verbs: Readonly<Record<string, Verb>> = {
  /** What is in the org, and what was asked of it. */
  state: ({ schema, store, clock, usage, activity, faults, jobs }) => ({
    now: formatTime(clock.now()),
    objects: schema.objects.length,
    counts: Object.fromEntries(
      schema.objects.flatMap(({ name }) => {
        const table = store.table(name)
        return table === undefined ? [] : [[name, [...table.truth()].length]]
      }),
    ),
    calls: Object.fromEntries([...activity.calls].sort()),
    rows_served: activity.rowsServed,
    bulk_jobs_created: activity.jobsCreated,
    bulk_jobs: jobs.list().map(({ id, object, state }) => ({ id, object, state })),
    most_requests_at_once: activity.mostAtOnce,
    requests_used: usage.requests.used,
    bulk_jobs_used: usage.bulkQueryJobs.used,
    faults: faults.armed,
  }),

  /** Every query that came, the last 10,000 of them. */
  queries: ({ activity }) => ({ queries: activity.queries }),

  /** The id and stamp of every record of an object: the truth that a sync is measured by. */
  records: ({ store }, settings) => {
    const object = settings.text('object')
    const table = store.table(object)
    if (table === undefined) throw new ControlError(`There is no object "${object}" with records`)
    return {
      records: [...table.truth()].map((row) => ({
        Id: row.Id,
        IsDeleted: row.IsDeleted === true,
        SystemModstamp:
          row.SystemModstamp == null ? null : formatTime(row.SystemModstamp as number),
      })),
    }
  },

  /** Equal for equal orgs. */
  digest: ({ schema, store }) => {
    const hash = createHash('sha256')
    for (const { name, fields } of schema.objects) {
      for (const row of store.table(name)?.truth() ?? []) {
        for (const field of fields) hash.update(JSON.stringify(store.read(field, row)))
      }
    }
    return { digest: hash.digest('hex') }
  },

  create: (org, settings) => {
    const object = objectOf(org, settings)
    const values = storedValues(org.schema, object, settings.record('values', {}))
    const count = settings.positive('count', 1)
    return told(org.mutations.create(object.name, count, values, timing(org, object, settings)))
  },

  update: (org, settings) => {
    const object = objectOf(org, settings)
    const values = storedValues(org.schema, object, settings.record('values'))
    const ids = idsOf(org, object, settings)
    return told(org.mutations.update(object.name, ids, values, timing(org, object, settings)))
  },

  delete: (org, settings) => {
    const object = objectOf(org, settings)
    const ids = idsOf(org, object, settings)
    return told(org.mutations.delete(object.name, ids, timing(org, object, settings)))
  },

  undelete: (org, settings) => {
    const object = objectOf(org, settings)
    const ids = settings.texts('ids')
    return told(org.mutations.undelete(object.name, ids, timing(org, object, settings)))
  },

  /** Takes records away for good. */
  purge: (org, settings) => {
    const object = objectOf(org, settings)
    const ids = idsOf(org, object, settings)
    const isLogged = settings.flag('logged', true)
    return told(org.mutations.purge(object.name, ids, timing(org, object, settings), isLogged))
  },

  /** A round of changes, as life brings them. */
  mutate: (org, settings) => playRound(org, settings.positive('round')),

  /** Changes what an object is: hides or shows a field, or adds one. */
  schema: (org, settings) => {
    const object = objectOf(org, settings)
    const name = settings.text('field')
    const fields =
      settings.choice('action', ['hide_field', 'add_field']) === 'hide_field'
        ? withoutField(object, name)
        : [...object.fields, makeField({ name, type: 'string' })]
    const changedAt = Math.ceil(org.clock.now() / 1000) * 1000
    org.schema.redefine({ ...object, fields, changedAt })
    return { object: object.name, fields: fields.length }
  },

  /** Pushes the clock ahead. */
  advance: ({ clock }, settings) => {
    clock.advance(settings.number('seconds'))
    return { now: formatTime(clock.now()) }
  },

  /** Arms a fault, or with `kind` "none" disarms all. */
  fault: ({ faults }, settings) => {
    if (settings.has('kind') && settings.text('kind') === 'none') faults.clear()
    else faults.arm(settings)
    return { faults: faults.armed }
  },

  /** Ends sessions or locators, and says how sessions live from now on. */
  session: ({ sessions, cursors }, settings) => {
    if (settings.flag('expire', false)) sessions.expireAll()
    if (settings.flag('expire_locators', false)) cursors.expireAll()
    if (settings.has('revoke')) sessions.revoke(settings.text('revoke'))
    if (settings.has('public_key')) sessions.publicKey = settings.text('public_key')
    const { policy } = sessions
    sessions.policy = {
      sessionSeconds: settings.number('session_seconds', policy.sessionSeconds),
      sessionCalls: settings.number('session_calls', policy.sessionCalls),
      rotateRefreshTokens: settings.flag('rotate_refresh_tokens', policy.rotateRefreshTokens),
    }
    return {
      session_seconds: sessions.policy.sessionSeconds,
      rotate_refresh_tokens: sessions.policy.rotateRefreshTokens,
      refresh_token: settings.flag('issue_refresh_token', false)
        ? sessions.issueRefreshToken()
        : null,
    }
  },

  /** Says how much of the limits is used, and in which form that is told. */
  usage: ({ usage }, settings) => {
    if (settings.has('form')) usage.form = settings.choice('form', limitInfoForms) as LimitInfoForm
    usage.requests.maximum = settings.number('requests_maximum', usage.requests.maximum)
    if (settings.has('requests_used')) usage.requests.set(settings.number('requests_used'))
    if (settings.has('bulk_jobs_used')) usage.bulkQueryJobs.set(settings.number('bulk_jobs_used'))
    if (settings.has('bulk_megabytes_used')) {
      usage.bulkQueryMegabytes.set(settings.number('bulk_megabytes_used'))
    }
    return usage.limits
  },

  /** Says how the org behaves from now on. */
  behave: (org, settings) => {
    const { behaviour } = org
    const lag = settings.record('visibility_lag_ms', behaviour.visibilityLagMilliseconds)
    org.behaviour = {
      pageRecords: settings.number('page_records', behaviour.pageRecords),
      bulkPageRecords: settings.number('bulk_page_records', behaviour.bulkPageRecords),
      bulkPolls: settings.number('bulk_polls', behaviour.bulkPolls),
      latencyMilliseconds: settings.number('latency_ms', behaviour.latencyMilliseconds),
      queryTimeoutThreshold: settings.has('query_timeout_threshold')
        ? settings.number('query_timeout_threshold')
        : behaviour.queryTimeoutThreshold,
      visibilityLagMilliseconds: lag as OrgBehaviour['visibilityLagMilliseconds'],
    }
    return org.behaviour
  },
}

/**
 * Does what a control verb asks.
 *
 * @param body The settings of the verb, a JSON object or nothing.
 * @throws ControlError where there is no such verb, or its settings will not do.
 */
export function control(
  org: Org,
  verb: string,
  body: Readonly<Record<string, unknown>> = {},
): object {
  const act = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined
  if (act === undefined) {
    throw new ControlError(`There is no verb "${verb}"; there are ${Object.keys(verbs).join(', ')}`)
  }
  return act(org, new Settings(body))
}

const told = ({ ids, at }: Mutation) => ({ ids, at: formatTime(at) })

function objectOf(org: Org, settings: Settings): ObjectDefinition {
  const name = settings.text('object')
  const object = org.schema.object(name)
  if (object === undefined) throw new ControlError(`There is no object "${name}"`)
  return object
}

/** The records that are named, or the first so many. */
function idsOf(org: Org, object: ObjectDefinition, settings: Settings): readonly string[] {
  return settings.has('ids')
    ? settings.texts('ids')
    : org.mutations.some(object.name, settings.positive('count', 1))
}

/** When a change happens, and how long it takes to be seen: as told, or as the org behaves. */
function timing(org: Org, object: ObjectDefinition, settings: Settings): MutationTiming {
  const lags = org.behaviour.visibilityLagMilliseconds
  const lag = settings.number('lag_ms', lags[object.name] ?? lags['*'] ?? 0)
  if (!settings.has('at')) return { lagMilliseconds: lag }
  const at = Date.parse(settings.text('at'))
  if (Number.isNaN(at)) throw new ControlError('"at" has to be a time, as 2026-11-01T00:00:00Z')
  return { at, lagMilliseconds: lag }
}

function withoutField(object: ObjectDefinition, name: string) {
  const fields = object.fields.filter((field) => field.name !== name)
  if (fields.length === object.fields.length) {
    throw new ControlError(`${object.name} has no field "${name}"`)
  }
  return fields
}
