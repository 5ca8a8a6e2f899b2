import type { SchemaPart } from '../api/schema-part.ts'
import { apiVersions } from '../api/versions.ts'
import { formatOffset, offsetAt } from '../search/zoned-time.ts'
import { gid } from '../store/ids.ts'
import type { ShopRecord } from './record.ts'

const shopAddress = ({ id }: ShopRecord) => ({
  id: gid('ShopAddress', id),
  address1: '150 Elgin Street',
  city: 'New York',
  country: 'United States',
  countryCodeV2: 'US',
  province: 'New York',
  provinceCode: 'NY',
  zip: '10013',
  coordinatesValidated: true,
  formatted: ['150 Elgin Street', 'New York NY 10013', 'United States'],
})

/** The shop, the app that is asking, and the versions of the API. */
export const shopPart: SchemaPart = {
  resolvers: {
    QueryRoot: {
      currentAppInstallation: (_source, _args, { grant }) => grant,
      publicApiVersions: (_source, _args, { conditions }) =>
        apiVersions.map((version) => ({
          ...version,
          supported: version.supported && version.handle >= conditions.oldestVersion,
        })),
      shop: (_source, _args, { store }) => store.shop,
    },
    AppInstallation: {
      id: () => gid('AppInstallation', 700145860914),
      app: (grant) => grant,
      accessScopes: (grant) => [...grant.scopes].sort().map((handle) => ({ handle })),
    },
    AccessScope: {
      description: ({ handle }) =>
        handle.replaceAll('_', ' ').replace(/^./, (c: string) => c.toUpperCase()),
    },
    App: {
      id: () => gid('App', 280482545665),
      handle: (grant) => grant.app,
      title: (grant) => grant.app,
    },
    Shop: {
      contactEmail: (shop: ShopRecord) => shop.email,
      enabledPresentmentCurrencies: (shop: ShopRecord) => [shop.currencyCode],
      plan: () => ({
        displayName: 'Developer Preview',
        publicDisplayName: 'Developer Preview',
        partnerDevelopment: true,
        shopifyPlus: false,
      }),
      primaryDomain: (shop: ShopRecord) => ({
        id: gid('Domain', shop.id),
        host: shop.myshopifyDomain,
        url: `https://${shop.myshopifyDomain}`,
      }),
      taxesIncluded: () => false,
      billingAddress: shopAddress,
      shopAddress,
      shopOwnerName: () => 'Zoë Müller',
      currencyFormats: () => ({
        moneyFormat: '{{amount}} $',
        moneyInEmailsFormat: '{{amount}} $',
        moneyWithCurrencyFormat: '{{amount}} USD',
        moneyWithCurrencyInEmailsFormat: '{{amount}} USD',
      }),
      customerAccounts: () => 'OPTIONAL',
      checkoutApiSupported: () => true,
      orderNumberFormatPrefix: () => '#',
      shipsToCountries: () => ['US', 'DE', 'FR', 'JP'],
      unitSystem: () => 'METRIC_SYSTEM',
      weightUnit: () => 'KILOGRAMS',
      timezoneAbbreviation: (shop: ShopRecord, _args, { now }) =>
        new Intl.DateTimeFormat('en-US', { timeZone: shop.ianaTimezone, timeZoneName: 'short' })
          .formatToParts(now)
          .find((part) => part.type === 'timeZoneName')?.value,
      timezoneOffset: (shop: ShopRecord, _args, { now }) =>
        formatOffset(offsetAt(now, shop.ianaTimezone)).replace(':', ''),
      timezoneOffsetMinutes: (shop: ShopRecord, _args, { now }) =>
        offsetAt(now, shop.ianaTimezone) / 60_000,
      url: (shop: ShopRecord) => `https://${shop.myshopifyDomain}`,
    },
  },
  nodes: { Shop: (id, { store }) => (store.shop.id === id ? store.shop : undefined) },
}
