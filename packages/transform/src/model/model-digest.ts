import { createHash } from 'node:crypto'
import type { Model } from './define-model.ts'
import type { Lookup } from './expression.ts'

/**
 * A short name of what a model's steps and rules of identity make of rows: another one where the same
 * records would become other rows. Words for people do not count, nor do the contents of lookups that
 * grow by themselves, as exchange rates do every day.
 */
export function modelDigest({ entities, identity }: Model): string {
  const steps = entities.map(({ name, enrichments = [], validate = [] }) => [
    name,
    validate,
    enrichments.map(({ columns, values }) => [
      values,
      Object.entries(columns).map(([column, { type }]) => [column, type]),
    ]),
  ])
  return createHash('sha256')
    .update(JSON.stringify([steps, identity], plain))
    .digest('hex')
    .slice(0, 16)
}

function plain(_key: string, value: unknown): unknown {
  if (value instanceof Map) return [...value]
  return isLookup(value) && value.grows === true ? { name: value.name } : value
}

const isLookup = (value: unknown): value is Lookup =>
  typeof value === 'object' && value !== null && 'entries' in value && 'name' in value
