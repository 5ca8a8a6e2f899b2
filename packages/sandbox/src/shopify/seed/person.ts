import type { Place } from '../../places.ts'
import type { Random } from '../../random.ts'
import type { Address } from '../store/address.ts'

const mailHosts = ['example.com', 'example.org', 'mail.example.net', 'post.example'] as const

/** Lower-case ASCII letters of a name, or nothing where it has none. */
function toLatin(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/ß/g, 'ss')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase()
}

/** An e-mail address that no other `index` has. */
export function makeEmail(
  place: Place,
  firstName: string,
  lastName: string,
  index: number,
  random: Random,
): string {
  const first = toLatin(firstName)
  const last = toLatin(lastName) || random.pick(place.latinNames ?? ['customer'])
  const separator = random.pick(['.', '_', ''])
  const plus = random.chance(0.05) ? '+shop' : ''
  return `${first}${first && separator}${last}${index}${plus}@${random.pick(mailHosts)}`
}

/** A phone number in the international form: `+14155550123`. */
export function makePhone(place: Place, random: Random): string {
  let digits = String(random.integer(2, 9))
  while (digits.length < place.phoneDigits) digits += random.integer(0, 9)
  return `+${place.callingCode}${digits}`
}

/** The same number as people write it: with blanks, brackets, dashes, or 00 for the plus. */
export function scribblePhone(phone: string, place: Place, random: Random): string {
  const local = phone.slice(1 + place.callingCode.length)
  const [area, middle, rest] = [local.slice(0, 3), local.slice(3, 6), local.slice(6)]
  return random.pick([
    `+${place.callingCode} ${area} ${middle} ${rest}`,
    `+${place.callingCode} (${area}) ${middle}-${rest}`,
    `+${place.callingCode}-${area}-${middle}-${rest}`,
    `00${place.callingCode} ${area}${middle}${rest}`,
  ])
}

/** The same address with other capitals, as people type it. */
export function scribbleEmail(email: string, random: Random): string {
  const [name, host] = email.split('@') as [string, string]
  return random.pick([
    email.toUpperCase(),
    `${name.charAt(0).toUpperCase()}${name.slice(1)}@${host}`,
    `${name}@${host.toUpperCase()}`,
  ])
}

/** A postal address of somebody. */
export function makeAddress(
  id: number,
  place: Place,
  person: { firstName: string | null; lastName: string | null; phone: string | null },
  random: Random,
): Address {
  const [city, province, provinceCode, zip] = random.pick(place.cities)
  return {
    id,
    firstName: person.firstName,
    lastName: person.lastName,
    company: random.chance(0.08) ? 'Müller & Søn "Import/Export" Ltd.' : null,
    address1: `${random.integer(1, 2500)} ${random.pick(place.streets)}`,
    address2: random.chance(0.2) ? `Apt #${random.integer(1, 99)}` : null,
    city,
    province,
    provinceCode,
    country: place.country,
    countryCodeV2: place.code,
    zip: zip.replace(/#/g, () => String(random.integer(0, 9))),
    phone: person.phone,
  }
}
