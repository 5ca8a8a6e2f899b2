import { customerRecord } from './shopify-records.ts'

const firstNames = [
  'Anna',
  'Bernd',
  'Clara',
  'Dieter',
  'Eva',
  'Frank',
  'Greta',
  'Hans',
  'Ida',
  'Jörg',
]
const lastNames = ['Schmidt', 'Müller', 'Weber', 'Okonkwo', 'Nguyễn', 'García', "O'Neil", 'Łuczak']
const cities = ['Berlin', 'Köln', 'Bern', 'Wien', 'Paris']

/** 120 people, two records each: some are mistyped, some have moved, and none of their identifiers are equal. */
export const similarPeople = Array.from({ length: 240 }, (_none, index) => {
  const person = index >> 1
  const isSecond = index % 2 === 1
  const firstName = firstNames[person % 10] as string
  const lastName = lastNames[(person * 7) % 8] as string
  const isMistyped = isSecond && person % 3 === 0
  const hasMoved = isSecond && person % 7 === 0
  return {
    ...customerRecord(index + 1000, 1),
    firstName: isMistyped ? `${firstName.slice(0, 2)}${firstName.slice(3)}` : firstName,
    lastName: isSecond && person % 5 === 0 ? lastName.toUpperCase() : lastName,
    defaultEmailAddress: { emailAddress: `mail${index}@shop.eu`, marketingState: null },
    defaultAddress: {
      address1: hasMoved ? `Neue Gasse ${index}` : `Weg ${person}`,
      city: cities[person % 5],
      zip: hasMoved ? '10115' : String(20000 + person * 37),
      countryCodeV2: 'DE',
    },
  }
})
