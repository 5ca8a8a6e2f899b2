import { formatDateTime } from '../api/scalars.ts'
import { type Conditions, conditionNames, usualConditions } from '../conditions.ts'
import type { Verb } from './verb.ts'

/** How the sandbox goes on: its time, its conditions, its faults, its log. */
export const runningVerbs = {
  advance: {
    takes: { seconds: '', to: ' instead: a time like 2026-12-01T00:00:00Z' },
    does: 'pushes the clock ahead: by so much, or to that moment',
    act: ({ clock }, settings) => {
      if (settings.has('to')) clock.reach(settings.moment('to', clock.now()))
      else clock.advance(settings.number('seconds'))
      return { now: formatDateTime(clock.now()) }
    },
  },
  conditions: {
    takes: Object.fromEntries(
      Object.entries(conditionNames).map(([name, key]) => [
        name,
        ` (${JSON.stringify(usualConditions[key])})`,
      ]),
    ),
    does: 'changes under which conditions the sandbox answers, as the options of the same names set them; tells them all',
    act: ({ conditions }, settings) => {
      for (const name of settings.names) {
        const key = conditionNames[name as keyof typeof conditionNames]
        Object.assign(conditions, { [key]: settings.like(name, conditions[key]) })
      }
      return toldConditions(conditions)
    },
  },
  fault: {
    takes: {
      kind: '',
      count: ' (1)',
      skip: ' (0)',
      every: ' (1)',
      match: '',
      on: '',
      '…': ' and what the kind takes',
    },
    does: 'arms a fault for the next `count` requests whose path or body holds `match`: after letting `skip` of them pass, each `every`-th. `on` is where: `graphql`, `oauth` (asking for tokens) or `file` (bulk files). Kind `none` disarms all',
    act: ({ faults }, settings) => {
      if (settings.has('kind') && settings.text('kind') === 'none') faults.clear()
      else faults.arm(settings)
      return { faults: faults.armed }
    },
  },
  requests: {
    takes: { since: ' (0)' },
    does: 'lists the requests after the `since`-th, at most the last 10,000: when, where, status, fault, version, operation, root fields, costs, whether throttled, codes of errors',
    act: ({ log }, settings) => ({
      count: log.count,
      requests: log.since(settings.number('since', 0)),
    }),
  },
} satisfies Readonly<Record<string, Verb>>

function toldConditions(conditions: Conditions): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(conditionNames).map(([name, key]) => [name, conditions[key]]),
  )
}
