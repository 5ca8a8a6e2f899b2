import type { Row } from '../store/row.ts'

/** The types of fields, as describe calls them. */
export type FieldType =
  | 'address'
  | 'anyType'
  | 'base64'
  | 'boolean'
  | 'currency'
  | 'date'
  | 'datetime'
  | 'double'
  | 'email'
  | 'id'
  | 'int'
  | 'location'
  | 'multipicklist'
  | 'percent'
  | 'phone'
  | 'picklist'
  | 'reference'
  | 'string'
  | 'textarea'
  | 'time'
  | 'url'

/** A field of an object: what describe tells of it, as far as it is not the same for every field. */
export interface Field {
  readonly name: string
  readonly label: string
  readonly type: FieldType
  /** In characters; 0 for what is no text. */
  readonly length: number
  /** Digits in all, for double, currency and percent. */
  readonly precision: number
  /** Digits behind the point. */
  readonly scale: number
  readonly nillable: boolean
  readonly custom: boolean
  readonly filterable: boolean
  readonly sortable: boolean
  readonly createable: boolean
  readonly updateable: boolean
  readonly autoNumber: boolean
  readonly nameField: boolean
  readonly unique: boolean
  readonly externalId: boolean
  /** The address, location or name that this is a part of. */
  readonly compoundFieldName: string | null
  readonly referenceTo: readonly string[]
  /** By which the fields of the record that this refers to are reached: `Owner` for `OwnerId`. */
  readonly relationshipName: string | null
  readonly picklistValues: readonly string[]
  /** `richtextarea`, `plaintextarea`, `imageurl`, … */
  readonly extraTypeInfo: string | null
  /** The text of the formula; the value is then computed whenever it is read, and never stamped. */
  readonly formula: string | null
  readonly compute: ((row: Row, parent: (field: string) => Row | undefined) => unknown) | null
}

/** What a field has to say for itself; all else is as usual for its type. */
export type FieldSettings = Pick<Field, 'name' | 'type'> & Partial<Field>

/** Types that no condition and no order can be about. */
const notFilterable: readonly FieldType[] = ['base64', 'anyType']
const notSortable: readonly FieldType[] = [
  'address',
  'anyType',
  'base64',
  'location',
  'multipicklist',
]
/** From this length on, text is a long text area. */
const LONG_TEXT = 256

/**
 * A field, with what is usual for its type.
 *
 * @example
 * makeField({ name: 'AnnualRevenue', type: 'currency', precision: 18, scale: 0 })
 */
export function makeField(settings: FieldSettings): Field {
  const { type, name } = settings
  const length = settings.length ?? defaultLengths[type] ?? 0
  const isLong = type === 'textarea' && length >= LONG_TEXT
  const isDecimal = type === 'double' || type === 'currency' || type === 'percent'
  const readOnly = settings.formula != null || settings.autoNumber === true
  return {
    label: labelOf(name),
    length,
    precision: isDecimal ? 18 : 0,
    scale: type === 'int' || !isDecimal ? 0 : 2,
    nillable: type !== 'boolean',
    custom: name.endsWith('__c'),
    filterable: !notFilterable.includes(type) && !isLong,
    sortable: !notSortable.includes(type) && !isLong,
    createable: !readOnly,
    updateable: !readOnly,
    autoNumber: false,
    nameField: false,
    unique: false,
    externalId: false,
    compoundFieldName: null,
    referenceTo: [],
    relationshipName: null,
    picklistValues: [],
    extraTypeInfo: isLong ? 'plaintextarea' : null,
    formula: null,
    compute: null,
    ...settings,
  }
}

const defaultLengths: Partial<Record<FieldType, number>> = {
  email: 80,
  id: 18,
  multipicklist: 4099,
  phone: 40,
  picklist: 255,
  reference: 18,
  string: 255,
  textarea: 32_000,
  url: 255,
}

/** `AnnualRevenue` as people read it: `Annual Revenue`; `Loyalty_Score__c`: `Loyalty Score`. */
function labelOf(name: string): string {
  return name
    .replace(/__\w+$/, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/(?<=\w) ?Id$/, ' ID')
    .replaceAll('_', ' ')
}
