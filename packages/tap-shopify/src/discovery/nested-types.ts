/**
 * Types that lie within the records of the streams. They are asked for together with those of the
 * records themselves, so that one question is mostly enough; what is not here is asked for after it.
 */
export const nestedTypes: Readonly<Record<string, readonly string[]>> = {
  Customer: [
    'MoneyV2',
    'MailingAddress',
    'CustomerEmailAddress',
    'CustomerPhoneNumber',
    'CustomerEmailMarketingConsentState',
    'CustomerSmsMarketingConsentState',
  ],
  Order: [
    'MoneyBag',
    'MoneyV2',
    'MailingAddress',
    'LineItem',
    'Customer',
    'Product',
    'ProductVariant',
  ],
  Product: ['ProductVariant'],
}
