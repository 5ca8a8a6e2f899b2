export { type Clock, VirtualClock, WAKING_TIME } from './clock.ts'
export { SandboxError } from './error.ts'
export type { CustomerRecord } from './shopify/customers/record.ts'
export type { LineItemRecord, OrderRecord } from './shopify/orders/record.ts'
export type { ProductRecord, ProductVariantRecord } from './shopify/products/record.ts'
export {
  type ShopifySandbox,
  type ShopifySandboxOptions,
  startShopifySandbox,
} from './shopify/start-shopify-sandbox.ts'
export type { ShopifyStore } from './shopify/store/store.ts'
