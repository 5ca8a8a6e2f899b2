/** Records as `tap-shopify` and `target-s3-ndjson` leave them in the raw zone, for tests. */

const money = (amount: string) => ({ shopMoney: { amount, currencyCode: 'USD' } })

export const day = (number: number): string => new Date(Date.UTC(2026, 0, number)).toISOString()

export interface CustomerFacts {
  readonly email?: string | null
  readonly phone?: string | null
  readonly firstName?: string | null
}

/** @param version the day of its last change. */
export const customerRecord = (id: number, version: number, facts: CustomerFacts = {}) => ({
  id: `gid://shopify/Customer/${id}`,
  legacyResourceId: String(id),
  firstName: facts.firstName ?? null,
  defaultEmailAddress: facts.email ? { emailAddress: facts.email, marketingState: null } : null,
  defaultPhoneNumber: facts.phone ? { phoneNumber: facts.phone } : null,
  createdAt: day(1),
  updatedAt: day(version),
  tags: [],
  _sdc_sequence: version * 1000 + id,
  _sdc_table_version: null,
})

export interface OrderFacts {
  readonly customer?: number | null
  readonly email?: string | null
  readonly total?: string
  /** The ids of its lines; each of one piece at 10.00. */
  readonly lines?: readonly number[]
  readonly cancelledAt?: string | null
  readonly test?: boolean
}

/** @param version the day of its last change. */
export const orderRecord = (id: number, version: number, facts: OrderFacts = {}) => ({
  id: `gid://shopify/Order/${id}`,
  legacyResourceId: String(id),
  name: `#${id}`,
  email: facts.email ?? null,
  createdAt: day(id),
  processedAt: day(id),
  updatedAt: day(version),
  cancelledAt: facts.cancelledAt ?? null,
  test: facts.test ?? false,
  currencyCode: 'USD',
  customer: facts.customer ? { id: `gid://shopify/Customer/${facts.customer}` } : null,
  totalPriceSet: money(facts.total ?? '10.00'),
  lineItems: (facts.lines ?? [1]).map((line) => ({
    id: `gid://shopify/LineItem/${line}`,
    title: `line ${line} of version ${version}`,
    quantity: 1,
    originalUnitPriceSet: money('10.00'),
  })),
  _sdc_sequence: version * 1000 + id,
  _sdc_table_version: null,
})

/** @param version the day of the deletion. */
export const deletion = (kind: 'Customer' | 'Order', id: number, version: number) => ({
  id: `gid://shopify/${kind}/${id}`,
  _sdc_deleted_at: day(version),
  _sdc_sequence: version * 1000 + 500 + id,
  _sdc_table_version: null,
})
