import { type Field, type FieldSettings, makeField } from './field.ts'

const text = (value: unknown) => (typeof value === 'string' ? value : null)

/** Money as whole cents, which formulas reckon in. */
function cents(literal: unknown): bigint {
  const [whole = '0', decimals = ''] = String(literal ?? '0').split('.')
  const digits = BigInt(whole.replace('-', '') + decimals.padEnd(2, '0').slice(0, 2))
  return whole.startsWith('-') ? -digits : digits
}

function fromCents(amount: bigint): string {
  const digits = String(amount < 0n ? -amount : amount).padStart(3, '0')
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/**
 * What this org has added to the standard objects. Formulas are computed whenever they are read:
 * when what they stand on changes, they change too, and nothing is stamped.
 */
const customFields: Readonly<Record<string, readonly FieldSettings[]>> = {
  Account: [
    { name: 'Customer_Number__c', type: 'string', length: 20, externalId: true, unique: true },
    { name: 'Loyalty_Score__c', type: 'double', precision: 18, scale: 8 },
    { name: 'Credit_Limit__c', type: 'currency', precision: 18, scale: 2 },
    {
      name: 'Interests__c',
      type: 'multipicklist',
      picklistValues: ['Golf', 'Opera', 'Sailing', 'Ünïcode; or not'],
    },
    {
      name: 'Location__Latitude__s',
      type: 'double',
      precision: 18,
      scale: 15,
      compoundFieldName: 'Location__c',
    },
    {
      name: 'Location__Longitude__s',
      type: 'double',
      precision: 18,
      scale: 15,
      compoundFieldName: 'Location__c',
    },
    { name: 'Location__c', type: 'location', createable: false, updateable: false },
    { name: 'Notes__c', type: 'textarea', length: 131_072, extraTypeInfo: 'richtextarea' },
    {
      name: 'Full_Name__c',
      type: 'string',
      length: 1300,
      formula: 'Name & IF(ISBLANK(BillingCity), "", ", " & BillingCity)',
      compute: (row) => {
        const city = text(row.BillingCity)
        return city === null ? (row.Name ?? null) : `${row.Name}, ${city}`
      },
    },
  ],
  Contact: [
    {
      name: 'Account_Industry__c',
      type: 'string',
      length: 1300,
      formula: 'TEXT(Account.Industry)',
      compute: (_row, parent) => parent('AccountId')?.Industry ?? null,
    },
    { name: 'Newsletter__c', type: 'boolean' },
  ],
  Opportunity: [
    { name: 'Margin__c', type: 'percent', precision: 5, scale: 2 },
    { name: 'Exact_Cost__c', type: 'double', precision: 18, scale: 4 },
    {
      name: 'Weighted_Amount__c',
      type: 'currency',
      formula: 'Amount * Probability',
      compute: (row) =>
        row.Amount == null
          ? null
          : fromCents((cents(row.Amount) * cents(row.Probability)) / 10_000n),
    },
  ],
  Case: [{ name: 'Hours_Spent__c', type: 'double', precision: 10, scale: 3 }],
  Lead: [{ name: 'Score__c', type: 'double', precision: 18, scale: 0 }],
}

/** The custom fields of a standard object. */
export function customFieldsOf(object: string): Field[] {
  return (customFields[object] ?? []).map((settings) =>
    makeField({
      custom: true,
      ...(settings.formula === undefined ? {} : { extraTypeInfo: null }),
      ...settings,
    }),
  )
}
