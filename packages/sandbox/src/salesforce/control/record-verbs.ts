import { createHash } from 'node:crypto'
import { ControlError, type Settings } from '../../control/settings.ts'
import type { ObjectDefinition } from '../schema/object-definition.ts'
import type { ControlledOrg } from './controlled-org.ts'
import type { Mutation, MutationTiming } from './mutations.ts'
import { playRound } from './rounds.ts'
import { storedValues } from './stored-values.ts'
import { formatTime, type Verb } from './verb.ts'

const timings = ['at', 'lag_ms']

/** What can be asked of records. */
export const recordVerbs: Readonly<Record<string, Verb>> = {
  /** The id and stamp of every record of an object: the truth that a sync is measured by. */
  records: {
    takes: ['object'],
    act: ({ store }, settings) => {
      const object = settings.text('object')
      const table = store.table(object)
      if (table === undefined) {
        throw new ControlError(`There is no object "${object}" with records`)
      }
      return {
        records: [...table.truth()].map((row) => ({
          Id: row.Id,
          IsDeleted: row.IsDeleted === true,
          SystemModstamp:
            row.SystemModstamp == null ? null : formatTime(row.SystemModstamp as number),
        })),
      }
    },
  },

  /** Equal for equal orgs. */
  digest: {
    takes: [],
    act: ({ schema, store }) => {
      const hash = createHash('sha256')
      for (const { name, fields } of schema.objects) {
        for (const row of store.table(name)?.truth() ?? []) {
          for (const field of fields) hash.update(JSON.stringify(store.read(field, row)))
        }
      }
      return { digest: hash.digest('hex') }
    },
  },

  create: {
    takes: ['object', 'values', 'count', ...timings],
    act: (org, settings) => {
      const object = objectOf(org, settings)
      const values = storedValues(org.schema, object, settings.object('values', {}))
      const count = settings.positive('count', 1)
      return told(org.mutations.create(object.name, count, values, timing(org, settings)))
    },
  },

  update: {
    takes: ['object', 'values', 'ids', 'count', ...timings],
    act: (org, settings) => {
      const object = objectOf(org, settings)
      const values = storedValues(org.schema, object, settings.object('values'))
      const ids = idsOf(org, object, settings)
      return told(org.mutations.update(object.name, ids, values, timing(org, settings)))
    },
  },

  /** Puts records into the recycle bin, or only claims so. */
  delete: {
    takes: ['object', 'ids', 'count', 'falsely', ...timings],
    act: (org, settings) => {
      const object = objectOf(org, settings)
      const ids = idsOf(org, object, settings)
      const when = timing(org, settings)
      return told(
        settings.flag('falsely', false)
          ? org.mutations.claimDeleted(object.name, ids, when)
          : org.mutations.delete(object.name, ids, when),
      )
    },
  },

  undelete: {
    takes: ['object', 'ids', ...timings],
    act: (org, settings) => {
      const object = objectOf(org, settings)
      return told(org.mutations.undelete(object.name, settings.texts('ids'), timing(org, settings)))
    },
  },

  /** Takes records away for good. */
  purge: {
    takes: ['object', 'ids', 'count', 'logged', ...timings],
    act: (org, settings) => {
      const object = objectOf(org, settings)
      const ids = idsOf(org, object, settings)
      const isLogged = settings.flag('logged', true)
      return told(org.mutations.purge(object.name, ids, timing(org, settings), isLogged))
    },
  },

  /** A round of changes, as life brings them. */
  mutate: {
    takes: ['round'],
    act: (org, settings) => playRound(org, settings.positive('round')),
  },
}

const told = ({ ids, at }: Mutation) => ({ ids, at: formatTime(at) })

/** The object that a verb is about. */
export function objectOf(org: ControlledOrg, settings: Settings): ObjectDefinition {
  const name = settings.text('object')
  const object = org.schema.object(name)
  if (object === undefined) throw new ControlError(`There is no object "${name}"`)
  return object
}

/** The records that are named, or the first so many. */
function idsOf(
  org: ControlledOrg,
  object: ObjectDefinition,
  settings: Settings,
): readonly string[] {
  return settings.has('ids')
    ? settings.texts('ids')
    : org.mutations.some(object.name, settings.positive('count', 1))
}

/** When a change happens, and how long it takes to be seen: as told, or as the org is. */
function timing(org: ControlledOrg, settings: Settings): MutationTiming {
  const lagMilliseconds = settings.number('lag_ms', org.conditions.visibilityLagMilliseconds)
  if (!settings.has('at')) return { lagMilliseconds }
  const at = Date.parse(settings.text('at'))
  if (Number.isNaN(at)) throw new ControlError('"at" has to be a time, as 2026-11-01T00:00:00Z')
  return { at, lagMilliseconds }
}
