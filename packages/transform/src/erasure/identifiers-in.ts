import { type CallingCode, callingCodes } from '../standards/calling-codes.ts'

const email = /[^@\s,;<>"'(){}[\]:\\]+@[^@\s,;<>"'(){}[\]:\\]+[.][^@.\s,;<>"'(){}[\]:\\]{2,}/g

/** Digits with what people write between them. */
const phone = /[+]?[(]?\d[\d ()./-]{4,}\d/g

const plans = new Map(callingCodes.map((plan) => [plan.country, plan]))

/**
 * What a record may know people by, wherever it stands in it: every e-mail address, and every number
 * that may be a phone's, as the suppression list has them. A number without a country is read in every
 * country that the record names.
 *
 * Rather one too many than one missed: what is no identifier of anybody is on no list.
 *
 * @param scalars the texts and numbers of a record, or its whole text where it is no JSON.
 */
export function identifiersIn(scalars: readonly string[]): Set<string> {
  const found = new Set<string>()
  const named = scalars.flatMap((scalar) => plans.get(scalar.trim().toUpperCase()) ?? [])
  for (const scalar of scalars) {
    for (const [address] of scalar.matchAll(email)) found.add(`e:${address.toLowerCase()}`)
    for (const [written] of scalar.matchAll(phone)) {
      for (const number of numbersOf(written, named)) found.add(`t:+${number}`)
    }
  }
  return found
}

/** The numbers, without the plus, that what was written may stand for. */
function numbersOf(written: string, named: readonly CallingCode[]): string[] {
  const digits = written.replace(/[(]0[)]/g, '').replace(/\D/g, '')
  if (digits.length > 20) return []
  return [
    digits,
    ...(digits.startsWith('00') ? [digits.slice(2)] : []),
    ...(digits.startsWith('011') ? [digits.slice(3)] : []),
    ...named.flatMap(({ callingCode, trunkPrefix }) => [
      `${callingCode}${digits}`,
      ...(trunkPrefix !== '' && digits.startsWith(trunkPrefix)
        ? [`${callingCode}${digits.slice(trunkPrefix.length)}`]
        : []),
    ]),
  ]
}

/** All texts and numbers of a parsed record. */
export function scalarsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'number') return [String(value)]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(scalarsOf)
}
