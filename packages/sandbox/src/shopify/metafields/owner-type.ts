/** What the API calls the types that have metafields, where that is not the name in capitals. */
const unusualNames: Readonly<Record<string, string>> = {
  CompanyLocation: 'COMPANY_LOCATION',
  DiscountNode: 'DISCOUNT',
}

/**
 * The `MetafieldOwnerType` of a GraphQL type.
 *
 * @example
 * ownerType('ProductVariant') // 'PRODUCTVARIANT'
 */
export function ownerType(kind: string): string {
  return unusualNames[kind] ?? kind.toUpperCase()
}
