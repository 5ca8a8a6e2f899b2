import type { VirtualClock } from '../clock.ts'
import { type Conditions, usualConditions } from './conditions.ts'
import type { StoreSize } from './seed/generate-store.ts'

/** What a Shopify sandbox is to be like. All of it has a default. */
export interface ShopifySandboxOptions extends StoreSize, Partial<Readonly<Conditions>> {
  /** The port to listen on. @default 0, any free one */
  readonly port?: number
  /** The name of the shop, with or without `.myshopify.com`. @default 'descant-sandbox' */
  readonly shop?: string
  /**
   * A file of transactions to take customers and orders from, one order a line; the sizes do not
   * apply then. See `readTransactions` for its columns.
   */
  readonly transactions?: string
  /** The access scopes that the app was granted. @default all that read */
  readonly scopes?: readonly string[]
  /** The app's own name, to ask for tokens with. @default made of the seed */
  readonly clientId?: string
  /** The app's secret. @default made of the seed */
  readonly clientSecret?: string
  /** The sandbox's time. @default a clock that starts at 2026-11-01T00:00:00Z and runs */
  readonly clock?: VirtualClock
}

/** The usual conditions, but for what the options say. */
export function conditionsOf(options: ShopifySandboxOptions): Conditions {
  const told = Object.keys(usualConditions).flatMap((name) => {
    const value = options[name as keyof Conditions]
    return value === undefined ? [] : [[name, value]]
  })
  return { ...usualConditions, ...Object.fromEntries(told) }
}
