import { expect, test } from 'vitest'
import { makeEndpoint } from '../fixtures/make-endpoint.ts'

const header = (query: string, version = '2026-10') =>
  makeEndpoint().post({ query }, { version }).headers['X-Shopify-API-Deprecated-Reason']

test('a header lists what is deprecated of all that a query uses', () => {
  expect(header('{ shop { name } }')).toBeUndefined()
  expect(
    header(
      '{ currentBulkOperation { id } orders(first: 1) { nodes { shippingAddress { countryCode } ...more } } } fragment more on Order { id }',
    ),
  ).toBe('MailingAddress.countryCode, QueryRoot.currentBulkOperation')
})
