import type { Row } from '../store/row.ts'
import { type Field, type FieldType, makeField } from './field.ts'
import { picklistOf } from './picklists.ts'
import { standardObjects } from './standard-objects.ts'

/** How a field is declared in the list of standard objects; see `standard-objects.ts`. */
const tokenPattern = /^(\w+)(\?)?(?::([bndaxy]))?(?:>(\w+))?$/

/** What a reference to `Name`, which stands for several objects, can refer to. */
const severalObjects: Readonly<Record<string, readonly string[]>> = {
  OwnerId: ['Group', 'User'],
  UserOrGroupId: ['Group', 'User'],
  WhoId: ['Contact', 'Lead'],
  ActorId: ['User', 'ProcessInstance'],
}
const anyRecord: readonly string[] = ['Account', 'Case', 'Contact', 'Lead', 'Opportunity']

/** Names of datetime fields end so, though they are declared like dates. */
const datetimeNames = /(Date|Time|Modstamp|Timestamp)$/
const dateNames =
  /^(CloseDate|ActivityDate|Birthdate|StartDate|EndDate|InstallDate|PurchaseDate|UsageEndDate|EffectiveDate|ServiceDate|LastActivityDate|CloseDatetime|ExpirationDate|PoDate|ContractEndDate|OrderReferenceDate|CustomerAuthorizedDate|CompanyAuthorizedDate|ConvertedDate|.*DateOnly)$/
const currencyNames = /(Amount|Revenue|Price|Cost|Total|Subtotal|Tax)\w*$/
const percentNames = /^(Probability|Discount)$/
const doubleNames = /(Latitude|Longitude|Quantity|ApiVersion|CurrentApiVersion)$/

/** Text that is longer, or shorter, than usual. */
const lengths: Readonly<Record<string, number>> = {
  Alias: 8,
  CaseNumber: 30,
  City: 40,
  CommunityNickname: 40,
  Company: 255,
  Country: 80,
  Department: 80,
  FirstName: 40,
  LastName: 80,
  OrderNumber: 30,
  PostalCode: 20,
  Sic: 20,
  SicDesc: 80,
  State: 80,
  Street: 255,
  Title: 128,
}

/** Text areas too long to be filtered or sorted. */
const longText =
  /^(Description|Body|CommentBody|HtmlBody|TextBody|Comments|Resolution|Markup|AboutMe)$/

/** What a record can be told apart by, that the service numbers itself. */
const autoNumbers =
  /^(CaseNumber|ContractNumber|OrderNumber|OrderItemNumber|SolutionNumber|WorkOrderNumber|LineItemNumber|QuoteNumber)$/

const systemFields =
  /^(Id|IsDeleted|CreatedDate|CreatedById|LastModifiedDate|LastModifiedById|SystemModstamp|LastActivityDate|LastViewedDate|LastReferencedDate)$/

/** Parts of an address stand behind its prefix: `BillingCity` belongs to `BillingAddress`. */
const addressPart =
  /^(\w*?)(Street|City|State|PostalCode|Country|Latitude|Longitude|GeocodeAccuracy)$/

/**
 * A field of a standard object.
 *
 * @param token As `AccountId?>Account`.
 * @param siblings The names of all fields of the object.
 */
export function fieldOfToken(object: string, token: string, siblings: ReadonlySet<string>): Field {
  const match = tokenPattern.exec(token)
  if (match === null) throw new Error(`${object} has a field of the unknown form "${token}"`)
  const [, name = '', nullable, letter, parent] = match
  const picklistValues = letter === undefined ? picklistOf(object, name) : []
  const type = parent === undefined ? typeOf(object, name, letter, picklistValues) : 'reference'
  const isSystem = systemFields.test(name)
  const autoNumber = autoNumbers.test(name)
  const [, prefix] = addressPart.exec(name) ?? []
  const compound = prefix === undefined ? undefined : `${prefix}Address`
  const writeable = !isSystem && !autoNumber
  return makeField({
    name,
    type,
    ...lengthOf(object, name, type),
    ...(type === 'currency' && /Revenue$/.test(name) ? { scale: 0 } : {}),
    ...(/L(at|ong)itude$/.test(name) ? { precision: 18, scale: 15 } : {}),
    ...(name === 'Probability' ? { precision: 3, scale: 0 } : {}),
    nillable: nullable !== undefined,
    createable: writeable,
    updateable: writeable,
    autoNumber,
    nameField: name === nameFieldOf(siblings),
    compoundFieldName:
      compound !== undefined && siblings.has(compound) ? compound : partOfName(name, siblings),
    ...(type === 'reference' ? referenceOf(name, parent) : {}),
    picklistValues,
    ...(name === 'Name' && siblings.has('LastName') ? wholeName : {}),
    ...(/(History)$/.test(object) && /^(OldValue|NewValue)$/.test(name)
      ? { filterable: false, sortable: false }
      : {}),
  })
}

