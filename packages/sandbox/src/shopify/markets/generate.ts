import type { World } from '../seed/world.ts'
import { idOf } from '../store/ids.ts'
import type { Row } from '../store/table.ts'

/** A part of the world that the shop sells to. */
export interface MarketRecord extends Row {
  readonly name: string
  readonly handle: string
  readonly status: 'ACTIVE' | 'DRAFT'
  readonly type: 'REGION'
  readonly enabled: boolean
  readonly primary: boolean
}

/** Prices for a market, apart from those of the variants. */
export interface PriceListRecord extends Row {
  readonly name: string
  readonly currency: string
  /** In percent. */
  readonly adjustment: number
  /** Variants with a price of their own, in cents. */
  readonly prices: readonly {
    readonly id: number
    readonly variantId: number
    readonly cents: number
  }[]
}

const markets = [
  ['United States', 'us', 'USD'],
  ['Eurozone', 'eu', 'EUR'],
  ['日本', 'jp', 'JPY'],
  ['United Kingdom', 'gb', 'GBP'],
] as const

/** The markets of a shop, and a price list for each but the first. */
export function generateMarkets({ products, shop, random: randomFor }: World) {
  const random = randomFor('markets')
  const times = { createdAt: shop.createdAt, updatedAt: shop.createdAt }
  const variants = products.flatMap((product) => product.variants)
  return {
    Market: markets.map(
      ([name, handle], index): MarketRecord => ({
        ...times,
        id: idOf('Market', index),
        name,
        handle,
        status: index === 3 ? 'DRAFT' : 'ACTIVE',
        type: 'REGION',
        enabled: index !== 3,
        primary: index === 0,
      }),
    ),
    PriceList: markets.slice(1).map(
      ([name, , currency], index): PriceListRecord => ({
        ...times,
        id: idOf('PriceList', index),
        name: `${name} prices`,
        currency,
        adjustment: 5 * (index + 1),
        prices: variants
          .filter(() => random.chance(0.1))
          .map(({ id, price }) => ({ id, variantId: id, cents: Math.floor(price * 0.9) })),
      }),
    ),
  }
}
