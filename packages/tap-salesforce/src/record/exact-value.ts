import { RequestError } from '@descant/sdk'
import type { FieldKind } from '../discovery/field-kind.ts'
import { exactDecimal } from './exact-decimal.ts'
import { exactDate, exactMoment, exactTime } from './one-form.ts'

/**
 * A value of a REST row as it stands in the record. Numbers come in as the digits that Salesforce
 * wrote (see `parseExact`), so that none passes through a double.
 *
 * @throws RequestError where a value is not what the describe says.
 */
export function exactValue(value: unknown, kind: FieldKind): unknown {
  if (value === null || value === undefined) return null
  if (typeof value === 'object') return JSON.stringify(value)
  const text = String(value)
  switch (kind) {
    case 'boolean':
      return typeof value === 'boolean' ? value : text === 'true'
    case 'integer':
      return exactInteger(text)
    case 'decimal':
      return exactDecimal(text)
    case 'datetime':
      return exactMoment(text)
    case 'date':
      return exactDate(text)
    case 'time':
      return exactTime(text)
    default:
      return text
  }
}

/** @throws RequestError where the text is no whole number that a double holds. */
export function exactInteger(text: string): number {
  const number = Number(exactDecimal(text))
  if (text !== '' && Number.isSafeInteger(number)) return number
  throw new RequestError('Salesforce gave a whole number that is none, or too great to be exact.', {
    isRetryable: false,
  })
}
