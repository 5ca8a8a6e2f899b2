import { type Field, type FieldSettings, makeField } from './field.ts'
import { KeyPrefixes } from './key-prefixes.ts'
import { makeObject, type ObjectDefinition } from './object-definition.ts'
import { systemFields } from './system-fields.ts'

/** How many fields the widest object has: more than a URI can name. */
const WIDE_FIELDS = 420

const withSystemFields = (settings: readonly FieldSettings[]): Field[] => [
  ...systemFields(),
  ...settings.map(makeField),
]

const lookup = (name: string, to: string): FieldSettings => ({
  name,
  type: 'reference',
  referenceTo: [to],
  relationshipName: name.replace(/__c$/, '__r'),
})

const subscriptionFields: readonly FieldSettings[] = [
  lookup('Account__c', 'Account'),
  lookup('Contact__c', 'Contact'),
  { name: 'Plan__c', type: 'picklist', picklistValues: ['Basic', 'Team', 'Enterprise'] },
  { name: 'Monthly_Fee__c', type: 'currency', precision: 18, scale: 2 },
  { name: 'Discount__c', type: 'percent', precision: 5, scale: 2 },
  { name: 'Seats__c', type: 'double', precision: 18, scale: 0 },
  { name: 'Usage__c', type: 'double', precision: 18, scale: 6 },
  { name: 'Start_Date__c', type: 'date' },
  { name: 'Renews_At__c', type: 'datetime' },
  { name: 'Billing_Time__c', type: 'time' },
  { name: 'Active__c', type: 'boolean' },
  { name: 'Channels__c', type: 'multipicklist', picklistValues: ['Mail', 'Phone', 'Web'] },
  { name: 'Terms__c', type: 'textarea', length: 32_768 },
  { name: 'Signed_By__c', type: 'email' },
]

/** Fields of every shape in turn, so that whatever cuts them into groups meets all of them. */
function wideField(index: number): FieldSettings {
  const name = `Measured_Quantity_Number_${String(index).padStart(3, '0')}__c`
  const shapes: readonly FieldSettings[] = [
    { name, type: 'string', length: 80 },
    { name, type: 'double', precision: 18, scale: index % 7 },
    { name, type: 'date' },
    { name, type: 'boolean' },
    { name, type: 'currency' },
    { name, type: 'datetime' },
  ]
  return shapes[index % shapes.length] as FieldSettings
}

/**
 * What is generated for a large org: a text, a number, a date, a look-up and a checkbox each.
 *
 * @param count How many objects: `Generated_0001__c` and so on.
 */
export function buildGeneratedObjects(count: number): ObjectDefinition[] {
  const prefixes = new KeyPrefixes()
  return Array.from({ length: count }, (_, index) =>
    makeObject({
      name: `Generated_${String(index + 1).padStart(4, '0')}__c`,
      keyPrefix: prefixes.generated(),
      fields: withSystemFields([
        { name: 'Text__c', type: 'string' },
        { name: 'Number__c', type: 'double', precision: 18, scale: index % 9 },
        { name: 'Date__c', type: 'date' },
        lookup('Account__c', 'Account'),
        { name: 'Flag__c', type: 'boolean' },
      ]),
    }),
  )
}

