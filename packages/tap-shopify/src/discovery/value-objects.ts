/**
 * Objects that are values: they belong to what holds them, come with it, and cost no points of their
 * own. What is asked of one whose fields are not named.
 */
export const valueObjects: Readonly<Record<string, string>> = {
  MoneyV2: 'amount currencyCode',
  MoneyBag: 'shopMoney { amount currencyCode } presentmentMoney { amount currencyCode }',
  MailingAddress: 'address1 address2 city province provinceCode country countryCodeV2 zip phone',
  LocationAddress: 'address1 address2 city province provinceCode country countryCode zip phone',
  ShopAddress: 'address1 address2 city province provinceCode country countryCodeV2 zip phone',
  CustomerEmailMarketingConsentState: 'marketingState marketingOptInLevel consentUpdatedAt',
  CustomerSmsMarketingConsentState: 'marketingState marketingOptInLevel consentUpdatedAt',
}
