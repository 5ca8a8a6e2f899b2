import { places } from '../../places.ts'
import type { Random } from '../../random.ts'
import type { CustomerRecord } from '../customers/record.ts'
import { idOf } from '../store/ids.ts'
import { momentBetween, STORE_LIFE } from './calendar.ts'
import { makeAddress, makeEmail, makePhone, scribbleEmail, scribblePhone } from './person.ts'

const notes = [
  'Prefers e-mail 📧, never call before 10:00',
  'Says: "gift wrap, please"\nSecond line with a\ttab',
  "L'adresse a changé — voir l'ancienne commande",
  'VIP ⭐⭐⭐ / backslash \\ and emoji 👩‍👩‍👧',
]
const tagNames = ['vip', 'wholesale', 'newsletter', 'été 2025', 'B2B, EU', 'returning', 'Ünïcode']

/** The customers of a store, in the order in which they came, before they ordered anything. */
export function generateCustomers(count: number, now: number, random: Random): CustomerRecord[] {
  const arrivals = Array.from({ length: count }, () =>
    momentBetween(now - STORE_LIFE, now - 1000, random),
  ).sort((left, right) => left - right)
  const customers: CustomerRecord[] = []
  for (const [index, createdAt] of arrivals.entries()) {
    customers.push(makeCustomer(index, createdAt, customers, random))
  }
  return customers
}

function makeCustomer(
  index: number,
  createdAt: number,
  earlier: readonly CustomerRecord[],
  random: Random,
): CustomerRecord {
  const place = random.chance(0.45) ? (places[0] as (typeof places)[0]) : random.pick(places)
  const firstName = random.chance(0.04) ? null : random.pick(place.firstNames)
  const lastName = random.chance(0.04) ? null : random.pick(place.lastNames)
  // Now and then the same person comes a second time, and types the same thing differently.
  const twin = earlier.length > 0 && random.chance(0.05) ? random.pick(earlier) : undefined
  const ownEmail = random.chance(0.06)
    ? null
    : makeEmail(place, firstName ?? '', lastName ?? '', index, random)
  const ownPhone = random.chance(0.45) ? null : makePhone(place, random)
  const sharesPhone = twin?.phone != null && random.chance(0.4)
  const email = twin?.email != null && !sharesPhone ? scribbleEmail(twin.email, random) : ownEmail
  const international = sharesPhone ? (twin?.phone ?? null) : ownPhone
  const phone =
    international !== null && /^\+\d+$/.test(international) && random.chance(0.25)
      ? scribblePhone(international, place, random)
      : international
  const consent = random.pick(['NOT_SUBSCRIBED', 'SUBSCRIBED', 'UNSUBSCRIBED', 'PENDING'] as const)
  return {
    id: idOf('Customer', index),
    createdAt,
    updatedAt: createdAt,
    firstName: firstName === null && email === null && phone === null ? 'Guest' : firstName,
    lastName,
    email,
    emailMarketingState: email === null ? 'NOT_SUBSCRIBED' : consent,
    phone,
    phoneMarketingState: phone === null || random.chance(0.8) ? 'NOT_SUBSCRIBED' : 'SUBSCRIBED',
    state: random.pick(['DISABLED', 'DISABLED', 'ENABLED', 'INVITED'] as const),
    note: random.chance(0.1) ? random.pick(notes) : null,
    tags: tagNames.filter(() => random.chance(0.12)),
    locale: place.locale,
    verifiedEmail: email !== null && random.chance(0.9),
    taxExempt: random.chance(0.03),
    numberOfOrders: 0,
    amountSpent: 0,
    lastOrderId: null,
    defaultAddress: random.chance(0.12)
      ? null
      : makeAddress(idOf('MailingAddress', index), place, { firstName, lastName, phone }, random),
  }
}
