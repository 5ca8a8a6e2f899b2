import { type Place, places } from '../../places.ts'
import { Dice } from './dice.ts'

/** Somebody who is made up, and where they live. */
export interface Person {
  readonly firstName: string | null
  readonly lastName: string
  readonly email: string | null
  readonly phone: string | null
}

/** Where somebody is. */
export interface Whereabouts {
  readonly street: string
  readonly city: string
  readonly state: string | null
  readonly postalCode: string
  readonly country: string
  readonly latitude: string
  readonly longitude: string
}

/** The country that a record belongs to: the first one often, the others as it comes. */
function placeOf(dice: Dice, index: number): Place {
  return dice.chance(index, 0.45) ? (places[0] as Place) : dice.pick(index, places, 1)
}

/** Made-up people, the same for the same seed and number. */
export function peopleOf(seed: number, object: string): (index: number) => Person {
  const dice = new Dice(seed, object, 'people')
  return (index) => {
    const place = placeOf(dice, index)
    const firstName = dice.chance(index, 0.05, 2) ? null : dice.pick(index, place.firstNames, 3)
    const lastName = dice.pick(index, place.lastNames, 4)
    const latin = [firstName ?? '', lastName].map(toLatin).filter(Boolean).join('.')
    const number = String(dice.integer(index, 0, 9_999_999, 5)).padStart(7, '0')
    return {
      firstName,
      lastName,
      email: dice.chance(index, 0.08, 6)
        ? null
        : `${latin || dice.pick(index, place.latinNames ?? ['contact'], 7)}.${index}@example.com`,
      phone: dice.chance(index, 0.2, 8) ? null : `+${place.callingCode}20${number}`,
    }
  }
}

/** Made-up addresses, the same for the same seed and number. */
export function whereaboutsOf(
  seed: number,
  object: string,
  prefix: string,
): (index: number) => Whereabouts {
  const dice = new Dice(seed, object, 'people')
  const own = new Dice(seed, object, prefix)
  return (index) => {
    const place = placeOf(dice, index)
    const [city, province, , zip] = own.pick(index, place.cities)
    const street = `${own.integer(index, 1, 2500, 1)} ${own.pick(index, place.streets, 2)}`
    return {
      street: own.chance(index, 0.2, 3)
        ? `${street}\nRoom ${own.integer(index, 1, 99, 4)}`
        : street,
      city,
      state: province,
      postalCode: zip.replace(/#/g, '4'),
      country: place.country,
      latitude: `${own.integer(index, -80, 80, 5)}.${own.integer(index, 1, 999_999, 6)}`,
      longitude: `${own.integer(index, -179, 179, 7)}.${own.integer(index, 1, 999_999, 8)}`,
    }
  }
}

function toLatin(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/ß/g, 'ss')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase()
}
