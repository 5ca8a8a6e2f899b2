export { type Clock, VirtualClock, WAKING_TIME } from './clock.ts'
export { ControlError } from './control/settings.ts'
export { SandboxError } from './error.ts'
export type { Conditions as SalesforceConditions } from './salesforce/conditions.ts'
export type { SalesforceFault } from './salesforce/control/faults.ts'
export {
  type SalesforceSandbox,
  type SalesforceSandboxOptions,
  startSalesforceSandbox,
} from './salesforce/start-salesforce-sandbox.ts'
export type { LoggedCall } from './salesforce/usage/activity.ts'
export type { Grant, GrantRequest } from './shopify/api/tokens.ts'
export type { Conditions } from './shopify/conditions.ts'
export type { ShopifyFault } from './shopify/control/faults.ts'
export type { Mutation, MutationRequest } from './shopify/control/mutate.ts'
export type { LoggedRequest } from './shopify/control/request-log.ts'
export type { CustomerRecord } from './shopify/customers/record.ts'
export type { LineItemRecord, OrderRecord } from './shopify/orders/record.ts'
export type { ProductRecord, ProductVariantRecord } from './shopify/products/record.ts'
export type { ShopifySandboxOptions } from './shopify/sandbox-options.ts'
export { type ShopifySandbox, startShopifySandbox } from './shopify/start-shopify-sandbox.ts'
export type { ShopifyStore } from './shopify/store/store.ts'
