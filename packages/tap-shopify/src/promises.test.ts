import { type ShopifySandbox, startShopifySandbox } from '@descant/sandbox'
import { testTap } from '@descant/sdk/testing'
import { afterAll } from 'vitest'
import { tapShopify } from './tap.ts'

const sandbox: ShopifySandbox = await startShopifySandbox({
  customers: 12,
  orders: 20,
  products: 4,
  restoreRate: 100_000,
})
afterAll(() => sandbox.close())

testTap(tapShopify, {
  config: { shop: sandbox.shop, access_token: sandbox.accessToken, api_url: sandbox.url },
})
