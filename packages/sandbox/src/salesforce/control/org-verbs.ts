import { ControlError } from '../../control/settings.ts'
import { type Conditions, conditionNames } from '../conditions.ts'
import { makeField } from '../schema/field.ts'
import type { ObjectDefinition } from '../schema/object-definition.ts'
import { type LimitInfoForm, limitInfoForms } from '../usage/usage.ts'
import { objectOf } from './record-verbs.ts'
import { formatTime, type Verb } from './verb.ts'

/** What can be asked of the org itself. */
export const orgVerbs: Readonly<Record<string, Verb>> = {
  /** What is in the org, and what was asked of it. */
  state: {
    takes: [],
    act: ({ schema, store, clock, usage, activity, faults, jobs }) => ({
      now: formatTime(clock.now()),
      objects: schema.objects.length,
      counts: Object.fromEntries(
        schema.objects.flatMap(({ name }) => {
          const table = store.table(name)
          return table === undefined ? [] : [[name, table.count]]
        }),
      ),
      calls: Object.fromEntries([...activity.counts].sort()),
      rows_served: activity.rowsServed,
      bulk_jobs_created: activity.jobsCreated,
      bulk_jobs: jobs.list().map(({ id, object, state }) => ({ id, object, state })),
      most_requests_at_once: activity.mostAtOnce,
      requests_used: usage.requests.used,
      bulk_jobs_used: usage.bulkQueryJobs.used,
      faults: faults.armed,
    }),
  },

  /** What was asked for, one by one. */
  requests: {
    takes: ['since'],
    act: ({ activity }, settings) => ({
      requests: activity.since(settings.number('since', 0)),
    }),
  },

  /**
   * Changes what an object is: hides a field from the user, or adds one. Only the second is a change
   * that definitions tell of.
   */
  schema: {
    takes: ['object', 'action', 'field'],
    act: (org, settings) => {
      const object = objectOf(org, settings)
      const name = settings.text('field')
      const isHidden = settings.choice('action', ['hide_field', 'add_field']) === 'hide_field'
      const fields = isHidden
        ? withoutField(object, name)
        : [...object.fields, makeField({ name, type: 'string' })]
      // Headers tell whole seconds, and what has changed must not seem to be as before.
      const changedAt = Math.ceil(org.clock.now() / 1000) * 1000
      org.schema.redefine({ ...object, fields, changedAt })
      if (!isHidden) org.mutations.define(object, name, changedAt)
      return { object: object.name, fields: fields.length }
    },
  },

  /** Pushes the clock ahead. */
  advance: {
    takes: ['seconds'],
    act: ({ clock }, settings) => {
      clock.advance(settings.number('seconds'))
      return { now: formatTime(clock.now()) }
    },
  },

  /** Arms a fault, or with `kind` "none" disarms all. What a fault takes, the fault says. */
  fault: {
    takes: ['*'],
    act: ({ faults }, settings) => {
      if (settings.has('kind') && settings.text('kind') === 'none') faults.clear()
      else faults.arm(settings)
      return { faults: faults.armed }
    },
  },

  /** Ends sessions or locators, and says how sessions live from now on. */
  session: {
    takes: [
      'expire',
      'expire_locators',
      'revoke',
      'public_key',
      'session_seconds',
      'session_calls',
      'rotate_refresh_tokens',
      'issue_refresh_token',
    ],
    act: ({ sessions, cursors }, settings) => {
      if (settings.flag('expire', false)) sessions.expireAll()
      if (settings.flag('expire_locators', false)) cursors.expireAll()
      if (settings.has('revoke')) sessions.revoke(settings.text('revoke'))
      if (settings.has('public_key')) sessions.publicKey = settings.text('public_key')
      const { policy } = sessions
      sessions.policy = {
        sessionSeconds: settings.number('session_seconds', policy.sessionSeconds),
        sessionCalls:
          (settings.like('session_calls', null) as number | null) ?? policy.sessionCalls,
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
  },

  /** Says how much of the limits is used, and in which form that is told. */
  usage: {
    takes: ['form', 'requests_maximum', 'requests_used', 'bulk_jobs_used', 'bulk_megabytes_used'],
    act: ({ usage }, settings) => {
      if (settings.has('form')) {
        usage.form = settings.choice('form', limitInfoForms) as LimitInfoForm
      }
      usage.requests.maximum = settings.number('requests_maximum', usage.requests.maximum)
      const counters = {
        requests_used: usage.requests,
        bulk_jobs_used: usage.bulkQueryJobs,
        bulk_megabytes_used: usage.bulkQueryMegabytes,
      }
      for (const [name, counter] of Object.entries(counters)) {
        if (settings.has(name)) counter.set(settings.number(name))
      }
      return usage.limits
    },
  },

  /** Says under which conditions the org answers from now on. */
  conditions: {
    takes: Object.keys(conditionNames),
    act: ({ conditions }, settings) => {
      const names = Object.entries(conditionNames) as [string, keyof Conditions][]
      for (const [name, condition] of names) {
        if (settings.has(name)) conditions[condition] = settings.number(name)
      }
      return Object.fromEntries(names.map(([name, condition]) => [name, conditions[condition]]))
    },
  },
}

function withoutField(object: ObjectDefinition, name: string) {
  const fields = object.fields.filter((field) => field.name !== name)
  if (fields.length === object.fields.length) {
    throw new ControlError(`${object.name} has no field "${name}"`)
  }
  return fields
}
