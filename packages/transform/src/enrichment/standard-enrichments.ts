import type { Enrichment } from '../model/enrichment.ts'
import { contacts } from '../model/entities/contacts.ts'
import { customers } from '../model/entities/customers.ts'
import { events } from '../model/entities/events.ts'
import { leads } from '../model/entities/leads.ts'
import { orders } from '../model/entities/orders.ts'
import { profiles } from '../model/entities/profiles.ts'
import { campaign } from './campaign.ts'
import { exchange } from './exchange.ts'
import { mailDomain } from './mail-domain.ts'
import { phoneCountry } from './phone-country.ts'
import { region } from './region.ts'

/** The steps that every transform takes. A project's own of the same name and table takes the place of one. */
export const standardEnrichments: readonly Enrichment[] = [
  ...[customers, contacts, leads].flatMap((people) => [
    phoneCountry(people),
    region(people),
    mailDomain(people),
  ]),
  campaign(orders),
  exchange(),
  campaign(events),
  phoneCountry(profiles),
  mailDomain(profiles),
]
