import type { Field, FieldType } from './field.ts'
import type { ObjectDefinition } from './object-definition.ts'

const soapTypes: Readonly<Record<FieldType, string>> = {
  address: 'urn:address',
  anyType: 'xsd:anyType',
  base64: 'xsd:base64Binary',
  boolean: 'xsd:boolean',
  currency: 'xsd:double',
  date: 'xsd:date',
  datetime: 'xsd:dateTime',
  double: 'xsd:double',
  email: 'xsd:string',
  id: 'tns:ID',
  int: 'xsd:int',
  location: 'urn:location',
  multipicklist: 'xsd:string',
  percent: 'xsd:double',
  phone: 'xsd:string',
  picklist: 'xsd:string',
  reference: 'tns:ID',
  string: 'xsd:string',
  textarea: 'xsd:string',
  time: 'xsd:time',
  url: 'xsd:string',
}

const groupable: readonly FieldType[] = [
  'boolean',
  'date',
  'email',
  'id',
  'int',
  'phone',
  'picklist',
  'reference',
  'string',
  'url',
]
const notAggregatable: readonly FieldType[] = [
  'address',
  'anyType',
  'base64',
  'boolean',
  'location',
]

/** A field as describe tells of it. */
function describeField(field: Field): object {
  const { type, formula } = field
  const isFormula = formula !== null
  const isName = field.nameField
  return {
    aggregatable: field.filterable && !notAggregatable.includes(type),
    aiPredictionField: false,
    autoNumber: field.autoNumber,
    byteLength: field.length * 3,
    calculated: isFormula,
    calculatedFormula: formula,
    cascadeDelete: false,
    caseSensitive: false,
    compoundFieldName: field.compoundFieldName,
    controllerName: null,
    createable: field.createable,
    custom: field.custom,
    defaultValue: type === 'boolean' ? false : null,
    defaultValueFormula: null,
    defaultedOnCreate: type === 'boolean' || (!field.createable && !field.nillable),
    dependentPicklist: false,
    deprecatedAndHidden: false,
    digits: type === 'int' ? 9 : 0,
    displayLocationInDecimal: type === 'location',
    encrypted: false,
    externalId: field.externalId,
    extraTypeInfo: field.extraTypeInfo,
    filterable: field.filterable,
    filteredLookupInfo: null,
    formulaTreatNullNumberAsZero: false,
    groupable: groupable.includes(type) && field.filterable && !isFormula,
    highScaleNumber: field.scale > 8,
    htmlFormatted: field.extraTypeInfo === 'richtextarea',
    idLookup: type === 'id' || field.externalId || isName,
    inlineHelpText: null,
    label: field.label,
    length: field.length,
    mask: null,
    maskType: null,
    name: field.name,
    nameField: isName,
    namePointing: type === 'reference' && field.referenceTo.length > 1,
    nillable: field.nillable,
    permissionable: field.nillable && field.createable,
    picklistValues: field.picklistValues.map((value) => ({
      active: true,
      defaultValue: false,
      label: value,
      validFor: null,
      value,
    })),
    polymorphicForeignKey: field.referenceTo.length > 1,
    precision: field.precision,
    queryByDistance: type === 'location',
    referenceTargetField: null,
    referenceTo: field.referenceTo,
    relationshipName: field.relationshipName,
    relationshipOrder: null,
    restrictedDelete: false,
    restrictedPicklist: false,
    scale: field.scale,
    searchPrefilterable: type === 'reference',
    soapType: soapTypes[type],
    sortable: field.sortable,
    type,
    unique: field.unique,
    updateable: field.updateable,
    writeRequiresMasterRead: false,
  }
}

/** An object as the list of all objects tells of it. `base` is as `/services/data/v68.0`. */
export function describeBriefly(object: ObjectDefinition, base: string): object {
  const { name, label, custom, queryable, createable } = object
  const root = `${base}/sobjects/${name}`
  return {
    activateable: false,
    associateEntityType: /(History|Share|Feed|ChangeEvent)$/.exec(name)?.[0] ?? null,
    associateParentEntity:
      /^(.+?)(?:Field)?(?:History|Share|Feed|ChangeEvent)$/.exec(name)?.[1] ?? null,
    createable,
    custom,
    customSetting: object.customSetting,
    deepCloneable: false,
    deletable: createable,
    deprecatedAndHidden: object.deprecatedAndHidden,
    feedEnabled: custom || /^(Account|Case|Contact|Lead|Opportunity)$/.test(name),
    hasSubtypes: false,
    isInterface: false,
    isSubtype: false,
    keyPrefix: object.keyPrefix,
    label,
    labelPlural: plural(label),
    layoutable: createable,
    mergeable: /^(Account|Case|Contact|Lead)$/.test(name),
    mruEnabled: createable,
    name,
    queryable,
    replicateable: object.replicateable,
    retrieveable: queryable,
    searchable: createable,
    triggerable: createable,
    undeletable: createable,
    updateable: createable,
    urls: {
      rowTemplate: `${root}/{ID}`,
      describe: `${root}/describe`,
      sobject: root,
    },
  }
}

/** An object with all its fields and lists of children. */
export function describeFully(object: ObjectDefinition, base: string): object {
  return {
    actionOverrides: [],
    childRelationships: object.children.map(({ name, child, field }) => ({
      cascadeDelete: false,
      childSObject: child,
      deprecatedAndHidden: false,
      field,
      junctionIdListNames: [],
      junctionReferenceTo: [],
      relationshipName: name,
      restrictedDelete: false,
    })),
    compactLayoutable: object.createable,
    defaultImplementation: null,
    extendedBy: null,
    extendsInterfaces: null,
    fields: object.fields.map(describeField),
    implementedBy: null,
    implementsInterfaces: null,
    listviewable: null,
    lookupLayoutable: null,
    namedLayoutInfos: [],
    networkScopeFieldName: null,
    recordTypeInfos: [
      {
        active: true,
        available: true,
        defaultRecordTypeMapping: true,
        developerName: 'Master',
        master: true,
        name: 'Master',
        recordTypeId: '012000000000000AAA',
        urls: { layout: `${base}/sobjects/${object.name}/describe/layouts/012000000000000AAA` },
      },
    ],
    searchLayoutable: object.createable,
    sobjectDescribeOption: 'FULL',
    supportedScopes: [{ label: `All ${plural(object.label)}`, name: 'everything' }],
    ...describeBriefly(object, base),
  }
}

function plural(label: string): string {
  if (label.endsWith('y')) return `${label.slice(0, -1)}ies`
  return label.endsWith('s') ? label : `${label}s`
}
