/** A discount is one thing under several names, which share their numbers. */
const otherNames: Readonly<Record<string, string>> = {
  BasicEvent: 'Event',
  DiscountAutomaticBxgy: 'DiscountNode',
  DiscountAutomaticNode: 'DiscountNode',
  DiscountCodeNode: 'DiscountNode',
  PriceRule: 'DiscountNode',
}

/** The type under whose name the store keeps the records of a type. */
export function tableType(type: string): string {
  return otherNames[type] ?? type
}
