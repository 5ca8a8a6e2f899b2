import type { SchemaPart } from '../api/schema-part.ts'
import type { MarketRecord, PriceListRecord } from './generate.ts'

/** Markets and price lists. */
export const marketsPart: SchemaPart = {
  resolvers: {
    QueryRoot: {
      primaryMarket: (_source, _args, { store }) =>
        [...store.table<MarketRecord>('Market').values()].find(({ primary }) => primary),
    },
    PriceList: {
      fixedPricesCount: ({ prices }: PriceListRecord) => prices.length,
      parent: ({ adjustment }: PriceListRecord) => ({
        adjustment: { type: 'PERCENTAGE_DECREASE', value: adjustment },
        settings: { compareAtMode: 'ADJUSTED' },
      }),
      prices: ({ prices, currency }: PriceListRecord) =>
        prices.map((price) => ({ ...price, currency })),
    },
    PriceListPrice: {
      originType: () => 'FIXED',
      price: ({ cents, currency }: { cents: number; currency: string }) => ({
        amount: cents,
        currencyCode: currency,
      }),
    },
  },
  searchable: {
    Market: () => ({
      fields: {
        market_type: { type: 'keyword', of: ({ type }) => type },
        name: { type: 'text', of: ({ name }) => name },
      },
    }),
  },
}
