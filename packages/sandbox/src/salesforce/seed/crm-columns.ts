import type { Field } from '../schema/field.ts'
import type { Value } from '../store/row.ts'
import type { Column, ColumnContext, MakeColumn } from './column.ts'
import { Dice } from './dice.ts'
import { peopleOf, whereaboutsOf } from './people.ts'

const companyWords = [
  'Acme',
  'Globex',
  'Initech',
  'Müller',
  'Søn & Datter',
  '株式会社',
  'Umbrella',
  'Stark',
  'Wayne',
  "O'Neill",
  'Ацме',
  'Édition',
]
const companyKinds = ['Corporation', 'GmbH', 'Ltd.', 'S.A.', 'Inc.', 'K.K.', '"Import/Export" LLC']

const company: MakeColumn = ({ seed, object }) => {
  const dice = new Dice(seed, object.name, 'company')
  return (index) =>
    `${dice.pick(index, companyWords)} ${dice.pick(index, companyWords, 1)} ${dice.pick(index, companyKinds, 2)}`
}

const person =
  (part: (person: ReturnType<ReturnType<typeof peopleOf>>) => Value): MakeColumn =>
  ({ seed, object }) => {
    const people = peopleOf(seed, object.name)
    return (index) => part(people(index))
  }

const people: Readonly<Record<string, MakeColumn>> = {
  FirstName: person(({ firstName }) => firstName),
  LastName: person(({ lastName }) => lastName),
  Email: person(({ email }) => email),
  Phone: person(({ phone }) => phone),
}

/** The number that belongs to a stage. */
const probabilities = [10, 10, 20, 50, 60, 70, 75, 90, 100, 0]

/** Which stage an opportunity is in, for all the fields that go by it. */
const stage =
  (value: (place: number) => Value): MakeColumn =>
  ({ seed, object }) => {
    const dice = new Dice(seed, object.name, 'stage')
    return (index) => value(dice.integer(index, 0, 9))
  }

const numbered =
  (format: (number: number) => string): MakeColumn =>
  () =>
  (index) =>
    format(index + 1)

/** The values that go together, by object and field. What is not named here is as usual for its type. */
const crmColumns: Readonly<Record<string, Readonly<Record<string, MakeColumn>>>> = {
  Account: {
    Name: company,
    Customer_Number__c: numbered((number) => `C-${String(number).padStart(7, '0')}`),
    ParentId: ({ seed, idOf }) => {
      const dice = new Dice(seed, 'Account', 'ParentId')
      return (index) =>
        index > 0 && dice.chance(index, 0.15)
          ? idOf('Account', dice.integer(index, 0, index - 1, 1))
          : null
    },
  },
  Case: {
    CaseNumber: numbered((number) => String(1000 + number).padStart(8, '0')),
    ParentId: () => () => null,
  },
  Contact: people,
  ContentDocumentLink: {
    LinkedEntityId:
      ({ idOf }) =>
      (index) =>
        idOf('Account', index),
  },
  Lead: { ...people, Company: company },
  Opportunity: {
    Name: company,
    StageName: (_context, field) =>
      stage((place) => field.picklistValues[place] ?? null)(_context, field),
    Probability: stage((place) => `${probabilities[place]}.0`),
    IsClosed: stage((place) => place >= 8),
    IsWon: stage((place) => place === 8),
  },
  OpportunityFieldHistory: {
    Field: ({ seed }) => {
      const dice = new Dice(seed, 'OpportunityFieldHistory', 'Field')
      return (index) =>
        dice.pick(index, ['StageName', 'Amount', 'CloseDate', 'Probability', 'created'])
    },
  },
  User: {
    ...people,
    Username: numbered((number) => `user${number}@sandbox.example`),
    Email: numbered((number) => `user${number}@sandbox.example`),
    IsActive: () => (index) => index % 7 !== 6,
  },
}

const addressPart = /^(\w*?)(Street|City|State|PostalCode|Country|Latitude|Longitude)$/

const locationPart = /^(\w+)__(Latitude|Longitude)__s$/

/** Both parts of a location, or none. */
function locationColumn({ seed, object }: ColumnContext, location: string, part: string): Column {
  const dice = new Dice(seed, object.name, location)
  const [most, salt] = part === 'Latitude' ? [89, 1] : [179, 3]
  return (index) => {
    if (dice.chance(index, 0.3)) return null
    return `${dice.integer(index, -most, most, salt)}.${dice.integer(index, 1, 999_999, salt + 1)}`
  }
}

/** The values of a field that goes together with others, or undefined for one that stands alone. */
export function crmColumn(context: ColumnContext, field: Field): Column | undefined {
  const make = crmColumns[context.object.name]?.[field.name]
  if (make !== undefined) return make(context, field)
  const [, location, half] = locationPart.exec(field.name) ?? []
  if (location !== undefined && half !== undefined) return locationColumn(context, location, half)
  if (field.compoundFieldName?.endsWith('Address') !== true) return undefined
  const [, prefix = '', part] = addressPart.exec(field.name) ?? []
  if (part === undefined) return undefined
  const whereabouts = whereaboutsOf(context.seed, context.object.name, prefix)
  const isEmpty = new Dice(context.seed, context.object.name, `${prefix}Address`)
  const key = (part.charAt(0).toLowerCase() + part.slice(1)) as keyof ReturnType<typeof whereabouts>
  return (index) => (isEmpty.chance(index, 0.15) ? null : whereabouts(index)[key])
}