/** The name of a person is put together from its parts. */
const wholeName = {
  createable: false,
  updateable: false,
  compute: ({ FirstName, LastName }: Row) =>
    [FirstName, LastName].filter((part) => part != null).join(' ') || null,
}

function typeOf(
  object: string,
  name: string,
  letter: string | undefined,
  picklistValues: readonly string[],
): FieldType {
  if (name === 'Id') return 'id'
  if (letter === 'b') return 'boolean'
  if (letter === 'a') return 'address'
  if (letter === 'x') return 'base64'
  if (letter === 'y') return 'textarea'
  if (letter === 'd') {
    if (dateNames.test(name) && !(name === 'ExpirationDate' && object === 'Announcement'))
      return 'date'
    return datetimeNames.test(name) ? 'datetime' : 'date'
  }
  if (letter === 'n') return numberType(name)
  if (/^(OldValue|NewValue)$/.test(name)) return 'anyType'
  if (/(StartTime|EndTime)$/.test(name)) return 'time'
  if (picklistValues.length > 0) return 'picklist'
  if (/Email$/.test(name) || name === 'Username') return 'email'
  if (/(Phone|Fax)$/.test(name)) return 'phone'
  if (/(Url|Website)$/.test(name)) return 'url'
  if (/Id$/.test(name) && targetsOf(name, undefined).length > 0) return 'reference'
  if (/Street$/.test(name) || longText.test(name) || /^(Body|Description)/.test(name))
    return 'textarea'
  return 'string'
}

function numberType(name: string): FieldType {
  if (percentNames.test(name)) return 'percent'
  if (doubleNames.test(name)) return 'double'
  return currencyNames.test(name) ? 'currency' : 'int'
}

function lengthOf(object: string, name: string, type: FieldType): { length?: number } {
  const [, , part] = addressPart.exec(name) ?? []
  const length = lengths[name] ?? (part === undefined ? undefined : lengths[part])
  if (length !== undefined && (type === 'string' || type === 'textarea')) return { length }
  if (name === 'Name' && object === 'Opportunity') return { length: 120 }
  if (type === 'textarea' && !longText.test(name)) return { length: 255 }
  return {}
}

function referenceOf(name: string, parent: string | undefined) {
  const relationshipName = parent === undefined ? null : name.replace(/Id$/, '')
  return { referenceTo: targetsOf(name, parent), relationshipName }
}

/** What a field can refer to. Where that is not declared, its name may tell: `CampaignId`. */
function targetsOf(name: string, parent: string | undefined): readonly string[] {
  const object = parent ?? name.replace(/Id$/, '')
  if (object === 'Name' || (parent === undefined && name in severalObjects)) {
    return severalObjects[name] ?? anyRecord
  }
  return parent !== undefined || object in standardObjects ? [object] : []
}

/** The field by which people call a record. */
function nameFieldOf(siblings: ReadonlySet<string>): string | undefined {
  const candidates = [
    'Name',
    'CaseNumber',
    'ContractNumber',
    'OrderNumber',
    'Subject',
    'Title',
    'MasterLabel',
  ]
  return candidates.find((name) => siblings.has(name))
}

function partOfName(name: string, siblings: ReadonlySet<string>): string | null {
  const isPart = /^(FirstName|LastName|MiddleName|Salutation|Suffix)$/.test(name)
  return isPart && siblings.has('Name') && siblings.has('LastName') ? 'Name' : null
}
