/**
 * The scopes that an app needs to see objects of a type; one of them is enough. Introspection does not
 * tell them, so they are written down here from Shopify's published documentation of 2026-10
 * (https://shopify.dev/docs/api/usage/access-scopes).
 */
export const typeScopes: Readonly<Record<string, string>> = {
  AbandonedCheckout: 'read_orders',
  Article: 'read_content read_online_store_pages',
  Blog: 'read_content read_online_store_pages',
  CartTransform: 'read_cart_transforms',
  Collection: 'read_products',
  Comment: 'read_content read_online_store_pages',
  Company: 'read_customers read_companies',
  CompanyContact: 'read_customers read_companies',
  CompanyLocation: 'read_customers read_companies',
  Customer: 'read_customers',
  CustomerSegmentMember: 'read_customers',
  DeliveryCarrierService: 'read_markets',
  DeliveryCustomization: 'read_delivery_customizations',
  DiscountNode: 'read_discounts',
  DiscountRedeemCode: 'read_discounts',
  DraftOrder: 'read_draft_orders read_quick_sale',
  Fulfillment:
    'read_orders read_marketplace_orders read_assigned_fulfillment_orders ' +
    'read_merchant_managed_fulfillment_orders read_third_party_fulfillment_orders',
  FulfillmentConstraintRule: 'read_fulfillment_constraint_rules',
  FulfillmentOrder:
    'read_assigned_fulfillment_orders read_merchant_managed_fulfillment_orders ' +
    'read_third_party_fulfillment_orders read_marketplace_fulfillment_orders',
  GiftCard: 'read_gift_cards',
  GiftCardCreditTransaction: 'read_gift_card_transactions',
  GiftCardDebitTransaction: 'read_gift_card_transactions',
  InventoryItem: 'read_inventory read_products',
  InventoryLevel: 'read_inventory',
  InventoryTransfer: 'read_inventory_transfers',
  LineItem: 'read_orders read_marketplace_orders',
  Location: 'read_locations read_inventory read_markets_home',
  Market: 'read_markets',
  MarketingActivity: 'read_marketing_events',
  MediaImage: 'read_products read_files read_themes read_orders read_draft_orders read_images',
  Menu: 'read_online_store_navigation',
  Metaobject: 'read_metaobjects',
  MetaobjectDefinition: 'read_metaobject_definitions',
  OnlineStoreTheme: 'read_themes',
  Order: 'read_orders read_marketplace_orders read_quick_sale',
  OrderTransaction: 'read_orders read_marketplace_orders',
  Page: 'read_content read_online_store_pages',
  PaymentCustomization: 'read_payment_customizations',
  PaymentTerms: 'read_payment_terms',
  PriceList: 'read_products',
  Product: 'read_products',
  ProductVariant: 'read_products',
  Publication: 'read_publications',
  Refund: 'read_orders read_marketplace_orders',
  Return: 'read_returns read_marketplace_returns',
  ScriptTag: 'read_script_tags',
  Segment: 'read_customers',
  SellingPlan: 'read_products',
  SellingPlanGroup: 'read_products',
  ShopifyPaymentsAccount: 'read_shopify_payments read_shopify_payments_accounts',
  ShopifyPaymentsDispute: 'read_shopify_payments_disputes',
  StaffMember: 'read_users',
  SubscriptionContract: 'read_own_subscription_contracts',
  TenderTransaction: 'read_orders',
  UrlRedirect: 'read_online_store_navigation',
  Validation: 'read_validations',
}

const publishing = {
  availablePublicationsCount: 'read_publications',
  publicationCount: 'read_publications',
  publishedOnCurrentChannel: 'read_product_listings',
  publishedOnCurrentPublication: 'read_product_listings',
  resourcePublicationsCount: 'read_publications',
}

const ofEach = (types: readonly string[], scopes: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    types.flatMap((type) =>
      Object.entries(scopes).map(([field, needed]) => [`${type}.${field}`, needed]),
    ),
  )

/** The scopes that single fields need beyond those of their types. */
export const fieldScopes: Readonly<Record<string, string>> = {
  ...ofEach(['Collection', 'Product', 'ProductVariant'], publishing),
  'Customer.unsubscribeUrl': 'write_customers',
  'InventoryItem.duplicateSkuCount': 'read_inventory',
  'InventoryItem.inventoryHistoryUrl': 'read_inventory',
  'InventoryItem.inventoryLevels': 'read_inventory',
  'InventoryItem.locationsCount': 'read_inventory',
  'Location.inventoryLevels': 'read_locations',
  'ShopifyPaymentsAccount.accountOpenerName': 'read_shopify_payments_accounts_sensitive',
  'ShopifyPaymentsAccount.balanceTransactions': 'read_shopify_payments_payouts',
  'ShopifyPaymentsAccount.disputes': 'read_shopify_payments_disputes',
  'ShopifyPaymentsAccount.payouts': 'read_shopify_payments_payouts',
}
