import { lastTouched, momentBetween } from '../seed/calendar.ts'
import type { World } from '../seed/world.ts'
import { childIdOf, idOf } from '../store/ids.ts'
import type { CompanyContactRecord, CompanyLocationRecord, CompanyRecord } from './record.ts'

const names = ['Müller & Söhne GmbH', 'Snow Devils, Inc.', '株式会社山田', "L'Atelier d'Hiver SARL"]
const cities = [
  ['Berlin', 'Germany', 'DE', '10115'],
  ['Denver', 'United States', 'US', '80202'],
  ['Lyon', 'France', 'FR', '69001'],
] as const

/** How many places or contacts a company has at most. */
const MOST_OF_A_COMPANY = 4

/** The businesses of a shop: one for about a hundred customers, with their places and people. */
export function generateCompanies(world: World) {
  const { customers, shop, now, updates } = world
  const random = world.random('companies')
  const births = Array.from({ length: Math.ceil(customers.length / 100) }, () =>
    momentBetween(shop.createdAt, now - 1000, random),
  ).sort((left, right) => left - right)
  const companies: CompanyRecord[] = []
  const contacts: CompanyContactRecord[] = []
  const locations: CompanyLocationRecord[] = []
  for (const [index, createdAt] of births.entries()) {
    const id = idOf('Company', index)
    const updatedAt = lastTouched(createdAt, now, updates, random)
    companies.push({
      id,
      createdAt,
      updatedAt,
      name: `${random.pick(names)} ${index + 1}`,
      externalId: random.chance(0.5) ? `ERP-${1000 + index}` : null,
      note: random.chance(0.2) ? 'Net 30' : null,
      customerSince: createdAt,
    })
    const contactCount = random.integer(1, MOST_OF_A_COMPANY)
    for (let position = 0; position < contactCount; position++) {
      contacts.push({
        id: childIdOf('CompanyContact', 'Company', id, position, MOST_OF_A_COMPANY),
        createdAt,
        updatedAt,
        companyId: id,
        customerId: random.pick(customers).id,
        isMainContact: position === 0,
        title: random.chance(0.5) ? 'Einkauf' : null,
        locale: 'en',
      })
    }
    const locationCount = random.integer(1, 3)
    for (let position = 0; position < locationCount; position++) {
      const [city, country, countryCode, zip] = random.pick(cities)
      const locationId = childIdOf('CompanyLocation', 'Company', id, position, MOST_OF_A_COMPANY)
      locations.push({
        id: locationId,
        createdAt,
        updatedAt,
        companyId: id,
        name: `${city} ${position + 1}`,
        externalId: null,
        note: null,
        phone: null,
        shippingAddress: {
          id: locationId,
          createdAt,
          updatedAt,
          address1: `${random.integer(1, 99)} Market Street`,
          city,
          companyName: names[0] as string,
          country,
          countryCode,
          zip,
        },
      })
    }
  }
  return { Company: companies, CompanyContact: contacts, CompanyLocation: locations }
}