/** The objects of this org that are not Salesforce's own, the awkward ones among them. */
export function buildCustomObjects(prefixes: KeyPrefixes): ObjectDefinition[] {
  const own = (settings: Omit<Parameters<typeof makeObject>[0], 'keyPrefix'>) =>
    makeObject({ keyPrefix: prefixes.custom(), ...settings })
  return [
    own({ name: 'Subscription__c', fields: withSystemFields(subscriptionFields) }),
    own({
      name: 'Wide__c',
      fields: withSystemFields(
        Array.from({ length: WIDE_FIELDS - systemFields().length }, (_, index) => wideField(index)),
      ),
    }),
    own({
      name: 'Bulk_Row__c',
      fields: withSystemFields(Array.from({ length: 41 }, (_, index) => wideField(index))),
    }),
    own({
      name: 'Subscription__Tag',
      replicateable: false,
      restriction: { bulkUnsupported: true },
      fields: withSystemFields([lookup('ItemId', 'Subscription__c')]),
    }),
    own({
      name: 'Tier__mdt',
      replicateable: false,
      fields: [
        makeField({ name: 'Id', type: 'id', nillable: false }),
        makeField({
          name: 'DeveloperName',
          type: 'string',
          length: 40,
          nameField: true,
          nillable: false,
        }),
        makeField({ name: 'MasterLabel', type: 'string', length: 40, nillable: false }),
        makeField({ name: 'QualifiedApiName', type: 'string', length: 70, nillable: false }),
        makeField({ name: 'SystemModstamp', type: 'datetime', nillable: false }),
        makeField({ name: 'Threshold__c', type: 'double', precision: 18, scale: 2 }),
      ],
    }),
    own({
      name: 'Retired__c',
      deprecatedAndHidden: true,
      queryable: false,
      fields: withSystemFields([]),
    }),
    own({
      name: 'Payroll__c',
      restriction: { describeDenied: true },
      fields: withSystemFields([{ name: 'Salary__c', type: 'currency' }]),
    }),
    own({
      name: 'Invoice__x',
      replicateable: false,
      restriction: { bulkUnsupported: true },
      fields: [
        makeField({ name: 'Id', type: 'id', nillable: false }),
        makeField({
          name: 'ExternalId',
          type: 'string',
          length: 1000,
          nillable: false,
          nameField: true,
        }),
        makeField({ name: 'DisplayUrl', type: 'url', length: 1000 }),
        makeField({ name: 'Total__c', type: 'double', precision: 18, scale: 2 }),
      ],
    }),
    own({
      name: 'Order_Event__e',
      queryable: false,
      replicateable: false,
      fields: [
        makeField({ name: 'ReplayId', type: 'string' }),
        makeField({ name: 'CreatedDate', type: 'datetime', nillable: false }),
        makeField({
          name: 'CreatedById',
          type: 'reference',
          referenceTo: ['User'],
          relationshipName: 'CreatedBy',
        }),
      ],
    }),
    makeObject({
      name: 'CurrencyType',
      keyPrefix: prefixes.standard('CurrencyType'),
      custom: false,
      fields: withSystemFields([
        {
          name: 'IsoCode',
          type: 'picklist',
          picklistValues: ['USD', 'EUR', 'JPY'],
          nillable: false,
        },
        { name: 'ConversionRate', type: 'double', precision: 18, scale: 6, nillable: false },
        { name: 'DecimalPlaces', type: 'int', nillable: false },
        { name: 'IsActive', type: 'boolean', nillable: false },
        { name: 'IsCorporate', type: 'boolean', nillable: false },
      ]).filter(({ name }) => !['OwnerId', 'Name', 'IsDeleted'].includes(name)),
    }),
    makeObject({
      name: 'AccountChangeEvent',
      keyPrefix: null,
      custom: false,
      queryable: false,
      replicateable: false,
      restriction: { bulkUnsupported: true },
      fields: [
        makeField({ name: 'Id', type: 'id' }),
        makeField({ name: 'ReplayId', type: 'string' }),
        makeField({ name: 'Name', type: 'string' }),
      ],
    }),
    makeObject({
      name: 'ActivityFieldHistory',
      keyPrefix: prefixes.standard('ActivityFieldHistory'),
      custom: false,
      replicateable: false,
      fields: withSystemFields([
        {
          name: 'ActivityId',
          type: 'reference',
          referenceTo: ['Task', 'Event'],
          relationshipName: 'Activity',
        },
        { name: 'FieldName', type: 'picklist', picklistValues: ['Status', 'Priority', 'OwnerId'] },
        { name: 'OldValueString', type: 'string' },
        { name: 'NewValueString', type: 'string' },
      ])
        .filter(({ name }) => name !== 'OwnerId' && name !== 'Name')
        .map((field) =>
          field.name === 'SystemModstamp'
            ? { ...field, filterable: false, sortable: false }
            : field,
        ),
    }),
  ]
}
