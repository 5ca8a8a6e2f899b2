import type { Entity } from './define-entity.ts'
import { accounts } from './entities/accounts.ts'
import { deletedRecords, identityMap, identityMerges } from './entities/bookkeeping.ts'
import { contacts } from './entities/contacts.ts'
import { customers } from './entities/customers.ts'
import { identityReview } from './entities/identity-review.ts'
import { leads } from './entities/leads.ts'
import { opportunities } from './entities/opportunities.ts'
import { orderItems } from './entities/order-items.ts'
import { orders } from './entities/orders.ts'
import { products } from './entities/products.ts'
import { profiles } from './entities/profiles.ts'

/** Tables whose rows are records of sources. */
export const recordEntities: readonly Entity[] = [
  customers,
  orders,
  products,
  contacts,
  leads,
  accounts,
  opportunities,
]

/** Tables whose rows are people. */
export const peopleEntities: readonly Entity[] = recordEntities.filter(({ person }) => person)

/** Tables whose rows lie within records of another. */
export const childEntities: readonly Entity[] = [orderItems]

/** Every table of the processed zone, with those that people read first. */
export const entities: readonly Entity[] = [
  profiles,
  customers,
  orders,
  orderItems,
  products,
  contacts,
  leads,
  accounts,
  opportunities,
  identityMap,
  identityMerges,
  identityReview,
  deletedRecords,
]

/**
 * The order in which tables are committed: what a repeated run reads to do the same again comes
 * before what it makes. Merged ids come before the map that would no longer tell of them.
 */
export const commitOrder: readonly Entity[] = [
  deletedRecords,
  identityMerges,
  identityMap,
  customers,
  orders,
  orderItems,
  products,
  contacts,
  leads,
  accounts,
  opportunities,
  profiles,
  identityReview,
]
